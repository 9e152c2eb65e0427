"""A payment that the bank takes back: the invoice was never paid, and is asked for anew before anything is done."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

import builders
from varsel.operations.arrears import facts
from varsel.operations.arrears import queries as arrears
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import queries
from varsel.records.ledger.actions import Back

pytestmark = pytest.mark.database
BACK_AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)  # a Wednesday, long after the last day to pay (23 March)


def test_what_was_taken_back_is_demanded_anew_with_full_time(db: None) -> None:
    builders.set_policy()
    service = builders.service(party_id=builders.customer())
    (deadline,) = builders.demanded(service)
    paid_at = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
    builders.pay(invoice_id=deadline.invoice_id, on=date(2026, 3, 20), at=paid_at)
    out = builders.advance(after=paid_at, to=BACK_AT)
    assert facts.account(party_id=service.party_id, at=BACK_AT).late == ()

    reference = queries.invoice(invoice_id=deadline.invoice_id).ocr
    back = Back("test", "b", "reversal", (reference,), "", Decimal(300), "SEK", BACK_AT.date())
    ledger.book_reversal(back=back, at=BACK_AT, actor="feed")
    builders.advance(after=BACK_AT, to=datetime(2026, 4, 2, 12, 0, tzinfo=UTC), out=out)

    account = facts.account(party_id=service.party_id, at=BACK_AT)
    assert [one.invoice_id for one in account.late] in ([], [deadline.invoice_id])
    demands = journal.entries(about=[f"invoice:{deadline.invoice_id}"], kinds=[Kind.DEMAND_SENT])
    assert len(demands) == 2
    builders.advance(
        after=datetime(2026, 4, 2, 12, 0, tzinfo=UTC), to=datetime(2026, 4, 10, 12, 0, tzinfo=UTC), out=out
    )
    assert arrears.proposals(limit=10) == []
    builders.advance(
        after=datetime(2026, 4, 10, 12, 0, tzinfo=UTC), to=datetime(2026, 4, 24, 12, 0, tzinfo=UTC), out=out
    )
    assert [one.service_id for one in arrears.proposals(limit=10)] == [service.id]
