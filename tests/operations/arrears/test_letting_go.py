"""Many who paid are let go together as each would be alone, and whom a look cannot change is not gathered."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

import builders
from varsel.operations.arrears import facts
from varsel.operations.arrears.actions import restrict
from varsel.operations.arrears.actions.quiet import quiet
from varsel.outlets.access import queries as lines
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.outlets.notices import queries as notices
from varsel.records.agreements.queries import Having
from varsel.records.clocks import queries as clocks
from varsel.records.journal import queries as journal
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import queries as billed
from varsel.records.operator import queries as operator
from varsel.surfaces.worker import wiring

pytestmark = pytest.mark.django_db
CONSIDER: Any = sys.modules["varsel.operations.arrears.actions.consider"]  # the package has a function called so
LIMITED_BY = datetime(2026, 3, 31, tzinfo=UTC)
NORWEGIAN_BY = datetime(2026, 4, 30, 12, tzinfo=UTC)  # a month and its business days later
DAY = timedelta(days=1)


def _owing(*, country: str = "SE", **policy: Any) -> list[Having]:
    """Give three customers' services, demanded and past their last day."""
    builders.set_policy(**policy)
    having = [builders.service(party_id=builders.customer(country=country), country=country) for _ in range(3)]
    builders.demanded(*having)
    builders.advance(after=datetime(2026, 3, 19, tzinfo=UTC), to=NORWEGIAN_BY if country == "NO" else LIMITED_BY)
    return having


def _pay(having: list[Having], *, at: datetime) -> None:
    """Book what they owe as one file."""
    payments = [
        builders.incoming(
            reference=invoice.ocr, amount=Decimal(invoice.open_ore) / 100, on=at.date(), currency=invoice.currency
        )
        for invoice in billed.invoices_of(party_ids=[one.party_id for one in having])
    ]
    ledger.book_payments(payments=payments, at=at, actor="feed")


def _levels(having: list[Having]) -> set[str]:
    return set(restrictions.levels(service_ids=[one.id for one in having]).values())


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize(("country", "paid_at"), [("SE", LIMITED_BY), ("NO", NORWEGIAN_BY)])
def test_who_paid_is_open_again_and_told(
    country: str, paid_at: datetime, together: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not together:
        monkeypatch.setattr(wiring, "WHEN_MANY", {})
    having = _owing(country=country, approval="automatic")
    assert _levels(having) == {"limited"}

    _pay(having[:2], at=paid_at)
    builders.advance(after=paid_at, to=paid_at + DAY / 2)

    assert _levels(having[:2]) == {"open"}
    assert _levels(having[2:]) == {"limited"}
    for one in having[:2]:
        state = lines.line(line_id=one.line_id)
        assert state is not None
        assert (state.agrees, state.intended["down"]) == (True, None)
        (told,) = journal.entries(about=[one.about], kinds=["service_reopened"])
        (word,) = [word for word in notices.words_to(party_id=one.party_id) if word.about == "service_reopened"]
        granted = [credit.amount for credit in billed.credits_of(party_id=one.party_id)]
        assert told.facts["credit"] == (str(granted[0]) if country == "NO" else None)
        assert (told.at, word.created_at) == (paid_at, paid_at)
        assert len(granted) == (country == "NO")
        assert clocks.of_party(party=one.party_id) == []


def test_proposals_of_who_paid_fall_and_others_stay() -> None:
    having = _owing(approval="clerk")

    _pay(having[:2], at=LIMITED_BY)
    builders.advance(after=LIMITED_BY, to=LIMITED_BY)

    fallen = [journal.entries(about=[one.about], kinds=["proposal_fallen"]) for one in having]
    assert [len(entries) for entries in fallen] == [1, 1, 0]


@pytest.mark.parametrize("approval", ["automatic", "clerk"])
def test_an_account_that_was_let_go_is_what_would_be_gathered(approval: str) -> None:
    having = _owing(approval=approval)
    _pay(having, at=LIMITED_BY)
    accounts = facts.accounts(party_ids=[one.party_id for one in having], at=LIMITED_BY)

    payments = operator.policy_at(at=LIMITED_BY).policy.payments
    changed = restrict.let_go(accounts=accounts.values(), payments=payments, at=LIMITED_BY)

    assert changed == facts.accounts(party_ids=[one.party_id for one in having], at=LIMITED_BY)


def test_who_owes_nothing_and_holds_nothing_is_quiet() -> None:
    builders.set_policy()
    paid, owing, fee, limit = (builders.service(party_id=builders.customer(), kind="mobile") for _ in range(4))
    capped = builders.service(party_id=limit.party_id, kind="mobile", credit_limit=Decimal(500))
    builders.invoice(services=[owing])
    only_fee = builders.invoice(services=[fee], fee=Decimal(50))
    builders.pay(invoice_id=only_fee, on=builders.START.date(), at=builders.START, amount=Decimal(300))
    everyone = {one.party_id for one in (paid, owing, fee, capped)}

    still = quiet(party_ids=everyone)

    assert still == {paid.party_id, fee.party_id}
    payments = operator.policy_at(at=builders.START).policy.payments
    for account in facts.accounts(party_ids=still, at=builders.START).values():
        assert list(CONSIDER._wanted(account=account, payments=payments, now=builders.START)) == []


@pytest.mark.parametrize("approval", ["automatic", "clerk"])
def test_who_paid_but_is_restricted_or_proposed_is_not_quiet(approval: str) -> None:
    having = _owing(approval=approval)
    parties = [one.party_id for one in having]

    _pay(having, at=LIMITED_BY)
    assert quiet(party_ids=parties) == set()
    CONSIDER.look_again(party_ids=parties, at=LIMITED_BY)

    assert quiet(party_ids=parties) == set(parties)


def test_the_demand_of_an_invoice_that_was_paid_is_forgotten_without_gathering(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    builders.set_policy()
    service = builders.service(party_id=builders.customer())
    invoice_id = builders.invoice(services=[service])
    builders.advance(to=builders.START)
    assert [one.kind for one in clocks.of_party(party=service.party_id)] == ["send_demand"]
    builders.pay(invoice_id=invoice_id, on=builders.START.date(), at=builders.START)
    gathered: list[int] = []
    monkeypatch.setattr(facts, "account_of", lambda **given: gathered.append(given["party_id"]))

    builders.advance(to=builders.START)

    assert clocks.of_party(party=service.party_id) == []
    assert gathered == []
