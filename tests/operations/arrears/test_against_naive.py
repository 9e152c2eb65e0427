"""The same histories by two roads: the rules told naively, and the whole system playing the story of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some
from pytest_django import DjangoDbBlocker

from operations.arrears.histories import BEGIN, Event, as_story
from operations.arrears.naive import Customer, Invoice, Line, Service
from varsel.kit.postgres import Server
from varsel.surfaces.stories.loading import load_story
from varsel.surfaces.stories.playing import play

pytestmark = [pytest.mark.database, pytest.mark.slow]

DAYS = some.integers(min_value=7, max_value=150).map(lambda n: BEGIN + timedelta(days=n))
ORE = some.sampled_from([99_00, 150_00, 200_00, 399_00])
LINES = some.lists(
    some.tuples(some.sampled_from(["net", "tel"]), ORE), min_size=1, max_size=2, unique_by=lambda one: one[0]
)
INVOICES = some.lists(some.tuples(DAYS, LINES), min_size=1, max_size=4)
KINDS = some.sampled_from(["pay", "pay", "pay_half", "dispute", "uphold", "reject", "reject", "hold"])
EVENTS = some.lists(some.builds(Event, on=DAYS, kind=KINDS, invoice=some.integers(0, 3)), max_size=9)
Billed = list[tuple[date, list[tuple[str, int]]]]


@given(billed=INVOICES, events=EVENTS, clerk=some.booleans())
@settings(max_examples=20, derandomize=True)
@example(
    billed=[(date(2026, 2, day), [("net", 399_00)]) for day in (13, 16, 27)],
    events=[Event(date(2026, 3, 26), "dispute", 0), Event(date(2026, 3, 30), "reject", 0)],
    clerk=False,
)
def test_levels_agree_with_the_naive_rules_every_day(
    scratch: tuple[Server, str],
    django_db_blocker: DjangoDbBlocker,
    tmp_path: Path,
    billed: Billed,
    events: list[Event],
    clerk: bool,
) -> None:
    file = tmp_path / "history.yaml"
    file.write_text(as_story(customer=_customer(billed, clerk), events=sorted(events, key=lambda event: event.on)))
    server, template = scratch
    with django_db_blocker.unblock():
        played = play(story=load_story(path=file), server=server, template=template)
    assert [step for step in played.steps if not step.ok] == [], file.read_text()


def _customer(billed: Billed, clerk: bool) -> Customer:
    invoices = [
        Invoice(id=f"F{n}", due=due, lines=[Line(service, ore) for service, ore in lines])
        for n, (due, lines) in enumerate(sorted(billed), start=1)
    ]
    return Customer(services=[Service("net"), Service("tel")], invoices=invoices, clerk=clerk)
