"""Who is to be rung or asked for an address, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from varsel.outlets.notices.outbox import Filter, Found, outbox
from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.settling import CALL
from varsel.records.clocks import queries as clocks


@dataclass(frozen=True, slots=True)
class Call:
    """A word that reached nobody. `may_be_rung`: a call stands for it; else the customer needs an address that works.

    `due_at`: until when the customer is to be rung, where that is a duty.
    """

    word: Found
    may_be_rung: bool
    due_at: datetime | None


def calls(*, limit: int) -> list[Call]:
    """Return what reached nobody: what is due first, then the oldest."""
    found = outbox(wanted=Filter(state="unreached"), limit=limit)
    duties = clocks.duties(about=[f"notice:{one.id}" for one in found])
    due = {one.about: one.due_at for one in duties if one.kind == CALL}
    listed = [_call(one, due.get(f"notice:{one.id}")) for one in found]
    return sorted(listed, key=lambda one: (one.due_at is None, one.due_at or one.word.created_at, one.word.id))


def overdue(*, among: Sequence[Call], at: datetime) -> int:
    """Return how many of them should have been rung by now."""
    return sum(1 for one in among if one.due_at is not None and one.due_at <= at)


def _call(found: Found, due_at: datetime | None) -> Call:
    return Call(word=found, may_be_rung=not PURPOSES[found.about].starts_time, due_at=due_at)
