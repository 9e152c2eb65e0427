"""One account, one decision at a time: payments, credits and acts on a customer wait for each other."""

from __future__ import annotations

from django.db import connection

_ACCOUNTS = 7_203


def lock_account(*, party_id: int) -> None:
    """Lock the customer's account until the transaction ends. Rows need no lock of their own then."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_ACCOUNTS, party_id % 2**31])
