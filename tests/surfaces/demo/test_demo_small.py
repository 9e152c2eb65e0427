"""A small demo operator: the same every time, whole or refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from surfaces.demo.conftest import TODAY
from varsel.kit.located_yaml import InputError
from varsel.records.parties import actions as parties
from varsel.surfaces import demo

SAME = (
    "SELECT ref, external_id, name, language FROM parties_party ORDER BY id",
    "SELECT ref, at, kind, about, party, actor, facts, verdict FROM journal_entry ORDER BY id",
    "SELECT ref, about, state, told_at, told_by FROM notices_notice ORDER BY id",
    "SELECT sha256, name FROM intake_file ORDER BY id",
    "SELECT kind, about, due_at, state FROM clocks_clock ORDER BY id",
)


def rows() -> list[list[tuple]]:
    """Return all that a demo is to have the same every time."""
    with connection.cursor() as cursor:
        return [cursor.execute(statement).fetchall() for statement in SAME]


def test_the_same_day_makes_the_same_demo(demo_operator: Callable) -> None:
    seen = []
    for _ in range(2):
        with demo_operator(size=10):
            seen.append(rows())
    assert seen[0] == seen[1]


def test_a_demo_is_there_once(demo_operator: Callable) -> None:
    with demo_operator(size=2) as loaded:
        assert loaded.customers == 2
        assert demo.is_loaded()
        with pytest.raises(InputError, match="varsel demo reset"):
            demo.load(today=TODAY, progress=lambda done, of: None)


def test_a_day_without_debtors_still_has_a_bank_file(demo_operator: Callable) -> None:
    with demo_operator(size=2):
        name, content = demo.bank_file(at=TODAY)
    assert name == "bgmax-demo-2026-11-18-1037.txt"
    assert b"8800008" in content


@pytest.mark.django_db
def test_a_real_operator_is_not_touched() -> None:
    assert not demo.is_loaded()
    demo.refuse_real_data()
    parties.register(
        external_id="K-1",
        name="Somebody",
        kind="consumer",
        language="sv",
        country="SE",
        contacts={},
        protected_identity=False,
        at=TODAY,
        actor="feed",
    )
    with pytest.raises(InputError, match="not of the demo"):
        demo.refuse_real_data()
    with pytest.raises(InputError, match="not of the demo"):
        demo.load(today=TODAY, progress=lambda done, of: None)


def test_who_starts_it_is_told_how_to_sign_in() -> None:
    assert any("clara@demo.example" in line for line in demo.sign_in_lines())
    assert any("varsel staff code" in line for line in demo.sign_in_lines())
