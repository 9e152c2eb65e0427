"""Accounts are locked one by one or all at once, and neither passes the other by."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction

from varsel.kit import postgres
from varsel.records.ledger import lock

ACCOUNTS, ALL = 7_203, -1


@pytest.fixture
def other(transactional_db: None, scratch: tuple[postgres.Server, str]) -> Iterator[psycopg.Connection]:
    """Give somebody else's connection."""
    with scratch[0].connect(dbname=connection.settings_dict["NAME"], role="app") as mine:
        yield mine


def _free(other: psycopg.Connection, key: int, *, shared: bool = False) -> bool:
    """Tell whether somebody else would get this lock now; what they get they give back."""
    row = other.execute(f"SELECT pg_try_advisory_xact_lock{'_shared' if shared else ''}(%s, %s)", [ACCOUNTS, key])
    return bool((row.fetchone() or [False])[0])


def test_some_accounts_leave_the_others_free_but_not_all_of_them(other: psycopg.Connection) -> None:
    with transaction.atomic():
        lock.lock_accounts(party_ids=[3, 1, 3])

        assert [_free(other, key) for key in (1, 2, 3)] == [False, True, False]
        assert (_free(other, ALL, shared=True), _free(other, ALL)) == (True, False)

    assert _free(other, 1)


def test_all_accounts_keep_out_whoever_locks_one(other: psycopg.Connection) -> None:
    with transaction.atomic():
        lock.lock_all_accounts()
        lock.lock_account(party_id=5)  # what is ours already is not waited for

        assert not _free(other, ALL, shared=True)

    assert _free(other, ALL)
