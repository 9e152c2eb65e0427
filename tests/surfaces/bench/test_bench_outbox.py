"""The bench of the outbox proves what it says by rows and by the server's own log."""

from __future__ import annotations

import math
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from varsel.kit import postgres
from varsel.surfaces.bench import letters, outbox
from varsel.surfaces.bench.outbox_figures import Measured, p99

GOOD: dict[str, Any] = {
    "messages": 10,
    "window": 50,
    "a_second": 4000.0,
    "bare_a_second": 8000.0,
    "cpu_microseconds": {},
    "rows": {"attempts": 12, "told": 12},
    "words": 12,
    "handed_over_twice": 0,
    "never_handed_over": 0,
    "urgent_idle": [0.9],
    "urgent_in_bulk": [0.9],
    "bulk_waited": 1.0,
}


@pytest.mark.slow
def test_each_word_is_told_once_with_all_its_rows(
    scratch: tuple[postgres.Server, str], django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        measured = outbox.measure(server=scratch[0], messages=300)

    assert measured.words == 300 + 2 * outbox.SAMPLES
    assert set(measured.rows.values()) == {measured.words}
    assert (measured.handed_over_twice, measured.never_handed_over) == (0, 0)
    assert len(measured.urgent_idle) == len(measured.urgent_in_bulk) == outbox.SAMPLES


@pytest.mark.slow
def test_each_letter_is_in_the_database_and_in_the_folder(
    scratch: tuple[postgres.Server, str], django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        measured = letters.measure(server=scratch[0], letters=12)

    assert (measured.printed, measured.files) == (12, 12)


def test_it_passes_when_every_limit_is_kept() -> None:
    assert Measured(**GOOD).passes
    assert Measured(**GOOD).to_json()["times_bare"] == 0.5


@pytest.mark.parametrize(
    ("changes", "limit"),
    [
        ({"a_second": 3999.9}, "a_second_passes"),
        ({"rows": {"attempts": 12, "told": 11}}, "proof_passes"),
        ({"handed_over_twice": 1}, "once_passes"),
        ({"never_handed_over": 1}, "once_passes"),
        ({"urgent_idle": [1.0]}, "urgent_idle_passes"),
        ({"urgent_in_bulk": [1.0]}, "urgent_in_bulk_passes"),
        ({"urgent_in_bulk": []}, "urgent_in_bulk_passes"),
    ],
)
def test_one_limit_that_is_broken_is_named_and_fails_the_run(changes: dict[str, Any], limit: str) -> None:
    measured = Measured(**(GOOD | changes))

    assert not measured.passes
    assert [name for name, kept in measured.limits.items() if not kept] == [limit]


def test_of_a_hundred_the_ninety_ninth_counts() -> None:
    assert p99([float(number) for number in range(1, 101)]) == 99.0
    assert p99([]) == math.inf
