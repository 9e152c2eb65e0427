"""Many entries at once are written, heard and sealed as if each came alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from varsel.records.journal import queries as journal
from varsel.records.journal import sealing
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TWO = [Untold(about="party:1", party=1, facts={"channel": "sms"}), Untold(about="party:2", party=2)]


def test_each_entry_is_told_and_sealed(transactional_db: None) -> None:
    with transaction.atomic():
        write_many(kind=Kind.CONTACT_CHANGED, entries=TWO, at=AT, actor="test")

    assert [(one.about, one.party, one.facts) for one in journal.everything()] == [
        ("party:1", 1, {"channel": "sms"}),
        ("party:2", 2, {}),
    ]
    assert sealing.seal(at=AT) == 2
    assert sealing.verify() == 2


def test_entries_belong_to_a_transaction(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="in the transaction of what it tells"):
        write_many(kind=Kind.CONTACT_CHANGED, entries=TWO, at=AT, actor="test")
