"""Reversals by raw SQL: undone as it was settled, taken back once; nothing of it is rewritten."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import builders
from promises.forging import put, refused, run
from promises.going_back import AT, ON, payment, reversal, settle


def test_a_counter_row_gives_back_to_both_sides(paid: tuple[int, int, int]) -> None:
    _, line_id, payment_id = paid
    first = run("SELECT id FROM ledger_settlement")[0][0]

    settle(line_id, payment_id, ore=-10_000, undoes_id=first)

    assert run("SELECT open_ore, unplaced_ore FROM ledger_line, ledger_payment") == [(30_000, 40_000)]


def test_a_settlement_is_undone_once(paid: tuple[int, int, int]) -> None:
    _, line_id, payment_id = paid
    first = run("SELECT id FROM ledger_settlement")[0][0]
    settle(line_id, payment_id, ore=5_000)

    with refused(by="settlement_undone_once"):
        settle(line_id, payment_id, ore=-10_001, undoes_id=first)
    undone = settle(line_id, payment_id, ore=-10_000, undoes_id=first)
    with refused(by="settlement_undone_once"):
        settle(line_id, payment_id, ore=-1, undoes_id=first)
    with refused(by="settlement_undone_as_it_was"):
        settle(line_id, payment_id, ore=-1, undoes_id=undone)


def test_a_settlement_is_undone_as_it_was(paid: tuple[int, int, int]) -> None:
    party_id, line_id, payment_id = paid
    first = run("SELECT id FROM ledger_settlement")[0][0]
    other = payment(party_id)
    for money, changes in ((other, {}), (payment_id, {"counts_on": date(2026, 3, 1)})):
        with refused(by="settlement_undone_as_it_was"):
            settle(line_id, money, ore=-1, undoes_id=first, **changes)


@pytest.mark.parametrize(("ore", "undoes"), [(-1, False), (0, True), (1, True)])
def test_only_a_counter_row_is_negative(paid: tuple[int, int, int], ore: int, undoes: bool) -> None:
    _, line_id, payment_id = paid
    first = run("SELECT id FROM ledger_settlement")[0][0]

    with refused(by="settlement_is_positive"):
        settle(line_id, payment_id, ore=ore, undoes_id=first if undoes else None)


def test_a_reversal_takes_what_nothing_holds_and_no_more(paid: tuple[int, int, int]) -> None:
    _, _, payment_id = paid
    with refused(by="payment_never_placed_twice"):
        reversal(payment_id=payment_id, amount_ore=30_001)
    reversal(payment_id=payment_id)
    with refused(by="payment_never_placed_twice"):
        reversal(payment_id=payment_id, amount_ore=1)
    assert run("SELECT unplaced_ore FROM ledger_payment") == [(0,)]


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({"amount_ore": 0}, "reversal_is_positive"),
        ({"kind": "joke"}, "reversal_kind"),
        ({"currency": "NOK"}, "reversal_of_its_money"),
        ({"waits_because": "unknown"}, "reversal_waits_or_is_placed"),
        ({"kind": "returned"}, "reversal_waits_or_is_placed"),
        ({"payment_id": None}, "reversal_waits_or_is_placed"),
        ({"payment_id": None, "waits_because": "why not"}, "reversal_waits_or_is_placed"),
    ],
)
def test_a_forged_reversal_is_refused(paid: tuple[int, int, int], changes: dict[str, Any], by: str) -> None:
    with refused(by=by):
        reversal(**({"payment_id": paid[2]} | changes))


def test_a_reversal_enters_once_and_stays_where_it_is_placed(paid: tuple[int, int, int]) -> None:
    party_id, _, payment_id = paid
    waiting = reversal(bank_key="k", waits_because="unknown")
    with refused(by="reversal_enters_once"):
        reversal(bank_key="k", payment_id=payment_id, amount_ore=1)
    run("UPDATE ledger_reversal SET payment_id = %s, waits_because = '' WHERE id = %s", payment_id, waiting)
    with refused(by="ledger_reversal_takes"):
        run("UPDATE ledger_reversal SET payment_id = %s WHERE id = %s", payment(party_id), waiting)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_reversal SET amount_ore = 1",
        "DELETE FROM ledger_reversal",
        "UPDATE ledger_pay_out SET amount_ore = 1",
        "UPDATE ledger_pay_out SET account = 'mine'",
        "DELETE FROM ledger_pay_out",
        "UPDATE ledger_pay_run SET content = ''",
        "DELETE FROM ledger_pay_run",
        "UPDATE ledger_correction SET amount_ore = 1",
        "DELETE FROM ledger_respite",
        "DELETE FROM ledger_doubt",
        "UPDATE ledger_own_account SET account = 'mine'",
        "UPDATE ledger_request SET amount_ore = 1",
        "DELETE FROM ledger_request",
    ],
)
def test_what_goes_back_is_not_rewritten(policy: int, statement: str) -> None:
    with refused(by="permission"):
        run(statement)


def test_a_correction_is_a_credit_on_its_own_invoice_and_no_more_than_the_line(paid: tuple[int, int, int]) -> None:
    party_id, line_id, _ = paid
    invoice_id = run("SELECT invoice_id FROM ledger_line WHERE id = %s", line_id)[0][0]

    def credited(ore: int, invoice: int | None = invoice_id) -> int:
        row = {"ref": builders.key(), "party_id": party_id, "invoice_id": invoice, "about": "", "because": ""}
        row |= {"currency": "SEK", "amount_ore": ore, "unplaced_ore": ore, "granted_at": AT, "granted_on": ON}
        return put("ledger_credit", **row)

    def correct(ore: int, credit_id: int) -> None:
        put("ledger_correction", line_id=line_id, credit_id=credit_id, amount_ore=ore, at=AT)

    for ore, credit_id in ((30_001, credited(30_001)), (100, credited(100, None)), (99, credited(100))):
        with refused(by="correction_of_its_line"):
            correct(ore, credit_id)
    with refused(by="correction_is_positive"):
        correct(0, credited(100))
    correct(20_000, credited(20_000))
    with refused(by="correction_of_its_line"):
        correct(10_001, credited(10_001))
    correct(10_000, credited(10_000))


def test_a_respite_gives_time_and_takes_none(paid: tuple[int, int, int]) -> None:
    invoice_id = run("SELECT invoice_id FROM ledger_line WHERE id = %s", paid[1])[0][0]
    due, later = builders.DUE, builders.DUE + timedelta(days=10)

    for day in (due - timedelta(days=1), due):
        with refused(by="respite_gives_time"):
            put("ledger_respite", invoice_id=invoice_id, due_on=day, at=AT)
    put("ledger_respite", invoice_id=invoice_id, due_on=later, at=AT)
    with refused(by="respite_gives_time"):
        put("ledger_respite", invoice_id=invoice_id, due_on=later - timedelta(days=1), at=AT)
    put("ledger_respite", invoice_id=invoice_id, due_on=later + timedelta(days=1), at=AT)


def test_a_payment_is_not_in_doubt_about_itself(paid: tuple[int, int, int]) -> None:
    with refused(by="doubt_about_another"):
        put("ledger_doubt", payment_id=paid[2], may_be_id=paid[2])
