"""A customer in shadow mode who does not pay."""

from __future__ import annotations

import pytest

import builders
from surfaces.shadow.playing import switch
from varsel.records.agreements.queries import Having


@pytest.fixture
def owing(db: None) -> Having:
    """Go into shadow mode on Monday 2 March 2026, and invoice a service that nobody pays for."""
    builders.set_policy()
    switch(on=True, at=builders.START)
    service = builders.service(party_id=builders.customer())
    builders.invoice(services=[service])
    return service
