"""In `follow` the billing system is asked, and answers; in `own` nothing is asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

import builders
from varsel.records.agreements.queries import Having
from varsel.records.clocks import queries as clocks
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import actions, queries, refunds, requests
from varsel.records.ledger.actions import Answer, Payable, WrongAnswer
from varsel.records.ledger.requests import Asked

pytestmark = pytest.mark.database
AT, ON = builders.START, date(2026, 3, 2)
ALL = {"state": "", "today": ON, "skip": 0, "limit": 9}


@pytest.fixture
def service(db: None) -> Having:
    """Give a service with an open invoice of 300.00, at an operator that follows a billing system."""
    builders.set_policy(ledger="follow")
    service = builders.service(party_id=builders.customer())
    builders.invoice(services=[service])
    return service


def credit(service: Having, at: datetime = AT) -> int:
    """Credit 50.00."""
    return actions.grant_credit(
        party_id=service.party_id,
        amount=Decimal(50),
        currency="SEK",
        about=service.about,
        because="test",
        on=ON,
        at=at,
        actor="staff:1",
    )


def asked() -> Asked:
    """Return the newest request."""
    return requests.requests(**ALL)[0]


def answer(state: str, *, at: timedelta = timedelta(days=1)) -> int:
    """Let the billing system answer the newest request."""
    said = Answer(request=asked().ref, state=state, theirs="BIL-1", reason="no such invoice")
    return actions.answer(answers=[said], at=AT + at, actor="cli")


def duty(about: str) -> list[tuple[str, str]]:
    """Return the duties about something."""
    return [(one.kind, one.state) for one in clocks.duties(about=[about])]


def test_a_credit_counts_at_once_and_is_asked_for(service: Having) -> None:
    credit(service)

    assert queries.owes(party_id=service.party_id) == 250
    one = asked()
    assert (one.kind, one.amount, one.state, one.answer_by) == ("credit", 50, "requested", ON + timedelta(days=14))
    assert duty(f"request:{one.id}") == [("acknowledgement", "open")]


def test_a_ledger_of_our_own_asks_nobody(service: Having) -> None:
    builders.set_policy(at=AT, ledger="own")

    credit(service)

    assert requests.requests(**ALL) == []
    assert queries.owes(party_id=service.party_id) == 250


def test_an_acknowledgement_keeps_the_duty(service: Having) -> None:
    credit(service)

    assert answer("acknowledged") == 1

    assert (asked().state, asked().theirs) == ("acknowledged", "BIL-1")
    assert duty(f"request:{asked().id}") == [("acknowledgement", "kept")]
    assert len(journal.entries(kinds=[Kind.REQUEST_ACKNOWLEDGED], party=service.party_id)) == 1


def test_the_same_answer_twice_is_one(service: Having) -> None:
    credit(service)
    answer("acknowledged")

    assert answer("acknowledged") == 0


def test_another_answer_than_before_is_refused_with_all_of_its_file(service: Having) -> None:
    credit(service)
    answer("acknowledged")
    first, later = asked(), AT + timedelta(days=2)
    credit(service, later)
    told = [Answer(request=asked().ref, state="acknowledged"), Answer(request=first.ref, state="refused", reason="x")]

    with pytest.raises(WrongAnswer, match="was acknowledged before") as wrong:
        actions.answer(answers=told, at=later, actor="cli")

    assert wrong.value.place == 1
    assert requests.count(state="requested", today=ON) == 1


def test_an_answer_to_nothing_is_refused(service: Having) -> None:
    with pytest.raises(WrongAnswer, match="no request of ours"):
        actions.answer(answers=[Answer(request=uuid4(), state="acknowledged")], at=AT, actor="cli")


@pytest.mark.parametrize(("days", "late"), [(13, 0), (14, 0), (15, 1)])
def test_a_request_is_late_from_the_day_after_its_last(service: Having, days: int, late: int) -> None:
    credit(service)

    assert requests.count(state="late", today=ON + timedelta(days=days)) == late


def test_a_duty_that_was_not_kept_is_broken(service: Having) -> None:
    credit(service)
    about = f"request:{asked().id}"

    builders.advance(to=AT + timedelta(days=15))

    assert ("acknowledgement", "broken") in duty(about)


def test_what_was_refused_still_counts_and_can_be_asked_again(service: Having) -> None:
    credit(service)
    answer("refused")
    assert queries.owes(party_id=service.party_id) == 250
    first = asked()

    actions.ask_again(request_id=first.id, at=AT + timedelta(days=2), actor="staff:1")

    assert asked().ref != first.ref
    assert requests.request(request_id=first.id).superseded
    with pytest.raises(ValueError, match="not to be asked again"):
        actions.ask_again(request_id=first.id, at=AT + timedelta(days=2), actor="staff:1")


@pytest.mark.parametrize(("said", "state", "waits"), [("acknowledged", "sent", 0), ("refused", "withdrawn", 10_000)])
def test_a_refund_is_asked_for_once_a_second_person_approved(
    service: Having, said: str, state: str, waits: int
) -> None:
    invoice = queries.invoices_of(party_ids=[service.party_id])[0]
    payment_id = builders.pay(invoice_id=invoice.id, on=ON, at=AT, amount=Decimal(400))
    payable = Payable("payment", payment_id, "bankgiro", "991-2346")
    pay_out_id = actions.propose_pay_out(payable=payable, at=AT, actor="staff:1")
    assert requests.requests(**ALL) == []
    actions.approve_pay_outs(pay_out_ids=[pay_out_id], alone=False, at=AT, actor="staff:2")
    assert (asked().kind, asked().amount) == ("refund", 100)

    answer(said)

    found = refunds.pay_out(pay_out_id=pay_out_id)
    assert found
    assert found.state == state
    assert sum(one.ore for one in refunds.left(skip=0, limit=9)) == waits
