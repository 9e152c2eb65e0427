"""What becomes of notices that are not handed over now: put off, left to another sender, dropped, or left to people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import connection

from varsel.kit.reading import array
from varsel.outlets.notices.models import State
from varsel.outlets.notices.purposes import PURPOSES
from varsel.records.clocks import actions as clocks
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many
from varsel.records.operator import queries as operator

CALL = "call_customer"  # a duty: nobody could be reached by SMS or e-mail for an urgent word


class Settled(Protocol):
    """A notice, as far as settling it goes."""

    @property
    def id(self) -> int:
        """Return its id."""

    @property
    def about(self) -> str:
        """Return what is told."""

    @property
    def subject(self) -> str:
        """Return what it is about."""

    @property
    def party_id(self) -> int:
        """Return the customer."""


def settle(*, notices: Sequence[Settled], state: State, kind: Kind, at: datetime, because: str = "") -> None:
    """Settle notices without a hand-over, and write each down. Who is to be rung gets a clock."""
    if not notices:
        return
    run(
        statement="UPDATE notices_notice SET state = %s, settled_at = %s, lane = '' WHERE id = ANY(%s)",
        values=[state.value, at, [one.id for one in notices]],
    )
    more = {"because": because} if because else {}
    entries = (
        Untold(about=one.subject, party=one.party_id, facts={"notice": one.id, "about": one.about, **more})
        for one in notices
    )
    write_many(kind=kind, entries=entries, at=at, actor="system")
    if state == State.UNREACHED:
        _have_rung([one for one in notices if PURPOSES[one.about].route == "urgent_never_letter"], at=at)


def _have_rung(notices: Sequence[Settled], *, at: datetime) -> None:
    if not notices:
        return
    due_at = at + timedelta(hours=operator.policy_at(at=at).policy.notices.call_within_hours)
    for one in notices:
        clocks.owe(
            kind=CALL,
            about=f"notice:{one.id}",
            due_at=due_at,
            owed_to="the customer",
            ground=one.about,
            party=one.party_id,
        )


def hold(*, until: Mapping[int, datetime]) -> None:
    """Put notices off until an instant each."""
    if until:
        run(
            statement="UPDATE notices_notice AS notice SET not_before = held.until, lane = ''"
            " FROM unnest(%s::bigint[], %s::timestamptz[]) AS held (id, until) WHERE notice.id = held.id",
            values=[list(until), list(until.values())],
        )


def relane(*, lanes: Mapping[int, str]) -> None:
    """Leave notices to the senders of their channels."""
    if lanes:
        run(
            statement="UPDATE notices_notice AS notice SET lane = other.lane"
            " FROM unnest(%s::bigint[], %s::text[]) AS other (id, lane) WHERE notice.id = other.id",
            values=[list(lanes), list(lanes.values())],
        )


def run(*, statement: str, values: Sequence[Any]) -> None:
    """Run one statement of many rows in the present transaction; lists are arrays, each cast or compared with one."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [array(value) if isinstance(value, list) else value for value in values])
