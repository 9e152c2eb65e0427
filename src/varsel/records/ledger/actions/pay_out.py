"""Money goes out to a customer: proposed by one person, approved by another, or released after a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from varsel.kit import ids, money
from varsel.law.calendar import local_day, start_of_day
from varsel.law.countries import COUNTRIES
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger.accounts import account as checked
from varsel.records.ledger.actions.request import ask_refund, follows
from varsel.records.ledger.lock import lock_account
from varsel.records.ledger.models import Credit, Payment, PayOut
from varsel.records.operator import queries as operator
from varsel.records.parties import queries as parties

REFUND = "refund"  # the duty: paid out within the policy's refund_days
DELAY = timedelta(hours=24)  # what one person alone approves is released so much later, and stands on the board


class NotPaidOut(ValueError):
    """A pay-out that is not to be: `code` is taken, second-person, too-late or not-found."""

    def __init__(self, *, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Payable:
    """Money that is to go out: what waits on a payment (or a credit), and the account that the customer gave."""

    of: str  # payment, credit
    id: int
    scheme: str
    account: str


@transaction.atomic
def propose_pay_out(*, payable: Payable, at: datetime, actor: str) -> int:
    """Propose to pay out all that waits on a payment or a credit, and return the pay-out's id. The money is reserved.

    :raises NotPaidOut: taken, when nothing waits there (any more), or nobody's account it is on.
    :raises BadAccount: when the account's number is none.
    """
    number = checked(scheme=payable.scheme, text=payable.account)
    source, party_id = _waiting(payable)
    customer = parties.customer(party_id=party_id)
    row = PayOut.objects.create(
        ref=ids.new(at=at),
        party_id=customer.id,
        country=customer.country,
        payment=source if isinstance(source, Payment) else None,
        credit=source if isinstance(source, Credit) else None,
        currency=source.currency,
        amount_ore=source.unplaced_ore,
        name=customer.name,
        scheme=payable.scheme,
        account=number,
        state="proposed",
        proposed_at=at,
        proposed_by=actor,
    )
    _owe(row, at)
    _tell(row, Kind.REFUND_PROPOSED, at, actor)
    return row.id


@transaction.atomic
def approve_pay_outs(*, pay_out_ids: Collection[int], alone: bool, at: datetime, actor: str) -> int:
    """Approve pay-outs that were proposed, all or none, and return how many.

    `alone` is true where nobody else may approve: then what one has proposed oneself is released `DELAY` later.
    A billing system that we follow is asked to pay what is released at once.

    :raises NotPaidOut: too-late, when one is no longer proposed; second-person, for one's own where others may.
    """
    rows = list(PayOut.objects.select_for_update().filter(id__in=list(pay_out_ids)).order_by("id"))
    if len(rows) != len(set(pay_out_ids)) or any(row.state != "proposed" for row in rows):
        raise NotPaidOut(code="too-late")
    for row in rows:
        own = row.proposed_by == actor
        if own and not alone:
            raise NotPaidOut(code="second-person")
        row.state, row.approved_at, row.approved_by = "approved", at, actor
        row.release_at = at + DELAY if own else at
        row.save(update_fields=["state", "approved_at", "approved_by", "release_at"])
        _tell(row, Kind.REFUND_APPROVED, at, actor)
        if follows(at=at) and not own:
            _pass_on(row, at, actor)
    return len(rows)


@transaction.atomic
def withdraw_pay_out(*, pay_out_id: int, at: datetime, actor: str) -> None:
    """Take back a pay-out that has not gone out yet: its money waits on the account again.

    :raises NotPaidOut: too-late, when it went out, or was withdrawn before.
    """
    row = PayOut.objects.select_for_update().filter(id=pay_out_id).first()
    if row is None or row.state not in ("proposed", "approved"):
        raise NotPaidOut(code="too-late")
    lock_account(party_id=row.party_id)
    row.state, row.settled_at, row.settled_by = "withdrawn", at, actor
    row.save(update_fields=["state", "settled_at", "settled_by"])
    clocks.waive(kind=REFUND, about=about(pay_out_id=row.id), at=at)
    _tell(row, Kind.REFUND_WITHDRAWN, at, actor)


@transaction.atomic
def pass_on_released(*, pay_out_ids: Collection[int], at: datetime, actor: str) -> int:
    """Ask the billing system that we follow to pay what is approved and released, and return how many.

    :raises NotPaidOut: too-late, when one of them is not (or no longer) to be passed on.
    """
    rows = list(PayOut.objects.select_for_update().filter(id__in=list(pay_out_ids)).order_by("id"))
    wrong = [row for row in rows if row.state != "approved" or row.release_at is None or row.release_at > at]
    if wrong or len(rows) != len(set(pay_out_ids)):
        raise NotPaidOut(code="too-late")
    for row in rows:
        _pass_on(row, at, actor)
    return len(rows)


@transaction.atomic(durable=True)
def ran_out(*, due: Due, at: datetime) -> None:
    """Note that a duty about money (refund, acknowledgement) was not kept in its time."""
    clocks.break_duty(clock_id=due.id, at=at)


def about(*, pay_out_id: int) -> str:
    """Return how clocks and the journal speak of a pay-out."""
    return f"pay_out:{pay_out_id}"


def _waiting(payable: Payable) -> tuple[Payment | Credit, int]:
    """Return the payment or credit and its owner, whose account is locked, when something waits on it."""
    found = _source(payable)
    if found is None or found.party_id is None:
        raise NotPaidOut(code="not-found")
    lock_account(party_id=found.party_id)
    found.refresh_from_db(fields=["unplaced_ore"])  # nobody takes of it now
    if found.unplaced_ore == 0:
        raise NotPaidOut(code="taken")
    return found, found.party_id


def _source(payable: Payable) -> Payment | Credit | None:
    if payable.of == "payment":
        return Payment.objects.filter(id=payable.id).first()
    return Credit.objects.filter(id=payable.id).first() if payable.of == "credit" else None


def _pass_on(row: PayOut, at: datetime, actor: str) -> None:
    row.state = "asked"
    row.save(update_fields=["state"])
    ask_refund(pay_out=row, at=at, actor=actor)


def _owe(row: PayOut, at: datetime) -> None:
    zone = COUNTRIES[row.country].ZONE
    last = local_day(at, zone) + timedelta(days=operator.policy_at(at=at).policy.terms.refund_days)
    clocks.owe(
        kind=REFUND,
        about=about(pay_out_id=row.id),
        due_at=start_of_day(last + timedelta(days=1), zone),
        owed_to="the customer",
        ground="refund",
        party=row.party_id,
    )


def _tell(row: PayOut, kind: Kind, at: datetime, actor: str) -> None:
    facts = {"pay_out": row.id, "amount": str(money.from_ore(ore=row.amount_ore)), "currency": row.currency}
    journal.write(at=at, kind=kind, about=about(pay_out_id=row.id), actor=actor, party=row.party_id, facts=facts)
