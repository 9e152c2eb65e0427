"""Routers for the time of a long outage: offered once a customer, lent while there are any, never billed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.kit import ids
from varsel.operations.outages import queries, rows, words
from varsel.operations.outages.actions.lock import lock_topology, locked_open
from varsel.operations.outages.models import Loan, Offer, Outage
from varsel.operations.outages.refusals import Refused
from varsel.operations.stock import actions as stock
from varsel.operations.stock import queries as shelves
from varsel.operations.stock import reach
from varsel.outlets.notices import actions as notices
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind

OFFER = "offer_loans"


def offer_later(*, outage: Outage, at: datetime) -> None:
    """Have routers offered when the outage has lasted so long."""
    clocks.remind(kind=OFFER, about=f"outage:{outage.id}", due_at=at)


@transaction.atomic(durable=True)
def offer_due(*, due: Due, at: datetime) -> None:
    """Offer routers in an outage that has lasted so long, also if another took it over."""
    lock_topology()
    if not clocks.take(clock_id=due.id, at=at):
        return
    own = Outage.objects.select_related("merged_into").get(id=int(due.about.removeprefix("outage:")))
    top = own.merged_into or own
    if top.ended_at is None:
        offer(outage=top, node_id=own.node_id, at=at)


def offer(*, outage: Outage, node_id: int, at: datetime) -> None:
    """Offer a router to each customer below a node who was not offered one in this outage, while there are any.

    Where it is known that no mobile phone works, none is offered.
    """
    if queries.routers_left(at=at) == 0:
        return
    offered = queries.offered(outage_ids=queries.family(outage_id=outage.id))
    people = rows.who_can_borrow(people=rows.people_below(node_id=node_id), offered=offered)
    Offer.objects.bulk_create(Offer(outage=outage, party_id=one.party_id, at=at) for one in people)
    seen = queries.outage(outage_id=outage.id)
    notices.tell_many(sayings=words.loan_offer(outage=seen, people=people), at=at)


@transaction.atomic(durable=True)
def accept_loan(*, outage_id: int, party_id: int, actor: str, at: datetime) -> int:
    """Lend a customer the router that was offered, and return the loan's id.

    Where routers have serial numbers one is set aside, and handed over later.

    :raises Refused: not-found, when none was offered; already-closed; not-answerable, when they have one; no-coverage;
        out-of-stock.
    """
    return lend(outage_id=outage_id, party_id=party_id, actor=actor, at=at).id


def lend(*, outage_id: int, party_id: int, actor: str, at: datetime) -> Loan:
    """Do so in the caller's transaction, and return the loan."""
    outage = locked_open(outage_id=outage_id)
    keys = queries.family(outage_id=outage.id)
    offered = Offer.objects.filter(outage__in=keys, party_id=party_id).order_by("at").first()
    if offered is None:
        raise Refused(code=_why_not_offered(outage, party_id, at=at))
    if Loan.objects.filter(outage__in=keys, party_id=party_id, back_at__isnull=True, lost_at__isnull=True).exists():
        raise Refused(code="not-answerable")
    ask_coverage(party_id=party_id)
    loan = Loan(ref=ids.new(at=at), outage_id=offered.outage_id, party_id=party_id, out_at=at)
    _take(loan, actor=actor, at=at)
    loan.save(force_insert=True)
    tell(loan=loan, kind=Kind.LOAN_OUT, about=f"outage:{outage.id}", actor=actor, at=at)
    return loan


def ask_coverage(*, party_id: int) -> None:
    """Refuse a router to whom it would not help: what nobody knows stands in nobody's way.

    :raises Refused: no-coverage.
    """
    if reach.coverage(party_ids=[party_id])[party_id] is False:
        raise Refused(code="no-coverage")


def subject_of(*, loan: Loan) -> str:
    """Return how stock speaks of a loan."""
    return f"loan:{loan.ref}"


def tell(*, loan: Loan, kind: Kind, about: str, actor: str, at: datetime, **more: object) -> None:
    """Write into the journal what became of a loan, about its outage and its customer."""
    facts = {"loan": loan.id, "warehouse": loan.warehouse, **more}
    journal.write(at=at, kind=kind, about=about, actor=actor, party=loan.party_id, facts=facts)


def _why_not_offered(outage: Outage, party_id: int, *, at: datetime) -> str:
    """Return why a customer was offered none: the outage is not theirs, or its time has not come, or none is left."""
    if party_id not in queries.affected(node_id=outage.node_id):
        return "not-found"
    if queries.routers_left(at=at) == 0:
        return "out-of-stock"
    return "no-coverage" if reach.coverage(party_ids=[party_id])[party_id] is False else "not-found"


def _take(loan: Loan, *, actor: str, at: datetime) -> None:
    """Set one with a serial number aside, or take one without, if they are counted."""
    left = queries.routers_left(at=at)
    if left == 0:
        raise Refused(code="out-of-stock")
    unit = stock.set_aside(item=queries.ROUTER, subject=subject_of(loan=loan), at=at)
    if unit is not None:
        loan.device_id, loan.warehouse = unit.id, unit.place.called if unit.place else None
        return
    loan.warehouse = stock.take(item=queries.ROUTER, subject=subject_of(loan=loan), actor=actor, at=at)
    if loan.warehouse is None and shelves.count(item=queries.ROUTER) is not None:
        raise Refused(code="out-of-stock")
