"""The plan of two years: who is billed what, laid out as tables in a schema of its own while it is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from varsel.kit import money
from varsel.law.calendar import at_local, local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears.ladder import DEMANDS_AT
from varsel.records.operator import policy
from varsel.surfaces.demo.people import Person
from varsel.surfaces.demo.playing import ZONE
from varsel.surfaces.demo.registering import Customer

YEARS = timedelta(days=735)
PLAYED = timedelta(days=95)  # so long before today the worker begins to live through what happens
PLAN = Path(__file__).with_name("plan.sql")
BEGINS = time(5)  # the hour of the day at which a life begins
FEE_ORE = 2900  # for an invoice by post
# When it happens: on the day itself, or (what banks and demands do) on the next that the banks are open.
MOMENTS = {
    "issue_at": time(6),
    "credit_at": time(11),
    "return_at": time(8),
    "pay_at": time(14),
    "demand_at": DEMANDS_AT,
}
_FRAME = {"today": "date", "now": "timestamptz", "played_from": "date", "agent": "text"}
_CUSTOMER = {
    "number": "int8", "country": "text", "currency": "text", "phase": "int4", "living": "bool",
    "lives_at": "timestamptz", "unpaid_from": "date", "pays": "int4",
}  # fmt: skip
_PRICE = {"number": "int8", "place": "int4", "kind": "text", "ore": "int8"}
_DAY = {"country": "text", "day": "date", "open_on": "date", **dict.fromkeys(MOMENTS, "timestamptz")}
_PARTY = {"number": "int8", "party_id": "int8"}
_SERVICE = {"number": "int8", "place": "int4", "service_id": "int8"}
_EARLIER = timedelta(days=3)  # than the day from which somebody owes, their life begins
_NEVER = "infinity"


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan as it is told to a session of the tables' owner. `agent`: how the journal calls who grants credits."""

    session: psycopg.Connection
    today: datetime
    agent: str

    @property
    def day(self) -> date:
        """Return the operator's day."""
        return local_day(self.today, ZONE)

    def lay_out(self, *, people: Sequence[Person]) -> None:
        """Lay out all rows. Nothing of the register is needed: the customers are their numbers."""
        self.session.execute("DROP SCHEMA IF EXISTS demo CASCADE")  # of a load that was cut short
        self.session.execute("CREATE SCHEMA demo")
        self._copy("frame", _FRAME, [(self.day, self.today, self.day - PLAYED, self.agent)])
        self._copy("customer", _CUSTOMER, map(self._customer, people))
        self._copy("price", _PRICE, (price for one in people for price in _prices(one)))
        self._copy("day", _DAY, self._days())
        self.session.execute(PLAN.read_text(encoding="utf-8").encode())

    def know(self, *, customers: Sequence[Customer]) -> None:
        """Write down which ids the customers and their services got."""
        self._copy("party", _PARTY, ((one.person.number, one.party_id) for one in customers))
        services = (
            (one.person.number, place, service_id)
            for one in customers
            for place, service_id in enumerate(one.service_ids, start=1)
        )
        self._copy("service", _SERVICE, services)

    def _customer(self, person: Person) -> tuple[Any, ...]:
        unpaid = None if person.owing is None else self.day - timedelta(days=person.owing)
        currency, pays = COUNTRIES[person.country].CURRENCY, person.habit.pays
        return (
            *(person.number, person.country, currency, person.phase),
            *(person.lives, self._lives_at(person, unpaid), unpaid, pays),
        )

    def _lives_at(self, person: Person, unpaid: date | None) -> datetime | str:
        """Return from when on the worker lives with somebody: who pays in time until then has an ordinary past."""
        if not person.lives:
            return _NEVER
        is_ordinary = unpaid is not None and person.habit.pays < 0
        begins = max(self.day - PLAYED, unpaid - _EARLIER) if unpaid and is_ordinary else self.day - PLAYED
        return at_local(begins, BEGINS, ZONE)

    def _days(self) -> Iterator[tuple[Any, ...]]:
        """Yield each civil day of each country with the next day of the banks, and what happens when."""
        begin, after = self.day - YEARS, policy.defaults().payments.demand_after_days
        for country, law in COUNTRIES.items():
            roll = law.CALENDAR.roll_forward
            for day in (begin + timedelta(days=number) for number in range(YEARS.days + 60)):
                banked = roll(day)
                days = (day, day, banked, banked, roll(banked + timedelta(days=after)))
                moments = (at_local(on, hour, law.ZONE) for on, hour in zip(days, MOMENTS.values(), strict=True))
                yield country, day, banked, *moments

    def _copy(self, table: str, columns: dict[str, str], rows: Iterable[tuple[Any, ...]]) -> None:
        name = SQL("demo.{}").format(Identifier(table))
        fields = SQL(", ").join(SQL("{} {}").format(Identifier(one), SQL(kind)) for one, kind in columns.items())
        self.session.execute(SQL("CREATE UNLOGGED TABLE {} ({})").format(name, fields))
        with self.session.cursor() as cursor, cursor.copy(SQL("COPY {} FROM STDIN").format(name)) as copy:
            for row in rows:
                copy.write_row(row)
        self.session.execute(SQL("ANALYZE {}").format(name))


def _prices(person: Person) -> Iterator[tuple[int, int, str, int]]:
    """Yield what somebody is billed a month: each service at its place, then the fee of a letter."""
    for place, had in enumerate(person.services, start=1):
        yield person.number, place, "service", money.to_ore(amount=had.price)
    if person.by_post:
        yield person.number, len(person.services) + 1, "fee", FEE_ORE
