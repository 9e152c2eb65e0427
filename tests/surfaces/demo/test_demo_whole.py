"""The whole demo operator: every state is there, and its bank file moves some of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from surfaces.demo.conftest import TODAY
from varsel.kit import clock
from varsel.operations.arrears import queries as arrears
from varsel.operations.outages import queries as outages
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.records.agreements import queries as agreements
from varsel.records.journal import queries as journal
from varsel.records.ledger import suspense
from varsel.records.network import queries as network
from varsel.records.parties import queries as parties
from varsel.surfaces import demo
from varsel.surfaces.demo import names
from varsel.surfaces.demo.playing import Player
from varsel.surfaces.intake import bank_files

pytestmark = pytest.mark.slow
TOLD = {
    "credit_granted",
    "contact_bounced",
    "demand_sent",
    "late_payer_warned",
    "notice_unreached",
    "dispute_settled",
    "hold_set",
    "outgoing_barred",
    "proposal_fallen",
    "service_closed",
    "service_limited",
    "service_reopened",
    "outage_declared",
}


def levels() -> Counter[str]:
    """Return how many services are how far restricted."""
    everybody = [one.id for one in parties.find(text="D-", limit=200)]
    services = agreements.services_of(party_ids=everybody)
    return Counter(restrictions.levels(service_ids=[one.id for one in services]).values())


def test_every_state_is_there_and_the_bank_file_moves_some(demo_operator: Callable) -> None:
    with demo_operator(size=200):
        happened = Counter(entry.kind for entry in journal.everything())
        assert happened.keys() >= TOLD
        assert levels().keys() == {"open", "limited", "closed", "outgoing_barred"}
        assert {one.action for one in arrears.proposals(limit=200)} == {"limit", "close"}
        assert len(suspense.strays(source="", currency="", text="", skip=0, limit=10)) == 9
        broken = network.node_id(external_id=names.BROKEN)
        assert broken
        assert [one.ended_at for one in outages.all_of(node_id=broken)] == [None]
        _the_bank_file_moves_some()


def _the_bank_file_moves_some() -> None:
    before, proposed, at = levels(), len(arrears.proposals(limit=200)), TODAY + timedelta(minutes=3)
    name, content = demo.bank_file(at=at)
    booked = bank_files.book(name=name, content=content, at=at, actor="feed")
    assert booked.in_suspense == 1
    with clock.held(at=at):
        Player().advance(to=at + timedelta(seconds=1))
    assert levels()["limited"] < before["limited"]
    assert levels()["closed"] < before["closed"]
    assert len(arrears.proposals(limit=200)) < proposed
