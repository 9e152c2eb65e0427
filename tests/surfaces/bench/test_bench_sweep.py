"""The sweep and the statement that it is held against write the same rows."""

from __future__ import annotations

import pytest
from pytest_django import DjangoDbBlocker

from varsel.kit import postgres
from varsel.surfaces.bench import sweep


@pytest.mark.slow
def test_the_sweep_writes_what_the_one_statement_writes(
    scratch: tuple[postgres.Server, str], django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        measured = sweep.measure(server=scratch[0], services=80)

    assert measured.rows == measured.rows_in_sql
    assert measured.rows["notices"] == measured.rows["proposals"] == 10
    assert measured.rows["clocks settled"] == measured.due == 20
    assert measured.to_json()["times_sql"] > 0
