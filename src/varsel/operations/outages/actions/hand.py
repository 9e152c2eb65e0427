"""A router is handed over, comes back, is asked for, or is written off by a person. It never costs anything."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from varsel.law.countries import COUNTRIES
from varsel.operations.outages import ladder, queries
from varsel.operations.outages.actions.lend import ask_coverage, lend, subject_of, tell
from varsel.operations.outages.actions.lock import lock_topology
from varsel.operations.outages.models import Loan
from varsel.operations.outages.refusals import Refused
from varsel.operations.stock import actions as stock
from varsel.operations.stock import queries as shelves
from varsel.operations.stock import refusals
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal.kinds import Kind
from varsel.records.operator import queries as operator
from varsel.records.parties import queries as parties

OVERDUE = "loan_overdue"


@transaction.atomic(durable=True)
def hand_out(*, party_id: int, serial: str, how: str, signed_by: str, tracking: str, actor: str, at: datetime) -> int:
    """Give a customer the router of a serial number, and return the loan's id.

    It is the loan that waits to be handed over; without one, the offer of the outage that is open is accepted now.
    `how` is in_person, with the name of who signed, or parcel, with its tracking number.

    :raises Refused: not-found, when nothing was offered; not-answerable, when they have one; no-coverage; no-device,
        when no such router lies in stock; already-closed; out-of-stock.
    """
    lock_topology()
    loan = _waiting(party_id) or _lent_now(party_id, actor=actor, at=at)
    ask_coverage(party_id=party_id)
    _swap(loan, serial, actor=actor, at=at)
    loan.handed_at, loan.how, loan.signed_by, loan.tracking = at, how, signed_by, tracking
    loan.save(update_fields=["device_id", "warehouse", "handed_at", "how", "signed_by", "tracking"])
    said = {"serial": serial.strip().upper(), "how": how}
    tell(loan=loan, kind=Kind.LOAN_HANDED, about=f"outage:{loan.outage_id}", actor=actor, at=at, **said)
    return loan.id


@transaction.atomic(durable=True)
def return_loan(*, outage_id: int, party_id: int, actor: str, at: datetime) -> None:
    """Take a router back: also after the outage, or when a later one goes by its name.

    :raises Refused: not-found, when the customer has none.
    """
    lock_topology()
    loan = (
        Loan.objects.filter(party_id=party_id, back_at__isnull=True, lost_at__isnull=True).order_by("-out_at").first()
    )
    if loan is None:
        raise Refused(code="not-found")
    _take_back(loan, place_id=None, about=f"outage:{outage_id}", actor=actor, at=at)


@transaction.atomic(durable=True)
def take_back(*, serial: str, place_id: int, actor: str, at: datetime) -> int | None:
    """Take the router of a serial number back to a place, and return the customer's id.

    One that had been written off is found again: nobody's loan, so None.

    :raises Refused: no-device, when there is none of this number, or it is at nobody's.
    """
    lock_topology()
    unit = shelves.device_called(serial=serial)
    if unit is None or unit.state not in ("out", "lost"):
        raise Refused(code="no-device")
    loan = Loan.objects.filter(device_id=unit.id, back_at__isnull=True, lost_at__isnull=True).first()
    if loan is None:
        stock.take_in(device_id=unit.id, place_id=place_id)
        return None
    _take_back(loan, place_id=place_id, about=f"outage:{loan.outage_id}", actor=actor, at=at)
    return loan.party_id


@transaction.atomic(durable=True)
def write_off(*, loan_id: int, because: str, actor: str, at: datetime) -> None:
    """Say that a router does not come back, and why. The customer pays nothing.

    :raises Refused: not-found, when it is not out.
    """
    lock_topology()
    loan = Loan.objects.filter(id=loan_id, back_at__isnull=True, lost_at__isnull=True).first()
    if loan is None or (loan.device_id is not None and loan.handed_at is None):
        raise Refused(code="not-found")
    loan.lost_at, loan.lost_because, loan.lost_by = at, because, actor
    loan.save(update_fields=["lost_at", "lost_because", "lost_by"])
    if loan.device_id is not None:
        stock.write_off(device_id=loan.device_id, because=because, actor=actor, at=at)
    clocks.drop(kind=OVERDUE, about=f"loan:{loan.id}", at=at)
    tell(loan=loan, kind=Kind.LOAN_LOST, about=f"outage:{loan.outage_id}", actor=actor, at=at, because=because)


def ask_for_later(*, outage_ids: Collection[int], at: datetime) -> None:
    """Have the routers of an outage that ends now asked for, if they are still out some days later."""
    policy = operator.policy_at(at=at).policy.outages
    loans = Loan.objects.filter(outage__in=list(outage_ids), back_at__isnull=True, lost_at__isnull=True)
    people = parties.customers(party_ids={loan.party_id for loan in loans})
    for loan in loans:
        zone = COUNTRIES[people[loan.party_id].country].ZONE
        moment = ladder.loan_asked_at(ended_at=at, zone=zone, policy=policy)
        clocks.remind(kind=OVERDUE, about=f"loan:{loan.id}", party=loan.party_id, due_at=moment)


@transaction.atomic(durable=True)
def ask_for(*, due: Due, at: datetime) -> None:
    """Put a router that is still out on the desk's list: somebody rings the customer."""
    lock_topology()
    if not clocks.take(clock_id=due.id, at=at):
        return
    loan = Loan.objects.get(id=int(due.about.removeprefix("loan:")))
    if loan.back_at is None and loan.lost_at is None:
        loan.overdue_at = at
        loan.save(update_fields=["overdue_at"])
        tell(loan=loan, kind=Kind.LOAN_OVERDUE, about=f"outage:{loan.outage_id}", actor="system", at=at)


def _waiting(party_id: int) -> Loan | None:
    open_ones = Loan.objects.filter(party_id=party_id, back_at__isnull=True, lost_at__isnull=True)
    return open_ones.filter(handed_at__isnull=True).order_by("-out_at").first()


def _lent_now(party_id: int, *, actor: str, at: datetime) -> Loan:
    outage = queries.may_borrow(party_id=party_id)
    if outage is None:
        raise Refused(code="not-found")
    return lend(outage_id=outage.id, party_id=party_id, actor=actor, at=at)


def _swap(loan: Loan, serial: str, *, actor: str, at: datetime) -> None:
    """Let the router that is in somebody's hands be the loan's, whichever had been set aside or taken for it."""
    try:
        unit = stock.set_aside_this(serial=serial, subject=subject_of(loan=loan), actor=actor, at=at)
    except refusals.Refused as refused:
        raise Refused(code="no-device") from refused
    if loan.device_id is None and loan.warehouse is not None:
        lent = {"warehouse": loan.warehouse, "subject": subject_of(loan=loan)}
        stock.put_back(item=queries.ROUTER, **lent, actor=actor, at=at)
    loan.device_id, loan.warehouse = unit.id, unit.place.called if unit.place else None
    stock.hand_out(device_id=unit.id, actor=actor, at=at)


def _take_back(loan: Loan, *, place_id: int | None, about: str, actor: str, at: datetime) -> None:
    loan.back_at = at
    loan.save(update_fields=["back_at"])
    clocks.drop(kind=OVERDUE, about=f"loan:{loan.id}", at=at)
    if loan.device_id is not None:
        _device_back(loan, place_id, actor=actor, at=at)
    elif loan.warehouse is not None:
        lent = {"warehouse": loan.warehouse, "subject": subject_of(loan=loan)}
        stock.put_back(item=queries.ROUTER, **lent, actor=actor, at=at)
    tell(loan=loan, kind=Kind.LOAN_BACK, about=about, actor=actor, at=at)


def _device_back(loan: Loan, place_id: int | None, *, actor: str, at: datetime) -> None:
    """Take in what was handed over, to where it came from unless told otherwise; let go of what was only set aside."""
    assert loan.device_id
    if loan.handed_at is None:
        stock.let_go(device_id=loan.device_id, actor=actor, at=at)
        return
    home = shelves.store_called(name=loan.warehouse or "")
    target = place_id if place_id is not None else home.id if home else None
    if target is None:
        raise Refused(code="not-found")
    stock.take_in(device_id=loan.device_id, place_id=target)
