"""Going into the shadow, and coming out of it: dated, written down, and never half."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from varsel.outlets.notices.settling import CALL
from varsel.outlets.shadow import queries
from varsel.outlets.shadow.models import Period
from varsel.records.clocks import actions as clocks
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many

_WHY = {
    "shadow_begins_with_nothing_restricted": "services are restricted in earnest: open them first",
    "shadow_begins_with_nothing_waiting": "words wait to be told or lines to be installed: let the worker finish first",
    "shadow_changes_between_words": "a word is being handed over: try again in a moment",
}


class NotNow(Exception):
    """The mode can't change now; the text says why and what to do. Nothing has changed."""


@transaction.atomic
def begin(*, actor: str, at: datetime) -> int:
    """Go into shadow mode, and return the period's id: from now on nothing leaves.

    :raises NotNow: it is on already; something is restricted, waits to be told or installed, or is just being told.
    """
    if queries.running():
        raise NotNow("shadow mode is on already")
    try:
        with transaction.atomic():
            period = Period.objects.create(began_at=at, began_by=actor)
    except IntegrityError as refused:
        raise _not_now(refused) from refused
    journal.write(at=at, kind=Kind.SHADOW_BEGAN, about=f"shadow:{period.id}", actor=actor)
    return period.id


@transaction.atomic
def end(*, actor: str, at: datetime) -> int:
    """Go live, and return how many customers begin anew: the database voids what was told and restricted in shadow.

    :raises NotNow: it is off already, or a word is just being told.
    """
    running = queries.running()
    if running is None:
        raise NotNow("shadow mode is off already")
    for notice_id in queries.unreached(period_id=running.id):
        clocks.waive(kind=CALL, about=f"notice:{notice_id}", at=at)  # nobody is to be rung about what never was
    try:
        with transaction.atomic():
            Period.objects.filter(id=running.id).update(ended_at=at, ended_by=actor)
    except IntegrityError as refused:
        raise _not_now(refused) from refused
    about, whose = f"shadow:{running.id}", queries.parties(period_id=running.id)
    journal.write(at=at, kind=Kind.SHADOW_ENDED, about=about, actor=actor, facts={"customers": len(whose)})
    entries = (Untold(about=f"party:{party}", party=party) for party in whose)
    write_many(kind=Kind.SHADOW_VOIDED, entries=entries, at=at, actor=actor)
    return len(whose)


def _not_now(refused: IntegrityError) -> NotNow | IntegrityError:
    name = getattr(getattr(refused.__cause__, "diag", None), "constraint_name", "")
    return NotNow(_WHY[name]) if name in _WHY else refused
