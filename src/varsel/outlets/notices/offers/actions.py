"""Making offers, and ending them. Notices and what the law wants said are not touched by either."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.db import transaction

from varsel.outlets.notices import actions as notices
from varsel.outlets.notices.actions import Saying
from varsel.outlets.notices.offers import links
from varsel.outlets.notices.offers.models import Offer
from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.wording import typed
from varsel.records.parties import actions as consents
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer

CONSENT, BY_LETTER = "offers", "offers_by_letter"
MOST, LATELY = 2, timedelta(days=30)  # more than two in a month is a nuisance, whatever was agreed to
Code = Literal["not_an_offer", "no_consent", "withdrawn", "protected", "stands_against", "capped"]


class NotToBeOffered(Exception):
    """This customer gets no offer now; `code` says why, `about` what stands against it."""

    def __init__(self, code: Code, about: str = "") -> None:
        super().__init__(f"{code} {about}".strip())
        self.code: Code = code
        self.about = about


@transaction.atomic
def offer(
    *,
    about: str,
    subject: str,
    party_id: int,
    country: str,
    facts: Mapping[str, Any],
    against: Collection[str],
    actor: str,
    at: datetime,
) -> int:
    """Queue an offer and return its notice's id. It says how to get no more of them.

    `against`: what the caller knows to stand against it (estate, hold, complaint). `facts`: those of the about, without
    who speaks and how to stop.

    :raises NotToBeOffered: no consent, or it was withdrawn; a protected identity; something stands against it; or
        enough for this month.
    """
    if about not in PURPOSES or PURPOSES[about].kind != "offer":
        raise NotToBeOffered("not_an_offer", about)
    customer = parties.customer(party_id=party_id)
    said = parties.consents(party_ids=[party_id]).get(party_id, {})
    _may(customer, about=about, said=said, against=against, at=at)
    by_letter = said.get(BY_LETTER)
    letter_consent = by_letter.id if by_letter and by_letter.state == "given" else None
    saying = Saying(
        about=about,
        variant="",
        subject=subject,
        party_id=party_id,
        country=country,
        language=customer.language,
        facts={**_always(customer), **facts, "unsubscribe": typed.link(links.url(party_ref=customer.ref))},
        without=frozenset() if letter_consent or not PURPOSES[about].consent else frozenset({"letter"}),
    )
    consent = said[CONSENT].id if CONSENT in said else None
    return _queue(saying, consent_id=consent, letter_consent_id=letter_consent, actor=actor, at=at)


def still_wanted(*, subject: str, party_id: int, at: datetime) -> bool:
    """Tell whether an offer that waited may still go: the customer has not said no meanwhile."""
    del subject, at
    said = parties.consents(party_ids=[party_id]).get(party_id, {})
    return CONSENT not in said or said[CONSENT].state == "given"


@transaction.atomic
def stop(*, party_id: int, seen: str, actor: str, at: datetime, confirm: bool = False) -> bool:
    """Take a customer's consent to offers back, for all channels; return whether there was something to take back.

    `seen`: by what they said so. `confirm`: answer by SMS, once.
    """
    ended = [
        consents.note_consent(party_id=party_id, purpose=one, state="withdrawn", text=seen, actor=actor, at=at)
        for one in (CONSENT, BY_LETTER)
    ]
    if confirm and ended[0]:
        customer = parties.customer(party_id=party_id)
        notices.tell(
            about="offers_stopped",
            variant="",
            subject=f"party:{party_id}",
            party_id=party_id,
            country=customer.country,
            facts=_always(customer),
            at=at,
        )
    return ended[0]


def _queue(saying: Saying, *, consent_id: int | None, letter_consent_id: int | None, actor: str, at: datetime) -> int:
    (notice_id,) = notices.tell_many(sayings=[saying], at=at)
    Offer.objects.create(
        notice_id=notice_id,
        party_id=saying.party_id,
        country=saying.country,
        about=saying.about,
        subject=saying.subject,
        consent_id=consent_id,
        letter_consent_id=letter_consent_id,
        made_at=at,
        made_by=actor,
    )
    return notice_id


def _may(
    customer: Customer,
    *,
    about: str,
    said: Mapping[str, parties.Consented],
    against: Collection[str],
    at: datetime,
) -> None:
    newest = said.get(CONSENT)
    if newest and newest.state == "withdrawn":
        raise NotToBeOffered("withdrawn")
    if PURPOSES[about].consent and newest is None:
        raise NotToBeOffered("no_consent")
    if customer.protected_identity:
        raise NotToBeOffered("protected")
    if against:
        raise NotToBeOffered("stands_against", ", ".join(sorted(against)))
    if Offer.objects.filter(party_id=customer.id, made_at__gt=at - LATELY).count() >= MOST:
        raise NotToBeOffered("capped")


def _always(customer: Customer) -> dict[str, Any]:
    return {
        "operator": typed.text(settings.OPERATOR_NAME),
        "phone": typed.text(settings.OPERATOR_PHONE),
        "customer": typed.text(customer.number),
    }
