"""Many customers' steps taken together come out as one by one, and what is known of an account is what is on record."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Any

import pytest

import builders
from varsel.operations.arrears import facts
from varsel.operations.arrears import queries as arrears
from varsel.operations.arrears.account import Account
from varsel.operations.arrears.models import Warning
from varsel.records.agreements.queries import Having
from varsel.records.journal import queries as journal
from varsel.surfaces.worker import wiring

pytestmark = pytest.mark.django_db
LIMITED_FROM = datetime(2026, 3, 31, tzinfo=UTC)  # after the last day, three bank days and a weekend


@pytest.fixture(params=["together", "one by one"])
def services(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[Having]:
    """Give five services of four customers, two of them on one invoice, all demanded."""
    if request.param == "one by one":
        monkeypatch.setattr(wiring, "STEPS_MANY", {})
        monkeypatch.setattr(wiring, "WHEN_MANY", {})
    builders.set_policy()
    first, *others = [builders.customer() for _ in range(4)]
    having = [builders.service(party_id=first), builders.service(party_id=first, kind="telephony")]
    having += [builders.service(party_id=party_id) for party_id in others]
    builders.demanded(*having)
    return having


def test_each_is_demanded_and_proposed_once(services: list[Having]) -> None:
    builders.advance(after=datetime(2026, 3, 19, tzinfo=UTC), to=LIMITED_FROM)

    assert Warning.objects.count() == 4
    proposed = arrears.proposals(limit=10)
    assert sorted(one.service_id for one in proposed) == [one.id for one in services]
    for one in proposed:
        entry = journal.entry(entry_id=one.entry_id)
        assert (entry.kind, entry.about, entry.party) == (
            "limiting_proposed",
            f"service:{one.service_id}",
            one.party_id,
        )
        assert (entry.verdict or {})["lawful"] is True
        assert one.caused_by == "feed"


def test_an_account_after_a_step_is_what_would_be_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Account] = []
    consider: Any = sys.modules["varsel.operations.arrears.actions.consider"]
    look = consider._look

    def compare(*, accounts: dict[int, Account], at: datetime, **more: Any) -> None:
        assert accounts == facts.accounts(party_ids=accounts, at=at)
        looked.extend(accounts.values())
        look(accounts=accounts, at=at, **more)

    monkeypatch.setattr(consider, "_look", compare)
    builders.set_policy()
    builders.demanded(*[builders.service(party_id=builders.customer()) for _ in range(3)])
    builders.advance(after=datetime(2026, 3, 19, tzinfo=UTC), to=LIMITED_FROM)

    assert any(account.unsaid for account in looked)
    assert any(service.proposal for account in looked for service in account.services)
