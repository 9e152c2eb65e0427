"""The sweep and the statement that it is held against write the same rows."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from pytest_django import DjangoDbBlocker

from varsel.kit import postgres
from varsel.surfaces.bench import ground, sweep


@pytest.mark.slow
def test_the_sweep_writes_what_the_one_statement_writes(
    scratch: tuple[postgres.Server, str], django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        measured = sweep.measure(server=scratch[0], services=120)

    assert measured.rows == measured.rows_in_sql
    assert measured.rows["notices"] == measured.rows["proposals"] == 10
    assert measured.rows["clocks settled"] == measured.due == 20
    assert measured.to_json()["times_sql"] > 0


def test_a_size_that_the_disk_does_not_hold_is_named_with_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    free = 10 * ground.GB
    monkeypatch.setattr(ground.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    fits = (free - ground.BESIDES) // ground.BYTES_A_SERVICE

    assert ground.too_large(services=fits) == ""
    assert "10 GB are free" in ground.too_large(services=fits + 1)
