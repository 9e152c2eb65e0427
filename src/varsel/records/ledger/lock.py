"""One account, one decision at a time: payments, credits and acts on a customer wait for each other."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

MOST = 1000  # accounts to lock one by one: PostgreSQL keeps room for a few thousand locks in all
_ACCOUNTS = 7_203
_ALL = -1  # no customer's key: shared by whoever locks some accounts, held alone by whoever locks all


def lock_accounts(*, party_ids: Collection[int]) -> None:
    """Lock these customers' accounts until the transaction ends, always in the same order. Rows need no lock then."""
    keys = sorted({party_id % 2**31 for party_id in party_ids})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [_ACCOUNTS, _ALL])
        cursor.execute("SELECT pg_advisory_xact_lock(%s, key) FROM unnest(%s::int[]) AS key", [_ACCOUNTS, keys])


def lock_account(*, party_id: int) -> None:
    """Lock the customer's account until the transaction ends."""
    lock_accounts(party_ids=[party_id])


def lock_all_accounts() -> None:
    """Lock every account until the transaction ends: for more than MOST, and before any is locked one by one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_ACCOUNTS, _ALL])
