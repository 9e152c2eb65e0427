"""`varsel bench intake`: a bank file booked and restrictions lifted, held against a bare COPY-and-join of the rows."""

from __future__ import annotations

import gc
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, transaction

from varsel.kit import money
from varsel.kit.copying import copy_in
from varsel.kit.postgres import Server
from varsel.records.operator import actions as operators
from varsel.records.operator.policy import defaults
from varsel.surfaces.bench import bank_file, ground
from varsel.surfaces.bench.bank_file import GROUPS, PAID_ON
from varsel.surfaces.intake import bank_files, formats
from varsel.surfaces.worker.clocks import Outlets, Run

AT = datetime(2026, 3, 16, 7, 0, tzinfo=UTC)  # Monday 08:00 in Sweden: the bank's file of Friday is there
MOST_TIMES_SQL, MOST_MEMORY_MB = 3.0, 300.0
_FILE = {"place": "int8", "bank_key": "text", "reference": "text", "ore": "int8"}
WRITTEN = {
    "payments": "SELECT count(*) FROM ledger_payment WHERE booked_at = %s",
    "settlements": "SELECT count(*) FROM ledger_settlement WHERE at = %s",
    "paid lines": "SELECT count(*) FROM ledger_line l JOIN ledger_settlement s ON s.line_id = l.id"
    " WHERE s.at = %s AND open_ore = 0",
    "journal": "SELECT count(*) FROM journal_entry WHERE at = %s",
    "unsealed": "SELECT count(*) FROM journal_unsealed JOIN journal_entry ON id = entry_id WHERE at = %s",
    "clocks settled": "SELECT count(*) FROM clocks_clock WHERE settled_at = %s",
    "restrictions lifted": "SELECT count(*) FROM restrictions_restriction WHERE ended_at = %s",
    "lines raised": "SELECT count(*) FROM access_line_profile WHERE changed_at = %s",
    "notices": "SELECT count(*) FROM notices_notice WHERE created_at = %s",
    "files": "SELECT count(*) FROM intake_file WHERE received_at = %s",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One size. Seconds are the better of two runs, taken in turn, without the parsing, which is told apart."""

    payments: int
    rows: dict[str, int]
    rows_in_sql: dict[str, int]
    seconds: float
    seconds_booking: float
    seconds_lifting: float
    seconds_parsing: float
    seconds_in_sql: float
    memory_mb: float  # by how much the peak grew while a file was read, booked and looked through
    loaded_in: float

    @property
    def times_sql(self) -> float:
        """Return how many times as long as the bare statements it took."""
        return self.seconds / self.seconds_in_sql

    @property
    def passes(self) -> bool:
        """Tell whether both limits are kept, with the same rows written."""
        same = self.rows == self.rows_in_sql
        return same and self.times_sql <= MOST_TIMES_SQL and self.memory_mb <= MOST_MEMORY_MB

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON values, each beside its limit."""
        more = {
            "times_sql": round(self.times_sql, 2),
            "most_times_sql": MOST_TIMES_SQL,
            "times_sql_passes": self.times_sql <= MOST_TIMES_SQL,
            "most_memory_mb": MOST_MEMORY_MB,
            "memory_passes": self.memory_mb <= MOST_MEMORY_MB,
            "same_rows": self.rows == self.rows_in_sql,
        }
        return {"bench": "intake", **asdict(self), **more, "passes": self.passes}


@dataclass(frozen=True, slots=True)
class _Taken:
    booking: float
    lifting: float
    rows: dict[str, int]

    @property
    def seconds(self) -> float:
        return self.booking + self.lifting


def measure(*, server: Server, payments: int) -> Measured:
    """Load an operator with four groups of so many who owe, a tenth of them limited, and let each group pay.

    :raises ValueError: for a number that ten does not divide: the groups would not be alike.
    """
    if payments <= 0 or payments % 10:
        raise ValueError(f"{payments} payments make no four groups alike: give a multiple of ten")
    owing = GROUPS * payments
    with (
        tempfile.TemporaryDirectory(prefix="varsel-bench-") as folder,
        ground.operator(server=server, services=owing, owing=owing, groups=GROUPS) as (free, loaded_in),
    ):
        with transaction.atomic():
            begins = datetime(2026, 3, 1, tzinfo=UTC)
            operators.set_policy(policy=defaults(), valid_from=begins, set_by="bench", at=begins)
        files = [bank_file.written(folder=Path(folder), part=part, payments=payments) for part in range(GROUPS)]
        return _measure(free, files, payments, loaded_in)


def _measure(free: psycopg.Connection, files: list[Path], payments: int, loaded_in: float) -> Measured:
    gc.freeze()  # as a worker does at its start
    before = _peak_mb()
    first = _run(free, 0, lambda: _book(files[0]))
    grew = _peak_mb() - before
    parsing = _seconds(lambda: formats.read(name="bench", content=files[0].read_bytes()))
    bare = [_run(free, 1, lambda: _in_sql(files[1], 1, payments))]
    second = _run(free, 2, lambda: _book(files[2]))
    bare.append(_run(free, 3, lambda: _in_sql(files[3], 3, payments)))
    best = min((first, second), key=lambda one: one.seconds)
    return Measured(
        payments=payments,
        rows=second.rows,
        rows_in_sql=bare[-1].rows,
        seconds=best.seconds - parsing,
        seconds_booking=best.booking - parsing,
        seconds_lifting=best.lifting,
        seconds_parsing=parsing,
        seconds_in_sql=min(one.seconds for one in bare),
        memory_mb=round(grew, 1),
        loaded_in=loaded_in,
    )


def _run(free: psycopg.Connection, part: int, pay: Callable[[], tuple[float, float]]) -> _Taken:
    """Let one group owe as it would that day, and pay."""
    ground.run(connection=free, name="due", part=part)
    ground.run(connection=free, name="restricted", part=part)
    free.execute("ANALYZE clocks_clock, restrictions_restriction, journal_entry")  # as autovacuum would have
    free.execute("CHECKPOINT")
    before = _written(free)
    booking, lifting = pay()
    return _Taken(booking, lifting, {name: count - before[name] for name, count in _written(free).items()})


def _book(file: Path) -> tuple[float, float]:
    """Book a file by the door that production uses, and let a worker do what follows; return the seconds of each."""
    booking = _seconds(
        lambda: bank_files.book(name=file.name, content=file.read_bytes(), at=AT, actor="feed"),
    )
    return booking, _seconds(_lift)


def _lift() -> None:
    run = Run(at=AT, outlets=Outlets(gateways={}, enforcer=None, owner="bench"))  # type: ignore[arg-type]
    while run.clocks():
        pass


def _in_sql(file: Path, part: int, payments: int) -> tuple[float, float]:
    """Write for a group what booking wrote for the one before: its words are the pattern."""
    rows, values = list(_rows(part, payments)), _pattern() | {"content": file.read_bytes()}
    return _seconds(lambda: _write(rows, values)), 0.0


def _write(rows: list[tuple[int, str, str, int]], values: dict[str, Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bench_file (place bigint, bank_key text, reference text, ore bigint)")
        copy_in(table="bench_file", columns=_FILE, rows=rows)
        cursor.execute("ANALYZE bench_file")
        cursor.execute((ground.SQL / "intake_limit.sql").read_text(encoding="utf-8"), values)
        cursor.execute("DROP TABLE bench_file")


def _rows(part: int, payments: int) -> Iterator[tuple[int, str, str, int]]:
    for place, (reference, amount) in enumerate(bank_file.paid(part=part, payments=payments), start=1):
        key = f"{bank_file.ACCOUNT}/SEK/{PAID_ON:%Y%m%d}/{part + 1:05d}/{place:012d}/1"
        yield place, key, reference, money.to_ore(amount=amount)


def _pattern() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts, template, route, urgent FROM notices_notice WHERE created_at = %s LIMIT 1", [AT])
        words, template, route, urgent = cursor.fetchone()
    return {"at": AT, "paid_on": PAID_ON, "words": words, "template": template, "route": route, "urgent": urgent}


def _seconds(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _written(free: psycopg.Connection) -> dict[str, int]:
    counted = {name: free.execute(statement, [AT]).fetchone() for name, statement in WRITTEN.items()}
    return {name: row[0] if row else 0 for name, row in counted.items()}
