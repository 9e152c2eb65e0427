"""What the crew does, and what it waits for: said by the desk, or in the transaction of a work order that tells it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.operations.outages import queries, rows, words
from varsel.operations.outages.account import Expected
from varsel.operations.outages.actions import foretell
from varsel.operations.outages.actions.lock import locked_open
from varsel.operations.outages.models import Crew, Outage, Waiting
from varsel.operations.outages.refusals import Refused
from varsel.outlets.notices import actions as notices
from varsel.outlets.notices.withdrawing import withdraw
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@transaction.atomic
def set_crew(*, outage_id: int, state: str, because: str, actor: str, at: datetime) -> None:
    """Say what the crew does now. It is on the public page at once, and told to nobody.

    :raises Refused: not-found, already-closed.
    """
    outage = locked_open(outage_id=outage_id)
    Crew.objects.create(outage=outage, state=state, because=because, at=at, by=actor)
    facts = {"crew": state, "because": because}
    journal.write(at=at, kind=Kind.OUTAGE_CREW_SET, about=f"outage:{outage.id}", actor=actor, facts=facts)


@transaction.atomic
def wait_for(
    *,
    outage_id: int,
    item: str,
    place: str,
    expected: datetime | None,
    actor: str,
    at: datetime,
    until: datetime | None = None,
    earliest: datetime | None = None,
) -> None:
    """Say what the work waits for, from where, expected when; those affected are told.

    Where the outage lasts until another time because of it (`until`; as a window, from `earliest` on), that is the new
    forecast, told in the same word. It needs `expected`.

    :raises Refused: not-found, already-closed; not-lawful, when it does not lie ahead.
    """
    outage = locked_open(outage_id=outage_id)
    if until is not None and (until <= at or (earliest is not None and earliest > until)):
        raise Refused(code="not-lawful")
    _over(outage, at=at)
    Waiting.objects.create(outage=outage, item=item, place=place, expected=expected, at=at, by=actor)
    people = rows.people_below(node_id=outage.node_id)
    seen = queries.outage(outage_id=outage.id)
    sayings = words.waiting(outage=seen, item=item, place=place, expected=expected, until=until, people=people)
    notices.tell_many(sayings=sayings, at=at)
    facts = {"item": item, "place": place, "expected": expected.isoformat() if expected else None}
    journal.write(at=at, kind=Kind.OUTAGE_WAITS, about=f"outage:{outage.id}", actor=actor, facts=facts)
    if until is not None:
        why = f"{item} ({place})" if place else item
        foretell.move(outage=outage, said=Expected(until, why, earliest), actor=actor, at=at)


@transaction.atomic
def go_on(*, outage_id: int, actor: str, at: datetime) -> None:
    """Say that what the work waited for is there.

    :raises Refused: not-found, already-closed.
    """
    outage = locked_open(outage_id=outage_id)
    _over(outage, at=at)
    journal.write(at=at, kind=Kind.OUTAGE_GOES_ON, about=f"outage:{outage.id}", actor=actor)


def _over(outage: Outage, *, at: datetime) -> None:
    keys = queries.family(outage_id=outage.id)
    Waiting.objects.filter(outage__in=keys, over_at__isnull=True).update(over_at=at)
    withdraw(subjects=[f"outage:{key}" for key in keys], abouts=["outage_waiting"], at=at)
