"""`varsel bench sweep`: ten thousand due among many, decided and written, held against one SQL statement."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg
from django.db import connection, transaction

from varsel.kit.postgres import Server
from varsel.records.clocks import queries as clocks
from varsel.records.operator import actions as operators
from varsel.records.operator.policy import defaults
from varsel.surfaces.bench import ground
from varsel.surfaces.worker.clocks import Outlets, Run
from varsel.surfaces.worker.process import HANDS

AT = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)  # the operator acts at 10:00 in Sweden
SIZES = (100_000, 1_000_000, 5_000_000)
DUE, GROUPS = 10_000, 6  # three runs of each, in turn
MOST_TIMES_SQL, MOST_TIMES_GROWTH, MOST_IDLE_MS = 2.0, 1.2, 1.0
WRITTEN = {
    "journal": "SELECT count(*) FROM journal_entry WHERE at = %s",
    "unsealed": "SELECT count(*) FROM journal_unsealed JOIN journal_entry ON id = entry_id WHERE at = %s",
    "notices": "SELECT count(*) FROM notices_notice WHERE created_at = %s",
    "warnings": "SELECT count(*) FROM arrears_warning WHERE made_at = %s",
    "warned services": "SELECT count(*) FROM arrears_warned_service s JOIN arrears_warning w ON w.id = s.warning_id"
    " WHERE made_at = %s",
    "proposals": "SELECT count(*) FROM arrears_proposal WHERE made_at = %s",
    "clocks settled": "SELECT count(*) FROM clocks_clock WHERE settled_at = %s",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One size. Seconds are the best of three runs, taken in turn; `rows` are what one run wrote, by table.

    `hands` are the worker's, as it has them; the one statement has one.
    """

    services: int
    due: int
    hands: int
    rows: dict[str, int]
    rows_in_sql: dict[str, int]
    seconds: float
    seconds_in_sql: float
    idle_poll_ms: float
    idle_round_ms: float
    loaded_in: float

    @property
    def times_sql(self) -> float:
        """Return how many times as long as the one statement it took."""
        return self.seconds / self.seconds_in_sql

    @property
    def passes(self) -> bool:
        """Tell whether this size is within its limits, with the same rows written."""
        same = self.rows == self.rows_in_sql
        return same and self.times_sql <= MOST_TIMES_SQL and self.idle_poll_ms < MOST_IDLE_MS

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON values."""
        more = {"rows_per_second": round(sum(self.rows.values()) / self.seconds), "times_sql": round(self.times_sql, 2)}
        limits = {"most_times_sql": MOST_TIMES_SQL, "most_idle_ms": MOST_IDLE_MS, "passes": self.passes}
        return {"bench": "sweep", **asdict(self), **more, **limits}


def measure(*, server: Server, services: int) -> Measured:
    """Load an operator of so many services, and sweep it."""
    owing = min(services, GROUPS * DUE)
    with ground.operator(server=server, services=services, owing=owing, groups=GROUPS) as (free, loaded_in):
        at = datetime(2026, 3, 1, tzinfo=UTC)
        with transaction.atomic():
            operators.set_policy(policy=defaults(), valid_from=at, set_by="bench", at=at)
        poll, round_ = _idle(lambda: clocks.due(at=AT, limit=1000)), _idle(_run().round)
        gc.freeze()  # as a worker does at its start
        runs = list(_runs(free))
    by_us, in_sql = runs[0::2], runs[1::2]
    return Measured(
        services=services,
        due=owing // GROUPS,
        hands=HANDS,
        rows=by_us[-1][1],
        rows_in_sql=in_sql[-1][1],
        seconds=min(seconds for seconds, _ in by_us),
        seconds_in_sql=min(seconds for seconds, _ in in_sql),
        idle_poll_ms=poll,
        idle_round_ms=round_,
        loaded_in=loaded_in,
    )


def growth(*, smallest: Measured, largest: Measured) -> dict[str, Any]:
    """Return how the time grew with the operator, beside how that of the one statement did."""
    ours, bare = largest.seconds / smallest.seconds, largest.seconds_in_sql / smallest.seconds_in_sql
    return {
        "bench": "sweep growth",
        "from": smallest.services,
        "to": largest.services,
        "growth": round(ours, 2),
        "growth_of_sql": round(bare, 2),
        "times_growth_of_sql": round(ours / bare, 2),
        "most_times_growth_of_sql": MOST_TIMES_GROWTH,
        "passes": ours / bare <= MOST_TIMES_GROWTH,
    }


def _runs(free: psycopg.Connection) -> Iterator[tuple[float, dict[str, int]]]:
    """Let one group after another fall due; yield seconds and rows written, of the sweep and of SQL in turn."""
    for part in range(GROUPS):
        ground.run(connection=free, name="due", part=part)
        free.execute(
            "ANALYZE clocks_clock"
        )  # as autovacuum would have, day by day: else the statement is planned badly
        free.execute("CHECKPOINT")
        before = _written(free)
        seconds = _seconds(_in_sql if part % 2 else _sweep)
        yield seconds, {name: count - before[name] for name, count in _written(free).items()}


def _sweep() -> None:
    run = _run()
    while run.clocks():
        pass


def _run() -> Run:
    outlets = Outlets(gateways={}, enforcer=None, owner="bench")  # type: ignore[arg-type]
    return Run(at=AT, outlets=outlets, hands=HANDS)


def _in_sql() -> None:
    """Write for a group what the sweep before wrote for its own: its words and its verdict are the pattern."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts, template FROM notices_notice WHERE created_at = %s LIMIT 1", [AT])
        words, template = cursor.fetchone()
        cursor.execute("SELECT facts, verdict FROM journal_entry WHERE at = %s LIMIT 1", [AT])
        facts, verdict = cursor.fetchone()
        values = {"at": AT, "template": template, "words": words, "facts": facts, "verdict": verdict}
        cursor.execute((ground.SQL / "limit.sql").read_text(encoding="utf-8"), values)


def _seconds(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def _idle(do: Callable[[], object]) -> float:
    return statistics.median(_seconds(do) for _ in range(100)) * 1000


def _written(free: psycopg.Connection) -> dict[str, int]:
    counted = {name: free.execute(statement, [AT]).fetchone() for name, statement in WRITTEN.items()}
    return {name: row[0] if row else 0 for name, row in counted.items()}
