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
    """Offer a router to each customer below a node who was not offered one in this outage, while there are any."""
    if queries.routers_left(at=at) == 0:
        return
    offered = queries.offered(outage_ids=queries.family(outage_id=outage.id))
    people = [one for one in rows.people_below(node_id=node_id) if one.party_id not in offered]
    Offer.objects.bulk_create(Offer(outage=outage, party_id=one.party_id, at=at) for one in people)
    seen = queries.outage(outage_id=outage.id)
    notices.tell_many(sayings=words.loan_offer(outage=seen, people=people), at=at)


@transaction.atomic(durable=True)
def accept_loan(*, outage_id: int, party_id: int, actor: str, at: datetime) -> int:
    """Lend a customer the router that was offered, and return the loan's id.

    :raises Refused: not-found, when none was offered; already-closed; not-answerable, when they have one; out-of-stock.
    """
    outage = locked_open(outage_id=outage_id)
    keys = queries.family(outage_id=outage.id)
    offered = Offer.objects.filter(outage__in=keys, party_id=party_id).order_by("at").first()
    if offered is None:
        raise Refused(code=_why_not_offered(outage, party_id, at=at))
    if Loan.objects.filter(outage__in=keys, party_id=party_id, back_at__isnull=True).exists():
        raise Refused(code="not-answerable")
    warehouse = _take(at=at)
    loan = Loan.objects.create(
        ref=ids.new(at=at), outage_id=offered.outage_id, party_id=party_id, warehouse=warehouse, out_at=at
    )
    _tell(loan, Kind.LOAN_OUT, about=f"outage:{outage.id}", actor=actor, at=at)
    return loan.id


@transaction.atomic(durable=True)
def return_loan(*, outage_id: int, party_id: int, actor: str, at: datetime) -> None:
    """Take a router back: also after the outage, or when a later one goes by its name.

    :raises Refused: not-found, when the customer has none.
    """
    lock_topology()
    loan = Loan.objects.filter(party_id=party_id, back_at__isnull=True).order_by("-out_at").first()
    if loan is None:
        raise Refused(code="not-found")
    loan.back_at = at
    loan.save(update_fields=["back_at"])
    if loan.warehouse is not None:
        stock.put_back(warehouse=loan.warehouse, item=queries.ROUTER)
    _tell(loan, Kind.LOAN_BACK, about=f"outage:{outage_id}", actor=actor, at=at)


def _why_not_offered(outage: Outage, party_id: int, *, at: datetime) -> str:
    """Return why a customer was offered none: the outage is not theirs, or its time has not come, or none is left."""
    is_theirs = party_id in queries.affected(node_id=outage.node_id)
    return "out-of-stock" if is_theirs and queries.routers_left(at=at) == 0 else "not-found"


def _take(*, at: datetime) -> str | None:
    """Take one, and return from which warehouse, if they are counted."""
    if queries.routers_left(at=at) == 0:
        raise Refused(code="out-of-stock")
    return stock.take(item=queries.ROUTER)


def _tell(loan: Loan, kind: Kind, *, about: str, actor: str, at: datetime) -> None:
    facts = {"loan": loan.id, "warehouse": loan.warehouse}
    journal.write(at=at, kind=kind, about=about, actor=actor, party=loan.party_id, facts=facts)
