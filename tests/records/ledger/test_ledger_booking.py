from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection

import builders
from varsel.records.agreements.queries import Having
from varsel.records.journal import queries as journal
from varsel.records.ledger import actions, queries, suspense
from varsel.records.ledger.actions import AlreadyBooked, Grant
from varsel.records.ledger.models import Payment

AT, ON = builders.START, date(2026, 3, 1)


@pytest.fixture
def billed(db: None) -> tuple[Having, queries.Billed]:
    """Give a service and its invoice of 300.00."""
    service = builders.service(party_id=builders.customer())
    return service, queries.invoice(invoice_id=builders.invoice(services=[service]))


def test_a_payment_counts_on_the_day_the_payer_ordered_it(billed: tuple[Having, queries.Billed]) -> None:
    service, invoice = billed

    builders.pay(invoice_id=invoice.id, on=ON, at=AT)

    (line,) = queries.invoice(invoice_id=invoice.id).lines
    assert [(one.amount_ore, one.counts_on, one.by_credit) for one in line.settled] == [(30_000, ON, False)]
    assert queries.owes(party_id=service.party_id) == 0
    assert journal.entries(about=[invoice.about], kinds=["payment_booked"])[0].facts["initiated_on"] == "2026-03-01"


def test_a_payment_is_booked_once_under_any_file_name(billed: tuple[Having, queries.Billed]) -> None:
    _, invoice = billed
    payment = builders.incoming(reference=invoice.ocr, amount=Decimal(100), on=ON, bank_key="2026-77")
    actions.book_payment(payment=payment, at=AT, actor="file:a")
    told = len(journal.entries(about=[invoice.about]))

    for again in (payment, replace(payment, amount=Decimal(5), reference="other")):
        with pytest.raises(AlreadyBooked, match="2026-77"):
            actions.book_payment(payment=again, at=AT, actor="file:b")

    assert queries.invoice(invoice_id=invoice.id).open_ore == 20_000
    assert len(journal.entries(about=[invoice.about])) == told


def test_two_readers_of_one_file_book_a_payment_once(transactional_db: None) -> None:
    service = builders.service(party_id=builders.customer())
    invoice = queries.invoice(invoice_id=builders.invoice(services=[service]))
    payment = builders.incoming(reference=invoice.ocr, amount=Decimal(100), on=ON)
    start, came = threading.Barrier(3), []

    def work() -> None:
        start.wait()
        try:
            actions.book_payment(payment=payment, at=AT, actor="feed")
            came.append("booked")
        except AlreadyBooked:
            came.append("already")
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(came) == ["already", "already", "booked"]
    assert queries.invoice(invoice_id=invoice.id).open_ore == 20_000


def test_what_nobody_knows_waits_in_suspense_until_it_is_placed(billed: tuple[Having, queries.Billed]) -> None:
    _, invoice = billed
    unknown = builders.incoming(reference="???", amount=Decimal(300), on=ON)
    foreign = builders.incoming(reference=invoice.ocr, amount=Decimal(300), on=ON, currency="NOK")
    waiting, foreign_id = (actions.book_payment(payment=one, at=AT, actor="feed") for one in (unknown, foreign))
    assert [one.id for one in suspense.strays(source="", currency="", text="", skip=0, limit=10)] == [
        waiting,
        foreign_id,
    ]

    actions.place_payment(payment_id=waiting, invoice_id=invoice.id, at=AT, actor="staff:1")

    assert queries.invoice(invoice_id=invoice.id).open_ore == 0
    for payment_id in (waiting, foreign_id):
        with pytest.raises(ValueError, match="placed already, or"):
            actions.place_payment(payment_id=payment_id, invoice_id=invoice.id, at=AT, actor="staff:1")
    assert [one.id for one in suspense.strays(source="", currency="", text="", skip=0, limit=10)] == [foreign_id]


def test_what_is_left_waits_for_the_next_invoice(billed: tuple[Having, queries.Billed]) -> None:
    service, invoice = billed
    builders.pay(invoice_id=invoice.id, on=ON, at=AT, amount=Decimal(450))
    assert queries.owes(party_id=service.party_id) == 0

    following = builders.invoice(services=[service], due_on=date(2026, 4, 6))

    assert queries.invoice(invoice_id=following).open_ore == 15_000
    assert Payment.objects.get().unplaced_ore == 0


def test_a_direct_debit_that_the_bank_failed_excuses_and_the_customers_does_not(
    billed: tuple[Having, queries.Billed],
) -> None:
    _, invoice = billed
    actions.note_debit_failure(invoice_id=invoice.id, failed_on=ON, caused_by="customer", at=AT, actor="feed")
    assert not queries.invoice(invoice_id=invoice.id).excused

    later = ON + timedelta(days=1)
    actions.note_debit_failure(invoice_id=invoice.id, failed_on=later, caused_by="bank", at=AT, actor="feed")
    assert queries.invoice(invoice_id=invoice.id).excused


def test_usage_counts_from_its_arrival(db: None) -> None:
    service = builders.service(party_id=builders.customer(), kind="mobile")
    for hours, amount in ((0, "1.50"), (1, "2.25")):
        actions.record_usage(
            service_id=service.id,
            party_id=service.party_id,
            kind="call",
            amount=Decimal(amount),
            made_at=AT,
            at=AT + timedelta(hours=hours),
            actor="feed",
        )

    assert queries.used(service_id=service.id) == Decimal("3.75")
    assert queries.last_invoiced_at(service_id=service.id) is None


def test_credits_are_listed_and_days_kept(db: None) -> None:
    service = builders.service(party_id=builders.customer())
    days = {service.id: [ON, ON + timedelta(days=1)]}
    given = Grant(service.party_id, service.about, Decimal("12.50"), "SEK", ON, days)
    actions.grant_credits(grants=[given], because="outage", at=AT, actor="system")

    assert [(one.amount, one.because) for one in queries.credits_of(party_id=service.party_id)] == [
        (Decimal("12.50"), "outage")
    ]
    assert queries.credited_days_of(service_ids=[service.id]) == {service.id: {ON, ON + timedelta(days=1)}}


def test_what_an_invoice_has_billed_no_longer_counts_even_in_the_same_minute(db: None) -> None:
    service = builders.service(party_id=builders.customer(), kind="mobile")
    before, after = Decimal("10.00"), Decimal("2.25")

    _use(service_id=service.id, party_id=service.party_id, amount=before)
    builders.invoice(services=[service], at=AT)
    _use(service_id=service.id, party_id=service.party_id, amount=after)

    assert queries.used(service_id=service.id) == after


def _use(*, service_id: int, party_id: int, amount: Decimal) -> None:
    actions.record_usage(
        service_id=service_id, party_id=party_id, kind="call", amount=amount, made_at=AT, at=AT, actor="feed"
    )
