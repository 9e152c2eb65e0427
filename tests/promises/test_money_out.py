"""Pay-outs and requests by raw SQL: paid once, by two people, in a file that is whole; asked and answered once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

import builders
from promises.forging import refused, run
from promises.going_back import AT, DAY, approve, commit, pay_out, pay_run, request, reversal, send


def test_money_is_paid_out_once(paid: tuple[int, int, int]) -> None:
    party_id, _, payment_id = paid
    pay_out(party_id, payment_id)

    with refused(by="payment_never_placed_twice"):
        pay_out(party_id, payment_id, amount_ore=1)
    with refused(by="payment_never_placed_twice"):
        reversal(payment_id=payment_id, amount_ore=1)


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({"amount_ore": -1}, "pay_out_is_positive"),
        ({"scheme": "cash"}, "pay_out_scheme"),
        ({"currency": "NOK"}, "pay_out_of_own_money"),
        ({"payment_id": None}, "pay_out_has_one_source"),
        ({"state": "sent", "approved_by": "staff:2"}, "pay_out_one_way"),
        ({"state": "approved"}, "pay_out_one_way"),
        ({"approved_by": "staff:2"}, "pay_out_state"),
    ],
)
def test_a_forged_pay_out_is_refused(paid: tuple[int, int, int], changes: dict[str, Any], by: str) -> None:
    party_id, _, payment_id = paid
    with refused(by=by):
        pay_out(party_id, **({"payment_id": payment_id} | changes))


def test_nobody_is_paid_from_anothers_money(paid: tuple[int, int, int]) -> None:
    with refused(by="pay_out_of_own_money"):
        pay_out(builders.customer(), paid[2])


def test_one_person_alone_waits_a_day(paid: tuple[int, int, int]) -> None:
    pay_out_id = pay_out(*paid[::2])

    with refused(by="pay_out_second_person"):
        approve(pay_out_id, by="staff:1", wait=DAY - timedelta(microseconds=1))
    approve(pay_out_id, by="staff:1", wait=DAY)
    with refused(by="pay_out_one_way"):
        send(pay_out_id, pay_run())  # made before the release
    with refused(by="pay_out_one_way"):
        run("UPDATE ledger_pay_out SET release_at = %s WHERE id = %s", AT, pay_out_id)
    send(pay_out_id, pay_run(made_at=AT + DAY))


def test_a_pay_out_is_not_sent_without_approval_file_or_request(paid: tuple[int, int, int]) -> None:
    pay_out_id = pay_out(*paid[::2])
    with refused(by="pay_out_one_way"):
        send(pay_out_id, pay_run())
    approve(pay_out_id)
    with refused(by="pay_out_one_way"):
        send(pay_out_id, None)
    run("UPDATE ledger_pay_out SET state = 'asked' WHERE id = %s", pay_out_id)
    for _state in ("nothing asked", "asked"):
        with refused(by="pay_out_one_way"):
            send(pay_out_id, None)
        request_id = request(paid[0], pay_out_id) if _state == "nothing asked" else 0
    assert request_id == 0
    run("UPDATE ledger_request SET state = 'acknowledged', answered_at = %s", AT)
    send(pay_out_id, None)


@pytest.mark.parametrize("state", ["proposed", "withdrawn", "returned"])
def test_what_was_sent_does_not_turn_back(paid: tuple[int, int, int], state: str) -> None:
    pay_out_id = pay_out(*paid[::2])
    approve(pay_out_id)
    send(pay_out_id, pay_run())

    with refused(by="pay_out_one_way"):
        run("UPDATE ledger_pay_out SET state = %s WHERE id = %s", state, pay_out_id)


def test_a_returned_pay_out_is_the_one_that_the_bank_brought_back(paid: tuple[int, int, int]) -> None:
    pay_out_id = pay_out(*paid[::2])
    back = {"kind": "returned", "pay_out_id": pay_out_id}
    with refused(by="pay_out_one_way"):
        reversal(**back)
    approve(pay_out_id)
    send(pay_out_id, pay_run())
    with refused(by="reversal_of_its_money"):
        reversal(**back, amount_ore=29_999)
    reversal(**back)
    assert run("SELECT unplaced_ore FROM ledger_payment") == [(30_000,)]


@pytest.mark.parametrize("changes", [{"count": 2}, {"sum_ore": 30_001}])
def test_a_file_holds_what_its_pay_outs_are(paid: tuple[int, int, int], changes: dict[str, int]) -> None:
    pay_out_id = pay_out(*paid[::2])
    approve(pay_out_id)
    with refused(by="pay_run_is_whole"):
        send(pay_out_id, pay_run(**changes))
        commit()
    with refused(by="pay_run_is_whole"):
        pay_run(**changes)
        commit()
    send(pay_out_id, pay_run())
    commit()


@pytest.mark.parametrize(
    ("changes", "by"), [({"sha256": "0" * 64}, "pay_run_hash_is_true"), ({"count": 0}, "pay_run_not_empty")]
)
def test_a_forged_file_is_refused(policy: int, changes: dict[str, Any], by: str) -> None:
    with refused(by=by):
        pay_run(**changes)


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({"amount_ore": 29_999}, "request_of_its_money"),
        ({"currency": "NOK"}, "request_of_its_money"),
        ({"kind": "credit"}, "request_is_for_one_thing"),
        ({"state": "refused"}, "request_is_answered_once"),
    ],
)
def test_a_forged_request_is_refused(paid: tuple[int, int, int], changes: dict[str, Any], by: str) -> None:
    pay_out_id = pay_out(*paid[::2])
    with refused(by=by):
        request(paid[0], pay_out_id, **changes)


def test_a_request_is_made_once_and_answered_once(paid: tuple[int, int, int]) -> None:
    pay_out_id = pay_out(*paid[::2])
    request(paid[0], pay_out_id)
    with refused(by="request_once_a_pay_out"):
        request(paid[0], pay_out_id)
    run("UPDATE ledger_request SET state = 'refused', answered_at = %s", AT)
    with refused(by="request_answer_stays"):
        run("UPDATE ledger_request SET state = 'acknowledged'")
    request(paid[0], pay_out_id)
