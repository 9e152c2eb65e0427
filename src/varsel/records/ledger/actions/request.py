"""A billing system that we follow is asked for credits and refunds, and its answers are taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from varsel.kit import ids, money
from varsel.law.calendar import local_day, start_of_day
from varsel.law.countries import COUNTRIES
from varsel.records.clocks import actions as clocks
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger.models import Credit, PayOut, Request
from varsel.records.operator import queries as operator
from varsel.records.operator.queries import NoPolicy
from varsel.records.parties import queries as parties

ACKNOWLEDGEMENT = "acknowledgement"  # the duty: the customer was promised money, and it is not in the books yet
ANSWERS = ("acknowledged", "refused")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the billing system answered to a request: `state` acknowledged or refused; `theirs` its own number."""

    request: UUID
    state: str
    theirs: str = ""
    reason: str = ""


class WrongAnswer(ValueError):
    """An answer that can't be taken: to no request of ours, or another than was given before."""

    def __init__(self, *, place: int, reason: str) -> None:
        self.place = place  # in the list that was given, from 0
        super().__init__(reason)


def follows(*, at: datetime) -> bool:
    """Tell whether open items come from a billing system; before any policy was chosen the ledger is our own."""
    try:
        return operator.policy_at(at=at).policy.payments.ledger == "follow"
    except NoPolicy:
        return False


def ask_credit(*, credit: Credit, at: datetime, actor: str) -> int:
    """Ask the billing system to book a credit that we granted; return the request's id."""
    return _ask(kind="credit", money_of=credit, about=credit.about, because=credit.because, at=at, actor=actor)


def ask_refund(*, pay_out: PayOut, at: datetime, actor: str) -> int:
    """Ask the billing system to pay out what was approved; return the request's id."""
    return _ask(kind="refund", money_of=pay_out, about=f"pay_out:{pay_out.id}", because="", at=at, actor=actor)


@transaction.atomic
def note_export(*, request_ids: Sequence[int], at: datetime) -> None:
    """Note that requests went out in a file, for the first time."""
    Request.objects.filter(id__in=list(request_ids), state="requested", exported_at__isnull=True).update(exported_at=at)


@transaction.atomic
def answer(*, answers: Sequence[Answer], at: datetime, actor: str) -> int:
    """Take in answers, all or none, and return how many were new.

    :raises WrongAnswer: the first that can't be taken; nothing is changed then.
    """
    new = 0
    for place, one in enumerate(answers):
        row = Request.objects.select_for_update().filter(ref=one.request).first()
        if row is None:
            raise WrongAnswer(place=place, reason=f"{one.request} is no request of ours")
        if row.state == one.state:
            continue
        if row.state != "requested":
            raise WrongAnswer(place=place, reason=f"{one.request} was {row.state} before, and an answer stays")
        _take_in(row=row, said=one, at=at, actor=actor)
        new += 1
    return new


@transaction.atomic
def ask_again(*, request_id: int, at: datetime, actor: str) -> int:
    """Ask anew for a credit that was refused, under a new id, and return the new request's id.

    :raises ValueError: when it was not refused, or was asked anew already.
    """
    row = Request.objects.select_for_update().filter(id=request_id, state="refused").first()
    credit = row.credit if row else None
    if credit is None or Request.objects.filter(credit=credit).exclude(state="refused").exists():
        raise ValueError(f"request {request_id} is not to be asked again")
    return ask_credit(credit=credit, at=at, actor=actor)


def _ask(*, kind: str, money_of: Credit | PayOut, about: str, because: str, at: datetime, actor: str) -> int:
    law = COUNTRIES[parties.customer(party_id=money_of.party_id).country]
    days = operator.policy_at(at=at).policy.terms.refund_days
    last = local_day(at, law.ZONE) + timedelta(days=days)
    row = Request.objects.create(
        ref=ids.new(at=at),
        kind=kind,
        party_id=money_of.party_id,
        invoice_id=money_of.invoice_id if isinstance(money_of, Credit) else None,
        credit=money_of if isinstance(money_of, Credit) else None,
        pay_out=money_of if isinstance(money_of, PayOut) else None,
        about=about,
        because=because,
        currency=money_of.currency,
        amount_ore=money_of.amount_ore,
        asked_at=at,
        asked_by=actor,
        answer_by=last,
    )
    clocks.owe(
        kind=ACKNOWLEDGEMENT,
        about=f"request:{row.id}",
        due_at=start_of_day(last + timedelta(days=1), law.ZONE),
        owed_to="the customer",
        ground=kind,
        party=row.party_id,
    )
    _tell(row=row, kind=Kind.REQUEST_MADE, at=at, actor=actor)
    return row.id


def _take_in(*, row: Request, said: Answer, at: datetime, actor: str) -> None:
    row.state, row.answered_at, row.theirs, row.reason = said.state, at, said.theirs, said.reason
    row.save(update_fields=["state", "answered_at", "theirs", "reason"])
    clocks.keep(kind=ACKNOWLEDGEMENT, about=f"request:{row.id}", at=at)
    done = said.state == "acknowledged"
    _tell(row=row, kind=Kind.REQUEST_ACKNOWLEDGED if done else Kind.REQUEST_REFUSED, at=at, actor=actor)
    if row.pay_out is not None:
        _settle_pay_out(pay_out=row.pay_out, done=done, at=at, actor=actor)


def _settle_pay_out(*, pay_out: PayOut, done: bool, at: datetime, actor: str) -> None:
    """Let a pay-out be paid by the billing system, or its money wait again."""
    if done:
        pay_out.state = "sent"
        clocks.keep(kind="refund", about=f"pay_out:{pay_out.id}", at=at)
    else:
        pay_out.state, pay_out.settled_at, pay_out.settled_by = "withdrawn", at, actor
    pay_out.save(update_fields=["state", "settled_at", "settled_by"])
    facts = {"amount": str(money.from_ore(ore=pay_out.amount_ore)), "currency": pay_out.currency}
    kind = Kind.REFUND_MADE if done else Kind.REFUND_WITHDRAWN
    about = f"pay_out:{pay_out.id}"
    journal.write(at=at, kind=kind, about=about, actor=actor, party=pay_out.party_id, facts=facts)


def _tell(*, row: Request, kind: Kind, at: datetime, actor: str) -> None:
    facts = {
        "request": str(row.ref),
        "request_kind": row.kind,
        "amount": str(money.from_ore(ore=row.amount_ore)),
        "currency": row.currency,
    }
    about = row.about or f"request:{row.id}"
    journal.write(at=at, kind=kind, about=about, actor=actor, party=row.party_id, facts=facts)
