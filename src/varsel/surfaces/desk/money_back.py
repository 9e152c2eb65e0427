"""What waits of the money that goes back: pay-outs to be approved, late and refused requests, unknown reversals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.kit import money
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.records.ledger import refunds, requests, reversals

MOST = 1_000  # of each; what is more is on its own page
_ZONE = COUNTRIES["SE"].ZONE  # the day of a desk, whose countries have one clock


@dataclass(frozen=True, slots=True)
class Waits:
    """One of them, and the page where something can be done about it."""

    what: Promise
    about: str
    party_id: int | None
    at: datetime
    state: str
    amount: Decimal
    currency: str
    address: str


def waits(*, at: datetime) -> list[Waits]:
    """Return all that waits for a person, what waits longest first."""
    found = [*_pay_outs(), *_requests(at), *_reversals()]
    return sorted(found, key=lambda one: one.at)


def _pay_outs() -> list[Waits]:
    return [
        Waits(
            what=_("a pay-out to be approved") if one.state == "proposed" else _("a pay-out that is released later"),
            about=one.about,
            party_id=one.party_id,
            at=one.proposed_at,
            state="open" if one.state == "proposed" else "held",
            amount=money.from_ore(ore=one.ore),
            currency=one.currency,
            address=reverse("desk_refund", args=[one.id]),
        )
        for state in ("proposed", "approved")
        for one in refunds.pay_outs(state=state, skip=0, limit=MOST)
    ]


def _requests(at: datetime) -> list[Waits]:
    today = local_day(at, _ZONE)
    words = {"late": _("a request that the billing system has not answered in time"), "refused": _("a request refused")}
    return [
        Waits(
            what=words[state],
            about=str(one.ref),
            party_id=one.party_id,
            at=one.asked_at,
            state="broken",
            amount=one.amount,
            currency=one.currency,
            address=reverse("desk_requests") + f"?state={state}",
        )
        for state in ("late", "refused")
        for one in requests.requests(state=state, today=today, skip=0, limit=MOST)
        if not one.superseded
    ]


def _reversals() -> list[Waits]:
    return [
        Waits(
            what=_("taken back by the bank, of an unknown payment"),
            about=one.reference,
            party_id=None,
            at=one.booked_at,
            state="unknown",
            amount=one.amount,
            currency=one.currency,
            address=reverse("desk_reversal", args=[one.id]),
        )
        for one in reversals.waiting(skip=0, limit=MOST)
    ]
