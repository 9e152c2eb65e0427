"""The house's way of counting days and money against a naive one, over random histories."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from operations.compensation.paper import Paper
from varsel.law.compensation import undelivered_together
from varsel.operations.compensation import ladder

BEGIN = datetime(2026, 1, 15, tzinfo=UTC)  # both clock changes of the year lie ahead
HALF_HOURS = 24 * 2 * 320
ZONES = st.sampled_from(["Europe/Stockholm", "Europe/Oslo"])
MOMENTS = st.integers(0, HALF_HOURS).map(lambda n: BEGIN + timedelta(minutes=30 * n))
LENGTHS = st.one_of(st.integers(0, 96), st.integers(0, 2000)).map(lambda n: timedelta(minutes=30 * n))
SPANS = st.tuples(MOMENTS, LENGTHS).map(lambda pair: (pair[0], pair[0] + pair[1]))
DAYS = st.integers(-30, 300).map(lambda n: date(2026, 1, 15) + timedelta(days=n))
PRICES = st.dictionaries(DAYS, st.integers(0, 99_900).map(lambda ore: Decimal(ore) / 100), min_size=1, max_size=3)
CLOSED = st.lists(st.one_of(SPANS, MOMENTS.map(lambda begin: (begin, None))), max_size=2)
SERVICES = st.dictionaries(st.sampled_from("abc"), st.tuples(PRICES, CLOSED), min_size=1, max_size=3)


@settings(max_examples=400, deadline=None)
@given(services=SERVICES, spans=st.lists(SPANS, min_size=1, max_size=4), zone=ZONES)
def test_every_history_comes_to_the_same_amounts(services: dict[str, Any], spans: list[Any], zone: str) -> None:
    prices = {name: sorted(some.items()) for name, (some, _) in services.items()}
    closed = {name: some for name, (_, some) in services.items()}
    paper, credited = Paper(), {name: set[date]() for name in services}
    for since, until in spans:
        parts = []
        for name in services:
            days = ladder.owed_days(
                days=ladder.days_between(since=since, until=until, zone=zone),
                sold_from=prices[name][0][0],
                credited=credited[name],
                closed=closed[name],
                zone=zone,
            )
            credited[name] |= set(days)
            parts.append((prices[name], days))

        assert undelivered_together(services=parts) == paper.credit(
            services=prices, closed=closed, span=(since, until), zone=zone
        )
