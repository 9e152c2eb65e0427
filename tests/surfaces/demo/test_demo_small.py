"""A small demo operator: the same every time, whole or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from unittest.mock import Mock

import psycopg
import pytest
from django.db import connection, transaction

from surfaces.demo.conftest import TODAY, silent
from varsel.kit import postgres
from varsel.kit.located_yaml import InputError
from varsel.operations.arrears.actions.consider import look_again
from varsel.records.journal import queries as journal
from varsel.records.journal import sealing
from varsel.records.parties import actions as parties
from varsel.records.parties import queries as parties_on_record
from varsel.surfaces import demo
from varsel.surfaces.demo import bulk

SAME = (
    "SELECT ref, external_id, name, language FROM parties_party ORDER BY id",
    "SELECT ref, at, kind, about, party, actor, facts, verdict FROM journal_entry ORDER BY id",
    "SELECT ref, about, state, told_at, told_by FROM notices_notice ORDER BY id",
    "SELECT sha256, name FROM intake_file ORDER BY id",
    "SELECT kind, about, due_at, state FROM clocks_clock ORDER BY id",
    "SELECT * FROM ledger_invoice ORDER BY id",
    "SELECT * FROM ledger_line ORDER BY id",
    "SELECT * FROM ledger_payment ORDER BY id",
    "SELECT * FROM ledger_settlement ORDER BY id",
    "SELECT entries, digest FROM journal_seal ORDER BY id",
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
            demo.load(today=TODAY, owner=Mock(), progress=silent)
        name, content = demo.bank_file(at=TODAY)  # a day without debtors still has one
    assert name == "bgmax-demo-2026-11-18-1037.txt"
    assert b"8800008" in content


def test_two_years_are_whole_sealed_and_as_the_product_would_have_left_them(demo_operator: Callable) -> None:
    with demo_operator(size=30) as loaded:
        told = Counter(entry.kind for entry in journal.everything())
        assert told["invoice_received"] == loaded.invoices == 30 * 24
        assert sealing.verify() == told.total()
        _clocks_are_as_arrears_would_set_them()
        _a_past_that_the_triggers_would_refuse_is_refused()
        _a_past_that_waits_is_proved_where_it_waits()


def _clocks_are_as_arrears_would_set_them() -> None:
    before = sorted(open_clocks())
    everybody = [one.id for one in parties_on_record.find(text="D-", limit=30)]
    with transaction.atomic():
        look_again(party_ids=everybody, at=TODAY)
    assert sorted(open_clocks()) == before


def _a_past_that_the_triggers_would_refuse_is_refused() -> None:
    with (
        as_owner() as session,
        pytest.raises(AssertionError, match="is not open as its settlements say"),
        session.transaction(),
        bulk.unseen(session=session),
    ):
        session.execute("UPDATE ledger_line SET open_ore = 1 WHERE open_ore = 0")


def _a_past_that_waits_is_proved_where_it_waits() -> None:
    with as_owner() as session, session.transaction(force_rollback=True):
        session.execute("CREATE SCHEMA demo")
        session.execute("SET LOCAL search_path TO demo, public")
        session.execute("CREATE TABLE demo.ledger_line AS TABLE public.ledger_line")
        bulk.prove(session=session)
        session.execute("UPDATE demo.ledger_line SET open_ore = 1 WHERE open_ore = 0")
        with pytest.raises(AssertionError, match="is not open as its settlements say"):
            bulk.prove(session=session)


def as_owner() -> psycopg.Connection:
    """Connect to the demo's database as the owner of its tables."""
    to = connection.settings_dict
    return psycopg.connect(
        host=to["HOST"], port=to["PORT"], dbname=to["NAME"], user=postgres.OWNER_ROLE, autocommit=True
    )


def open_clocks() -> list[tuple]:
    """Return what is due, and when."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, about, due_at FROM clocks_clock WHERE state = 'open' AND kind <> 'hear'")
        return cursor.fetchall()


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
        demo.load(today=TODAY, owner=Mock(), progress=silent)


def test_who_starts_it_is_told_how_to_sign_in() -> None:
    assert any("clara@demo.example" in line for line in demo.sign_in_lines())
    assert any("varsel staff code" in line for line in demo.sign_in_lines())
