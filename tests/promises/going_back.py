"""Money that goes back, as rows that an attacker, or a mistake, would write."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

from django.db import connection

import builders
from promises.forging import put, run

AT, ON = builders.START + timedelta(hours=1), date(2026, 3, 2)
DAY = timedelta(hours=24)


def payment(party_id: int | None, **changes: Any) -> int:
    """Insert a payment of 400.00."""
    row = {"ref": builders.key(), "source": "bgmax", "bank_key": str(builders.key()), "party_id": party_id}
    row |= {"reference": "", "currency": "SEK", "amount_ore": 40_000, "unplaced_ore": 40_000}
    return put("ledger_payment", **(row | {"initiated_on": ON, "booked_at": AT} | changes))


def settle(line_id: int, payment_id: int, *, ore: int, **changes: Any) -> int:
    """Insert a settlement."""
    row = {"line_id": line_id, "payment_id": payment_id, "amount_ore": ore, "counts_on": ON, "at": AT}
    return put("ledger_settlement", **(row | changes))


def reversal(**changes: Any) -> int:
    """Insert a reversal of 300.00."""
    row = {"ref": builders.key(), "source": "bgmax", "bank_key": str(builders.key()), "kind": "reversal"}
    row |= {"reference": "", "currency": "SEK", "amount_ore": 30_000, "reversed_on": ON, "booked_at": AT}
    return put("ledger_reversal", **(row | {"waits_because": ""} | changes))


def pay_out(party_id: int, payment_id: int, **changes: Any) -> int:
    """Insert a pay-out of 300.00."""
    row = {"ref": builders.key(), "party_id": party_id, "country": "SE", "payment_id": payment_id, "currency": "SEK"}
    row |= {"amount_ore": 30_000, "name": "Anna", "scheme": "iban", "account": "SE45", "state": "proposed"}
    return put("ledger_pay_out", **(row | {"proposed_at": AT, "proposed_by": "staff:1"} | changes))


def approve(pay_out_id: int, by: str = "staff:2", wait: timedelta = timedelta(0)) -> None:
    """Approve a pay-out."""
    run(
        "UPDATE ledger_pay_out SET state = 'approved', approved_at = %s, approved_by = %s, release_at = %s"
        " WHERE id = %s",
        AT,
        by,
        AT + wait,
        pay_out_id,
    )


def pay_run(**changes: Any) -> int:
    """Insert a file for one pay-out of 300.00."""
    own = {"country": "SE", "name": "Fibra", "scheme": "iban", "account": "SE45", "bic": "ESSESESS"}
    account_id = put("ledger_own_account", **own, set_at=AT, set_by="cli")
    content = str(builders.key()).encode()
    row = {"ref": builders.key(), "country": "SE", "currency": "SEK", "own_account_id": account_id}
    row |= {"message_id": str(builders.key()), "executes_on": ON, "made_at": AT, "made_by": "staff:2", "count": 1}
    row |= {"sum_ore": 30_000, "sha256": hashlib.sha256(content).hexdigest(), "content": content}
    return put("ledger_pay_run", **(row | changes))


def request(party_id: int, pay_out_id: int, **changes: Any) -> int:
    """Insert a request for a refund of 300.00."""
    row = {"ref": builders.key(), "kind": "refund", "party_id": party_id, "pay_out_id": pay_out_id, "about": ""}
    row |= {"because": "", "currency": "SEK", "amount_ore": 30_000, "asked_at": AT, "asked_by": "", "answer_by": ON}
    return put("ledger_request", **(row | {"state": "requested", "theirs": "", "reason": ""} | changes))


def send(pay_out_id: int, run_id: int | None) -> None:
    """Let a pay-out be sent."""
    run("UPDATE ledger_pay_out SET state = 'sent', run_id = %s WHERE id = %s", run_id, pay_out_id)


def commit() -> None:
    """Check now what is checked at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
