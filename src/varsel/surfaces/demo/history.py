"""Two years of invoices and payments, written as sets: rows as the ledger would have left them, and a sealed journal.

What is not lived through is written at once, as a backup is restored (bulk.py): first that of those who live an own
life; and, when the real worker has lived through their last weeks, that of all others, which was made ready beside.
What is lived is written moment by moment, under every promise.
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from varsel.surfaces.demo import bulk
from varsel.surfaces.demo.telling import Telling

HERE = Path(__file__).parent
STAGED = ("ledger_invoice", "ledger_line", "ledger_payment", "ledger_credit", "ledger_settlement")
_WAIT = """
    INSERT INTO clocks_clock (kind, about, party, due_at, owed_to, ground, state)
    SELECT 'send_demand', 'invoice:' || id, party_id, demand_at, '', 'unpaid invoice', 'open'
    FROM demo.unpaid JOIN demo.party USING (number)
    WHERE living = %(living)s AND CASE WHEN living THEN NOT lived AND at_cut ELSE at_end END ORDER BY id"""
_FAILED = """
    INSERT INTO ledger_debit_failure (invoice_id, failed_on, caused_by, at)
    SELECT bill_id, day, caused_by, at FROM demo.failure ORDER BY bill_id"""
_TABLES = "SELECT string_agg(tablename, ', ' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public'"
# The next ids of all tables come after the plan's.
_NEXT = """
    SELECT setval(pg_get_serial_sequence(name, 'id'), most) FROM (VALUES
        ('ledger_invoice', (SELECT max(id) FROM demo.bill)), ('ledger_line', (SELECT max(id) * 8 + 8 FROM demo.bill)),
        ('ledger_payment', (SELECT max(id) FROM demo.money WHERE NOT is_credit)),
        ('ledger_credit', (SELECT max(id) FROM demo.money WHERE is_credit)),
        ('ledger_settlement', (SELECT max(id) FROM demo.settled))) AS drawn (name, most) WHERE most IS NOT NULL"""


@dataclass(frozen=True, slots=True)
class History:
    """The past of the demo operator, in two sessions that own the tables; the other one works beside."""

    session: psycopg.Connection
    other: psycopg.Connection
    telling: Telling

    def begin(self, *, at: datetime) -> None:
        """Write what those who live an own life did before, with the clocks of what they owe when it begins.

        `at` is when the first life begins: what is told before is sealed beside.
        """
        with self.session.transaction():
            with bulk.unseen(session=self.session):
                self._write(self.session, "past.sql", living=True)
            self.session.execute(_WAIT, {"living": True})
            self.session.execute(_NEXT.encode())
        tables = self.session.execute(_TABLES).fetchone()
        assert tables
        self.session.execute(f"ANALYZE {tables[0]}".encode())
        self.telling.begin(at=at)

    def prepare(self) -> None:
        """Make ready what all others did, in tables like the ledger's, prove it there, and what is told of it."""
        for table in STAGED:
            names = Identifier("demo", table), Identifier(table)
            self.other.execute(SQL("CREATE UNLOGGED TABLE {} (LIKE {} INCLUDING DEFAULTS)").format(*names))
        self.other.execute("SET search_path TO demo, public")
        self._write(self.other, "past.sql", living=False)
        self.other.execute(f"ANALYZE {', '.join(STAGED)}".encode())
        bulk.prove(session=self.other)
        self.other.execute("SET search_path TO public")
        self.telling.prepare()

    def moments(self) -> list[datetime]:
        """Return when something of the plan happens to those who live through it."""
        return [row[0] for row in self.session.execute("SELECT DISTINCT at FROM demo.lived ORDER BY at").fetchall()]

    def write_moment(self, at: datetime) -> None:
        """Write what the plan has for one moment of those who live through it."""
        with self.session.transaction():
            self._write(self.session, "moment.sql", at=at)

    def finish(self, *, beside: Executor, at: datetime) -> int:
        """Let in what is made ready, the journal beside; return how many invoices there are in the plan."""
        told = beside.submit(self.telling.write, at=at)
        with self.session.transaction():
            with bulk.unseen(session=self.session, is_proved=True):
                for table in STAGED:
                    names = Identifier("public", table), Identifier("demo", table)
                    self.session.execute(SQL("INSERT INTO {} TABLE {}").format(*names))
                self.session.execute(_FAILED.encode())
            self.session.execute(_WAIT, {"living": False})
        self.session.execute(f"ANALYZE {', '.join(bulk.LEDGER)}".encode())
        told.result()
        row = self.session.execute("SELECT count(*) FROM demo.bill").fetchone()
        assert row
        self.session.execute("DROP SCHEMA demo CASCADE")
        return int(row[0])

    def _write(self, session: psycopg.Connection, file: str, **values: object) -> None:
        for statement in (HERE / file).read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                session.execute(statement.encode(), values)
