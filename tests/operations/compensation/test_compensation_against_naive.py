"""The house's way of counting days and money against one on paper, over random histories: a million of them, slowly."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache

import pytest

from operations.compensation.histories import Event, History, histories
from operations.compensation.paper import Paper
from varsel.operations.compensation import ladder as compensation
from varsel.operations.compensation.account import Without
from varsel.operations.outages import ladder as outages
from varsel.records.operator.policy import defaults
from varsel.records.operator.policy.sections import Outages

BEGIN, FIRST = datetime(2024, 1, 1, tzinfo=UTC), date(2024, 1, 1)
PARTIES = {"a": 1, "b": 2}
SEED = 20_260_302


def test_a_slice_of_the_histories_comes_to_the_same() -> None:
    assert compared(seed=SEED, count=10_000) > 5_000


@pytest.mark.slow
def test_a_million_histories_come_to_the_same() -> None:
    assert compared(seed=SEED + 1, count=1_000_000) > 500_000


def compared(*, seed: int, count: int) -> int:
    """Play histories both ways, demand that they agree, and return how many credit notes there were."""
    notes = 0
    for number, history in enumerate(histories(seed=seed, count=count)):
        paper = Paper([(whose, prices, closed) for whose, _, prices, closed in history.services])
        house = House(history)
        for event in history.events:
            written, found = paper.credit(history.dark(event)), house.credit(event)
            assert found == written, (seed, number, history)
            notes += len(written)
    return notes


class House:
    """The product's own functions, in the order in which its actions call them."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.prices = {
            number: [(_day(since), _kronor(ore)) for since, ore in prices]
            for number, (_, _, prices, _) in enumerate(history.services)
        }
        self.closed = {
            number: [(_at(since), None if until is None else _at(until)) for since, until in closed]
            for number, (_, _, _, closed) in enumerate(history.services)
        }
        self.credited: dict[int, set[date]] = {number: set() for number in self.prices}

    def credit(self, event: Event) -> dict[str, tuple[int, dict[int, list[int]]]]:
        """Credit what an event leaves to be credited, and say it as the paper does."""
        whole = History("", 0, True, self.history.services, ())
        without = [
            Without(number, PARTIES[self.history.services[number][0]], self.history.country, _at(since), _at(until))
            for number, since, until in whole.dark(event)
            if event.service is not None
            or outages.is_compensated(since=_at(since), until=_at(until), policy=self._policy)
        ]
        owed = compensation.owed(without=without, prices=self.prices, credited=self.credited, closed=self.closed)
        for one in owed:
            for number, days in one.days.items():
                self.credited[number].update(days)
        return {
            "ab"[one.party_id - 1]: (
                int(one.amount * 100),
                {number: [(day - FIRST).days for day in days] for number, days in one.days.items()},
            )
            for one in owed
        }

    @property
    def _policy(self) -> Outages:
        return _policy(self.history.by_itself, self.history.least_hours)


@cache
def _policy(by_itself: bool, least_hours: int) -> Outages:
    return replace(defaults().outages, automatic_compensation=by_itself, automatic_min_hours=least_hours)


@cache
def _day(number: int) -> date:
    return FIRST + timedelta(days=number)


@cache
def _kronor(ore: int) -> Decimal:
    return Decimal(ore).scaleb(-2)


def _at(minute: int) -> datetime:
    return BEGIN + timedelta(minutes=minute)
