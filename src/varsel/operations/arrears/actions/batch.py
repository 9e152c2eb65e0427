"""A batch of proposals: frozen as it was looked at, approved once, each of it by itself where together fails."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, transaction

from varsel.kit import ids
from varsel.operations.arrears.actions.approve import Answer, Seen, approve_seen, take_back
from varsel.operations.arrears.models import Batch, Proposal
from varsel.operations.arrears.refusals import Refused

AT_ONCE = 100  # customers in one transaction: a payment that comes meanwhile waits for so many at most

log = logging.getLogger(__name__)


@transaction.atomic(durable=True)
def freeze(*, refs: Sequence[str], actor: str, at: datetime) -> UUID | None:
    """Keep what a person looks at, in its order, and return its name; None where nothing of it waits any more."""
    waiting = Proposal.objects.filter(ref__in=refs, state=Proposal.State.OPEN)
    keys = {str(ref): key for ref, key in waiting.values_list("ref", "id")}
    shown = [keys[ref] for ref in dict.fromkeys(refs) if ref in keys]
    if not shown:
        return None
    return Batch.objects.create(ref=ids.new(at=at), shown=shown, looked_by=actor, looked_at=at).ref


def approve_batch(*, ref: UUID, but: Collection[str], actor: str, at: datetime) -> bool:
    """Approve a batch as it was shown, `but` for the proposals (refs) that were left out of it; once.

    Returns False where somebody has decided it already: nothing is done then.
    """
    with transaction.atomic(durable=True):
        undecided = Batch.objects.filter(ref=ref, decided_at__isnull=True)
        if not undecided.update(decided_by=actor, decided_at=at):
            return False
    batch = Batch.objects.get(ref=ref)
    answers = approve_many(refs_out=but, keys=batch.shown, actor=actor, at=at)
    written = {
        str(key): {"code": one.code, "act_at": one.act_at.isoformat() if one.act_at else None}
        for key, one in answers.items()
    }
    Batch.objects.filter(ref=ref).update(answers=written)
    return True


def approve_many(*, keys: Sequence[int], refs_out: Collection[str], actor: str, at: datetime) -> dict[int, Answer]:
    """Approve proposals (ids) but for those refs, and return what came of each."""
    seen = _seen(Proposal.objects.filter(id__in=keys).exclude(ref__in=list(refs_out)).order_by("made_at", "id"))
    answers: dict[int, Answer] = {}
    for some in _apart(seen):
        answers |= _together(some, actor=actor, at=at)
    return answers


def take_back_seen(*, refs: Sequence[str], actor: str, at: datetime) -> int:
    """Take approvals (refs of proposals) back before their moment, and return how many were."""
    seen = _seen(Proposal.objects.filter(ref__in=refs).order_by("id"))
    return sum(len(take_back(seen=some, actor=actor, at=at)) for some in _apart(seen))


def _together(some: list[Seen], *, actor: str, at: datetime) -> dict[int, Answer]:
    try:
        return approve_seen(seen=some, actor=actor, at=at)
    except (Refused, DatabaseError):
        return {one.id: _alone(one, actor=actor, at=at) for one in some}


def _alone(one: Seen, *, actor: str, at: datetime) -> Answer:
    try:
        return approve_seen(seen=[one], actor=actor, at=at)[one.id]
    except Refused as refused:
        return Answer(refused.code)
    except DatabaseError:
        log.exception("the database refused the approval of proposal %s", one.id)
        return Answer("failed")


def _seen(rows: object) -> list[Seen]:
    return [Seen(*row) for row in rows.values_list("id", "service_id", "party_id")]  # type: ignore[attr-defined]


def _apart(seen: Sequence[Seen]) -> Iterator[list[Seen]]:
    """Yield them in groups in which each customer is once, so many at a time."""
    left = list(seen)
    while left:
        group: dict[int, Seen] = {}
        later: list[Seen] = []
        for one in left:
            if one.party_id in group or len(group) == AT_ONCE:
                later.append(one)
            else:
                group[one.party_id] = one
        yield list(group.values())
        left = later
