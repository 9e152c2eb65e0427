"""What a complaint about an invoice does to it, and to whom it belongs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

import builders
from varsel.operations.arrears import actions as arrears
from varsel.operations.arrears import facts
from varsel.operations.arrears import queries as argued
from varsel.operations.arrears.refusals import Refused as ArrearsRefused
from varsel.operations.complaints import actions, queries
from varsel.operations.complaints.actions import Filed
from varsel.operations.complaints.queries import Case, Wanted
from varsel.operations.complaints.refusals import Refused
from varsel.records.agreements.queries import Having
from varsel.records.ledger import queries as ledger

AT = builders.START


@pytest.fixture
def service(db: None) -> Having:
    """Give a Swedish internet service, and let the operator choose the defaults."""
    builders.set_policy()
    return builders.service(party_id=builders.customer())


def _receive(invoice_id: int, *, authority: str = "ARN", party_id: int | None = None, at: datetime = AT) -> int:
    filed = Filed(
        external_id=str(builders.key()),
        authority=authority,
        received_on=at.date(),
        category="other",
        caused_by=f"invoice:{invoice_id}",
        party_id=party_id,
    )
    return actions.receive(filed=filed, actor="staff:1", at=at)


def _case(complaint_id: int) -> Case:
    case = queries.complaint(complaint_id=complaint_id)
    assert case
    return case


def _frozen(service: Having, at: datetime = AT) -> tuple[int, int]:
    """Return what is frozen of the service, and what is not."""
    standing = facts.account(party_id=service.party_id, at=at).service(service_id=service.id)
    return standing.disputed_ore, sum(part.ore for part in standing.parts)


def test_a_complaint_about_an_invoice_is_its_owner_s(service: Having) -> None:
    complaint_id = _receive(builders.invoice(services=[service]))

    assert _case(complaint_id).party_id == service.party_id
    assert queries.of_parties(party_ids=[service.party_id]) == [_case(complaint_id)]


def test_another_s_invoice_and_another_country_s_are_not_found(service: Having) -> None:
    invoice_id = builders.invoice(services=[service])
    with pytest.raises(Refused, match="not-found"):
        _receive(invoice_id, party_id=builders.customer())
    with pytest.raises(Refused, match="not-found"):
        _receive(invoice_id, authority="BKN")

    assert queries.count(wanted=Wanted()) == 0


@pytest.mark.parametrize(
    ("authority", "outcome", "frozen"),
    [
        ("KO", None, 0),
        ("ARN", None, 30000),
        ("ARN", "upheld", 30000),  # until it is credited
        ("ARN", "partly", 0),
        ("ARN", "rejected", 0),
        ("ARN", "dismissed", 0),
        ("ARN", "withdrawn", 0),
    ],
)
def test_the_boards_freeze_what_is_unpaid_until_they_have_decided(
    service: Having, authority: str, outcome: str | None, frozen: int
) -> None:
    complaint_id = _receive(builders.invoice(services=[service]), authority=authority)
    if outcome:
        actions.decide(complaint_id=complaint_id, outcome=outcome, actor="staff:1", at=AT)

    assert _frozen(service) == (frozen, 30000 - frozen)


def test_only_the_invoice_that_it_is_about_is_frozen_and_of_that_what_is_left(service: Having) -> None:
    mine, _other = builders.invoice(services=[service]), builders.invoice(services=[service])
    _receive(mine)
    assert _frozen(service) == (30000, 30000)

    builders.pay(invoice_id=mine, on=AT.date(), at=AT, amount=Decimal(100))
    assert _frozen(service) == (20000, 30000)


@pytest.mark.parametrize(("authority", "owes"), [("ARN", 0), ("KO", 300)])
def test_upheld_by_a_board_what_is_left_is_credited(service: Having, authority: str, owes: int) -> None:
    complaint_id = _receive(builders.invoice(services=[service]), authority=authority)
    actions.decide(complaint_id=complaint_id, outcome="upheld", actor="staff:1", at=AT)
    builders.advance(to=AT)

    assert ledger.owes(party_id=service.party_id) == owes
    assert _frozen(service) == (0, owes * 100)


def test_nothing_is_credited_where_nothing_is_left(service: Having) -> None:
    invoice_id = builders.invoice(services=[service])
    complaint_id = _receive(invoice_id)
    builders.pay(invoice_id=invoice_id, on=AT.date(), at=AT)
    actions.decide(complaint_id=complaint_id, outcome="upheld", actor="staff:1", at=AT)
    builders.advance(to=AT)

    assert ledger.credits_of(party_id=service.party_id) == []


def test_a_dispute_beside_the_complaint_is_upheld_with_it_and_nothing_credited_twice(service: Having) -> None:
    invoice_id = builders.invoice(services=[service])
    complaint_id = _receive(invoice_id)
    whole = {"invoice_id": invoice_id, "amount": Decimal(100), "because": "no", "actor": "staff:2", "at": AT}
    dispute_id = arrears.open_dispute(external_id="D", **whole)
    actions.decide(complaint_id=complaint_id, outcome="upheld", actor="staff:1", at=AT)
    builders.advance(to=AT)

    assert [one.amount for one in ledger.credits_of(party_id=service.party_id)] == [100, 200]
    assert [one.outcome for one in argued.disputes_of(invoice_ids=[invoice_id])] == ["upheld"]
    with pytest.raises(ArrearsRefused, match="not-found"):
        arrears.settle_dispute(dispute_id=dispute_id, outcome="upheld", actor="staff:2", at=AT)


def test_who_wrote_the_rejection_down_does_not_approve_what_follows(service: Having) -> None:
    invoice_id = builders.invoice(services=[service])
    complaint_id = _receive(invoice_id)
    actions.decide(complaint_id=complaint_id, outcome="rejected", actor="staff:7", at=AT)

    account = facts.account(party_id=service.party_id, at=AT)
    assert facts.caused_by(account=account, service=account.service(service_id=service.id)) == "staff:7"


def test_a_proposal_falls_in_the_same_minute(service: Having) -> None:
    (deadline,) = builders.demanded(service)
    proposed = datetime(2026, 3, 30, 12, tzinfo=UTC)
    builders.advance(after=AT + timedelta(days=17), to=proposed)
    (waiting,) = argued.proposals(limit=5)

    _receive(deadline.invoice_id, at=proposed)
    builders.advance(after=proposed, to=proposed)

    assert argued.proposals(limit=5) == []
    assert waiting.service_id == service.id


def test_complaints_are_counted_by_day_of_receipt_and_each_condition(service: Having) -> None:
    complaint_id = _receive(builders.invoice(services=[service]))
    day, about = AT.date(), _case(complaint_id).caused_by
    fits = {"authority": "ARN", "category": "other", "caused_by": [about], "first": day, "last": day, "state": "open"}

    assert queries.count(wanted=Wanted(**fits)) == 1
    for changed in (
        {"authority": "KO"},
        {"category": "x"},
        {"caused_by": []},
        {"first": day + timedelta(days=1)},
        {"last": day - timedelta(days=1)},
        {"state": "decided"},
    ):
        assert queries.count(wanted=Wanted(**fits | changed)) == 0
