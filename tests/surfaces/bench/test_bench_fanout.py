"""The bench of the fan-out counts what was told, and passes only where every limit is kept."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from varsel.kit import postgres
from varsel.surfaces.bench import fanout
from varsel.surfaces.bench.fanout import Measured

GOOD: dict[str, Any] = {
    "lines": 10,
    "seconds": 2.0,
    "seconds_in_sql": 1.0,
    "told": 10,
    "told_in_sql": 10,
    "twice": 0,
    "storm_alarms": 10_000,
    "storm_seconds": 5.0,
    "storm_outages": 1,
}


@pytest.mark.slow
def test_everybody_below_a_cut_is_told_once_and_a_storm_is_one_outage(
    scratch: tuple[postgres.Server, str], django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        measured = fanout.measure(server=scratch[0], lines=300, alarms=200)

    assert (measured.told, measured.told_in_sql, measured.twice) == (300, 300, 0)
    assert measured.storm_outages == 1


def test_it_passes_when_every_limit_is_kept() -> None:
    assert Measured(**GOOD).passes
    assert Measured(**GOOD).to_json()["alarms_a_second"] == 2000


@pytest.mark.parametrize(
    "change",
    [{"seconds": 2.01}, {"told": 9}, {"told_in_sql": 9}, {"twice": 1}, {"storm_seconds": 5.01}, {"storm_outages": 2}],
)
def test_one_broken_limit_is_enough_to_fail(change: dict[str, Any]) -> None:
    assert not Measured(**(GOOD | change)).passes
