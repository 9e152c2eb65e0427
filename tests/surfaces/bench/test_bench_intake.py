"""Booking a file and lifting restrictions writes what the bare statements write, and says how it measured."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytest_django import DjangoDbBlocker

from varsel.kit import postgres
from varsel.surfaces.bench import intake
from varsel.surfaces.bench.intake import Measured

MEASURED = Measured(
    payments=100,
    rows={"payments": 100},
    rows_in_sql={"payments": 100},
    seconds=3.0,
    seconds_booking=2.0,
    seconds_lifting=1.0,
    seconds_parsing=9.0,
    seconds_in_sql=1.0,
    memory_mb=300.0,
    loaded_in=1.0,
)


@pytest.mark.slow
def test_booking_and_lifting_write_what_the_bare_statements_write(
    scratch: tuple[postgres.Server, str], django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        measured = intake.measure(server=scratch[0], payments=200)

    assert measured.rows == measured.rows_in_sql
    assert measured.rows["payments"] == 200
    assert measured.rows["settlements"] == 198
    assert measured.rows["restrictions lifted"] == measured.rows["lines raised"] == measured.rows["notices"] == 20
    assert measured.rows["paid lines"] == 196


@pytest.mark.parametrize(
    ("change", "passes"),
    [
        ({}, True),
        ({"seconds": 3.01}, False),
        ({"memory_mb": 300.1}, False),
        ({"rows_in_sql": {"payments": 99}}, False),
    ],
)
def test_each_limit_is_kept_or_the_whole_fails(change: dict[str, object], passes: bool) -> None:
    measured = replace(MEASURED, **change)

    assert measured.passes is passes
    assert measured.to_json()["passes"] is passes


@pytest.mark.parametrize("payments", [0, -10, 15])
def test_groups_that_would_not_be_alike_are_refused(scratch: tuple[postgres.Server, str], payments: int) -> None:
    with pytest.raises(ValueError, match="give a multiple of ten"):
        intake.measure(server=scratch[0], payments=payments)
