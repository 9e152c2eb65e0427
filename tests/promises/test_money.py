"""Money by raw SQL: taken once, within one account and one currency, also by two at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.db import connection

import builders
from promises.forging import put, refused, run
from varsel.kit import postgres
from varsel.records.ledger import actions as ledger

AT, ON = builders.START + timedelta(hours=1), date(2026, 3, 2)


def _open(*, services: int = 1) -> tuple[int, list[int]]:
    """Invoice a new customer 300.00 for each of so many services; return the customer and the lines."""
    party_id = builders.customer()
    invoice_id = builders.invoice(services=[builders.service(party_id=party_id) for _ in range(services)])
    rows = run("SELECT id FROM ledger_line WHERE invoice_id = %s ORDER BY position", invoice_id)
    return party_id, [row[0] for row in rows]


def _payment(party_id: int | None, *, ore: int = 30_000, **changes: Any) -> int:
    """Insert a payment that nothing has taken of."""
    row = {
        "ref": builders.key(),
        "source": "bgmax",
        "bank_key": str(builders.key()),
        "party_id": party_id,
        "reference": "",
        "currency": "SEK",
    }
    amounts = {"amount_ore": ore, "unplaced_ore": ore, "initiated_on": ON, "booked_at": AT}
    return put("ledger_payment", **(row | amounts | changes))


def _settle(line_id: int, payment_id: int | None, *, ore: int = 30_000, **changes: Any) -> int:
    row = {"line_id": line_id, "payment_id": payment_id, "amount_ore": ore, "counts_on": ON, "at": AT}
    return put("ledger_settlement", **(row | changes))


def _settle_all(rows: list[tuple[int, int, int]], of: Callable[[tuple[int, int, int]], date] = lambda row: ON) -> None:
    """Settle lines with payments, all in one statement; `of` is the day that a row says it counts on."""
    values = ", ".join(f"({line}, {payment}, {ore}, date '{of((line, payment, ore))}')" for line, payment, ore in rows)
    columns = "line_id, payment_id, amount_ore, counts_on, at"
    run(f"INSERT INTO ledger_settlement ({columns}) SELECT *, %s FROM (VALUES {values})", AT)


def test_a_settlement_takes_from_both_sides(policy: int) -> None:
    party_id, (line_id,) = _open()

    _settle(line_id, _payment(party_id), ore=10_000)

    assert run("SELECT open_ore, unplaced_ore FROM ledger_line, ledger_payment") == [(20_000, 20_000)]


def test_a_line_is_not_settled_for_more_than_it_is(policy: int) -> None:
    party_id, (line_id,) = _open()
    payment_id = _payment(party_id, ore=90_000)

    with refused(by="line_never_settled_twice"):
        _settle(line_id, payment_id, ore=30_001)
    _settle(line_id, payment_id)
    with refused(by="line_never_settled_twice"):
        _settle(line_id, payment_id, ore=1)


def test_a_payment_settles_no_more_than_it_is(policy: int) -> None:
    party_id, (first, second) = _open(services=2)
    payment_id = _payment(party_id)
    _settle(first, payment_id)

    with refused(by="payment_never_placed_twice"):
        _settle(second, payment_id, ore=1)


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({"amount_ore": 0}, "settlement_is_positive"),
        ({"amount_ore": -100}, "settlement_is_positive"),
        ({"payment_id": None}, "settlement_has_one_source"),
        ({"counts_on": date(2026, 3, 1)}, "settlement_counts_when_paid"),
        ({"counts_on": date(2026, 3, 3)}, "settlement_counts_when_paid"),
    ],
)
def test_a_settlement_with_forged_columns_is_refused(policy: int, changes: dict[str, Any], by: str) -> None:
    party_id, (line_id,) = _open()
    payment_id = _payment(party_id)

    with refused(by=by):
        _settle(line_id, **({"payment_id": payment_id} | changes))


def test_many_settlements_of_one_statement_take_from_both_sides(policy: int) -> None:
    party_id, lines = _open(services=2)
    payments = [_payment(party_id), _payment(party_id, ore=20_000)]
    both = [(lines[0], payments[0], 10_000), (lines[1], payments[0], 20_000), (lines[1], payments[1], 5_000)]

    _settle_all(both)

    assert run("SELECT open_ore FROM ledger_line ORDER BY id") == [(20_000,), (5_000,)]
    assert run("SELECT unplaced_ore FROM ledger_payment ORDER BY id") == [(0,), (15_000,)]


def test_of_many_settlements_one_that_is_wrong_refuses_all(policy: int) -> None:
    party_id, (mine,) = _open()
    other, (theirs,) = _open()
    small, large = (_payment(party_id, ore=ore) for ore in (100, 90_000))
    foreign = _payment(party_id, currency="NOK")
    good = (theirs, _payment(other), 100)

    with refused(by="settlement_within_one_account"):
        _settle_all([good, (mine, good[1], 100)])
    with refused(by="settlement_within_one_account"):
        _settle_all([good, (mine, foreign, 100)])
    with refused(by="payment_never_placed_twice"):
        _settle_all([good, (mine, small, 60), (mine, small, 41)])
    with refused(by="line_never_settled_twice"):
        _settle_all([good, (mine, large, 30_000), (mine, large, 1)])
    with refused(by="settlement_counts_when_paid"):
        _settle_all([good, (mine, large, 100)], of=lambda row: ON + timedelta(days=row[1] == large))

    assert run("SELECT DISTINCT open_ore FROM ledger_line") == [(30_000,)]
    assert run("SELECT count(*) FROM ledger_payment WHERE unplaced_ore < amount_ore") == [(0,)]


def test_without_its_trigger_settlements_would_take_nothing_and_cross_accounts(
    transactional_db: None, superuser: psycopg.Connection
) -> None:
    builders.set_policy()
    _, (mine,) = _open()
    other, _ = _open()
    crossing = (mine, _payment(other), 100)
    with refused(by="settlement_within_one_account"):
        _settle_all([crossing])

    with superuser:
        superuser.execute("DROP TRIGGER ledger_settlement_takes ON ledger_settlement")

    _settle_all([crossing])
    assert run("SELECT DISTINCT open_ore FROM ledger_line") == [(30_000,)]


def test_money_settles_nobody_elses_line(policy: int) -> None:
    party_id, (line_id,) = _open()
    other, _ = _open()
    for payment_id in (_payment(other), _payment(None), _payment(party_id, currency="NOK")):
        with refused(by="settlement_within_one_account"):
            _settle(line_id, payment_id)


def test_money_that_has_an_owner_keeps_it(policy: int) -> None:
    party_id, _ = _open()
    other, _ = _open()
    waiting, placed = _payment(None), _payment(party_id)

    run("UPDATE ledger_payment SET party_id = %s WHERE id = %s", party_id, waiting)
    for payment_id in (waiting, placed):
        with refused(by="ledger_payment_keeps_owner"):
            run("UPDATE ledger_payment SET party_id = %s WHERE id = %s", other, payment_id)


def test_the_banks_payment_enters_once(policy: int) -> None:
    party_id, _ = _open()
    _payment(party_id, bank_key="2026-1")

    with refused(by="payment_enters_once"):
        _payment(None, bank_key="2026-1", amount_ore=5)
    _payment(party_id, bank_key="2026-1", source="camt")


def test_a_day_is_credited_once(policy: int) -> None:
    service = builders.service(party_id=builders.customer())
    credit_id = ledger.grant_credit(
        party_id=service.party_id,
        amount=Decimal(10),
        currency="SEK",
        about=service.about,
        because="",
        on=ON,
        at=AT,
        actor="",
    )
    put("ledger_credited_day", service_id=service.id, day=ON, credit_id=credit_id)

    with refused(by="ledger_credited_day_pkey"):
        put("ledger_credited_day", service_id=service.id, day=ON, credit_id=credit_id)


def test_an_invoice_that_was_received_gets_no_further_line(policy: int) -> None:
    party_id, (line_id,) = _open()
    row = run("SELECT invoice_id, service_id FROM ledger_line WHERE id = %s", line_id)[0]
    line = {"invoice_id": row[0], "service_id": row[1], "party_id": party_id, "kind": "service", "change": ""}

    with refused(by="ledger_line_of_a_new_invoice"):
        put("ledger_line", position=2, amount_ore=100, open_ore=100, **line)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_line SET open_ore = 0",
        "UPDATE ledger_line SET amount_ore = 99900",
        "UPDATE ledger_payment SET unplaced_ore = amount_ore",
        "UPDATE ledger_invoice SET due_on = '2026-01-01'",
        "UPDATE ledger_settlement SET amount_ore = 1",
        "DELETE FROM ledger_settlement",
        "DELETE FROM ledger_payment",
        "DELETE FROM ledger_credited_day",
        "TRUNCATE ledger_settlement",
    ],
)
def test_the_books_are_not_rewritten(policy: int, statement: str) -> None:
    with refused(by="permission"):
        run(statement)


def test_what_is_open_is_what_the_amount_says_whatever_was_written(policy: int) -> None:
    party_id, _ = _open()

    _payment(party_id, ore=100, unplaced_ore=99_999)

    assert run("SELECT unplaced_ore FROM ledger_payment") == [(100,)]


def test_two_at_once_settle_a_line_once(transactional_db: None, scratch: tuple[postgres.Server, str]) -> None:
    builders.set_policy()
    party_id, (line_id,) = _open()
    payments = [_payment(party_id), _payment(party_id)]
    statement = (
        "INSERT INTO ledger_settlement (line_id, payment_id, amount_ore, counts_on, at) VALUES (%s, %s, 30000, %s, %s)"
    )
    refusals: list[str | None] = []

    def second() -> None:
        with _connect(scratch) as mine:
            try:
                mine.execute(statement, [line_id, payments[1], ON, AT])
            except psycopg.errors.CheckViolation as refusal:
                refusals.append(refusal.diag.constraint_name)

    with _connect(scratch) as first:
        thread = threading.Thread(target=second)
        with first.transaction():
            first.execute(statement, [line_id, payments[0], ON, AT])
            thread.start()
            _wait_until_blocked(first)
        thread.join(timeout=10)

    assert refusals == ["line_never_settled_twice"]
    assert run("SELECT open_ore FROM ledger_line") == [(0,)]


def _connect(scratch: tuple[postgres.Server, str]) -> psycopg.Connection:
    return scratch[0].connect(dbname=connection.settings_dict["NAME"], role="app")


def _wait_until_blocked(mine: psycopg.Connection) -> None:
    """Look until somebody waits for this connection's row."""
    for _ in range(10_000):
        waiting = mine.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
        if waiting and waiting[0]:
            return
    raise AssertionError("the second never came to the row")
