"""Two years of invoices and payments, written as sets: rows as the ledger would have left them, and a sealed journal.

A plan of everything is laid out first (plan.sql), in temporary tables of one session of the owner. Its long past is
written at once, as a backup is restored: without triggers, keys and indexes, which are added again afterwards, so that
PostgreSQL checks every row; proof.sql asks what the triggers would have asked. The weeks that are played are written
moment by moment, under every promise, while the real worker lives through them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from varsel.law.calendar import at_local, local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears.ladder import DEMANDS_AT
from varsel.records.operator import policy
from varsel.surfaces.demo import bulk
from varsel.surfaces.demo.playing import ZONE
from varsel.surfaces.demo.registering import Customer

YEARS = timedelta(days=735)
HERE = Path(__file__).parent
# When it happens: on the day itself, or (what banks and demands do) on the next that the banks are open.
MOMENTS = {
    "issue_at": time(6),
    "credit_at": time(11),
    "return_at": time(8),
    "pay_at": time(14),
    "demand_at": DEMANDS_AT,
}
_INSTANT = timedelta(microseconds=1)


@dataclass(slots=True)
class History:
    """The past of the demo operator, in a session that owns the tables. `played_at`: the worker lives from here on."""

    session: psycopg.Connection
    today: datetime
    played_at: datetime
    clerk: str

    def plan(self, *, customers: Sequence[Customer]) -> None:
        """Lay out all rows. The customers are registered, and nothing is in the ledger."""
        with self.session.transaction():
            self._frame(customers)
            self.session.execute((HERE / "plan.sql").read_text(encoding="utf-8").encode())

    def write_past(self) -> None:
        """Write what lies before the weeks that are played, prove it, and seal its journal.

        Of all who live no own life everything is written now but the journal: nobody looks at them until today.
        """
        with self.session.transaction():
            with bulk.unseen(session=self.session):
                self._write(begin="-infinity", end=self.played_at, all_others=True)
                bulk.tell(session=self.session, end=self.played_at)
            self._wait_for_demand()
        self.session.execute("ANALYZE")

    def moments(self) -> list[datetime]:
        """Return when something of the plan happens in the weeks that are played."""
        rows = self.session.execute(
            "SELECT DISTINCT at FROM demo_entry WHERE at >= %s ORDER BY at", [self.played_at]
        ).fetchall()
        return [row[0] for row in rows]

    def write_moment(self, at: datetime) -> None:
        """Write what the plan has for one moment. Arrears hears of those only who live an own life."""
        with self.session.transaction():
            self._write(begin=at, end=at + _INSTANT, all_others=False)
            heard = self.session.execute("DELETE FROM clocks_heard RETURNING kind").fetchall()
            self._tell(at=at, living=False)
            self.session.execute("INSERT INTO clocks_heard SELECT unnest(%s::text[])", [[row[0] for row in heard]])
            self._tell(at=at, living=True)

    def count(self) -> int:
        """Return how many invoices the plan has."""
        row = self.session.execute("SELECT count(*) FROM demo_bill").fetchone()
        assert row
        return int(row[0])

    def _frame(self, customers: Sequence[Customer]) -> None:
        when = {"today": local_day(self.today, ZONE), "now": self.today, "played_at": self.played_at}
        self.session.execute(
            "CREATE TEMP TABLE demo_when AS SELECT %(today)s::date AS today, %(now)s::timestamptz AS now,"
            " %(played_at)s::timestamptz AS played_at, (%(played_at)s::timestamptz)::date AS played_from,"
            " %(clerk)s::text AS agent",
            {**when, "clerk": self.clerk},
        )
        columns = {
            "party_id": "int8", "number": "int8", "country": "text", "currency": "text", "phase": "int4",
            "by_post": "bool", "living": "bool", "unpaid_from": "date", "pays": "int4",
        }  # fmt: skip
        self._copy("demo_customer", columns, (self._customer(one) for one in customers))
        days = {"country": "text", "day": "date", "open_on": "date", **dict.fromkeys(MOMENTS, "timestamptz")}
        self._copy("demo_day", days, self._days())

    def _customer(self, customer: Customer) -> tuple[Any, ...]:
        person, currency = customer.person, COUNTRIES[customer.person.country].CURRENCY
        unpaid = None if person.owing is None else local_day(self.today, ZONE) - timedelta(days=person.owing)
        who = (customer.party_id, person.number, person.country, currency, person.phase, person.by_post)
        return (*who, person.lives, unpaid, person.habit.pays)

    def _days(self) -> Iterator[tuple[Any, ...]]:
        """Yield each civil day of each country with the next day of the banks, and what happens when."""
        begin, after = local_day(self.today, ZONE) - YEARS, policy.defaults().payments.demand_after_days
        for country, law in COUNTRIES.items():
            roll = law.CALENDAR.roll_forward
            for day in (begin + timedelta(days=number) for number in range(YEARS.days + 60)):
                banked = roll(day)
                days = (day, day, banked, banked, roll(banked + timedelta(days=after)))
                moments = (at_local(on, hour, law.ZONE) for on, hour in zip(days, MOMENTS.values(), strict=True))
                yield country, day, banked, *moments

    def _copy(self, table: str, columns: dict[str, str], rows: Iterable[tuple[Any, ...]]) -> None:
        fields = SQL(", ").join(SQL("{} {}").format(Identifier(name), SQL(kind)) for name, kind in columns.items())
        self.session.execute(SQL("CREATE TEMP TABLE {} ({})").format(Identifier(table), fields))
        with self.session.cursor() as cursor, cursor.copy(SQL("COPY {} FROM STDIN").format(Identifier(table))) as copy:
            for row in rows:
                copy.write_row(row)
        self.session.execute(SQL("ANALYZE {}").format(Identifier(table)))

    def _write(self, *, begin: datetime | str, end: datetime, all_others: bool) -> None:
        values = {"begin": begin, "end": end, "all": all_others}
        for statement in (HERE / "past.sql").read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                self.session.execute(statement.encode(), values)

    def _tell(self, *, at: datetime, living: bool) -> None:
        self.session.execute(
            "INSERT INTO journal_entry (ref, at, kind, about, party, actor, facts)"
            " SELECT pg_temp.ref(at, 'entry', id), at, kind, about, party_id, actor, facts::jsonb"
            " FROM demo_entry WHERE at = %s AND living = %s ORDER BY id",
            [at, living],
        )

    def _wait_for_demand(self) -> None:
        """Set the clocks of invoices that are open when they are played or today, as arrears does when it hears."""
        self.session.execute(
            "INSERT INTO clocks_clock (kind, about, party, due_at, owed_to, ground, state) SELECT 'send_demand',"
            " 'invoice:' || id, party_id, demand_at, '', 'unpaid invoice', 'open' FROM demo_open"
            " WHERE living AND at_cut AND at < %s OR NOT living AND at_end ORDER BY id",
            [self.played_at],
        )
