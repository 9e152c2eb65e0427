"""Two customers with an invoice each, for bank files to pay."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from varsel.records.ledger import actions as ledger
from varsel.records.ledger.actions import InvoiceLine
from varsel.records.parties import actions as parties

REGISTERED = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def invoices(db: None) -> list[int]:
    """Register two customers, who owe 399 kronor each with the references 1234566 and 7654323; return their ids."""
    owing = []
    for name, reference in (("anna", "1234566"), ("bo", "7654323")):
        party_id = parties.register(
            external_id=name,
            name=name,
            kind="consumer",
            language="sv",
            country="SE",
            contacts={},
            protected_identity=False,
            at=REGISTERED,
            actor="test",
        )
        ledger.register_invoice(
            number=f"{name}-1",
            ocr=reference,
            party_id=party_id,
            country="SE",
            currency="SEK",
            issued_on=date(2026, 2, 1),
            due_on=date(2026, 2, 28),
            lines=[InvoiceLine(kind="equipment", amount=Decimal("399.00"))],
            at=REGISTERED,
            actor="feed",
        )
        owing.append(party_id)
    return owing
