"""Bank files are booked whole or not at all, and each payment once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from surfaces.intake.bank_days import CREATED, changed, one_day, paid, with_everything
from varsel.records.journal.queries import everything
from varsel.records.ledger import queries, suspense
from varsel.records.ledger.actions import pay
from varsel.surfaces.intake import bank_files
from varsel.surfaces.intake.bank_files import BookedFile
from varsel.surfaces.intake.errors import BankFileError
from varsel.surfaces.intake.models import File

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANNA, BO, NOBODY = paid("1234566", "399.00", serial=1), paid("7654323", "100.00", serial=2), paid("99", "5", serial=3)


def book(content: bytes, name: str = "bank.txt", at: datetime = AT) -> BookedFile:
    """Book a file as the feed does."""
    return bank_files.book(name=name, content=content, at=at, actor="feed")


def owed(invoices: list[int]) -> list[Decimal]:
    """Return what each customer owes."""
    return [queries.owes(party_id=party_id) for party_id in invoices]


def test_payments_are_placed_and_unknown_money_waits(invoices: list[int]) -> None:
    booked = book(one_day(ANNA, BO, NOBODY))
    assert (booked.payments, booked.placed, booked.in_suspense, booked.known) == (3, 2, 1, 0)
    assert booked.sums == {"SEK": Decimal("504.00")}
    assert owed(invoices) == [Decimal("0.00"), Decimal("299.00")]
    assert [one.reference for one in suspense.strays(source="", currency="", text="", skip=0, limit=10)] == ["99"]
    assert bank_files.in_words(booked=booked) == ("bank.txt: 3 payments booked (504.00 SEK), 2 placed, 1 in suspense")


def test_the_bytes_are_kept_and_the_journal_tells(invoices: list[int]) -> None:
    content = one_day(ANNA)
    book(content)
    (kept,) = File.objects.all()
    assert (bytes(kept.content), kept.name, kept.received_by, kept.payments) == (content, "bank.txt", "feed", 1)
    (entry,) = [one for one in everything() if one.kind == "payment_file_booked"]
    assert entry.facts["sums"] == {"SEK": "399.00"}


def test_a_payment_counts_on_the_day_of_its_deposit(invoices: list[int]) -> None:
    book(one_day(ANNA))
    (invoice,) = queries.invoices_of(party_ids=invoices[:1])
    assert invoice.lines[0].settled[0].counts_on.isoformat() == "2026-02-27"


def test_a_payment_counts_on_the_day_of_a_file_made_before_its_deposit(invoices: list[int]) -> None:
    book(one_day(ANNA, created=CREATED - timedelta(days=1)))
    (invoice,) = queries.invoices_of(party_ids=invoices[:1])
    assert invoice.lines[0].settled[0].counts_on.isoformat() == "2026-02-26"


def test_the_same_file_under_another_name_is_a_no_op(invoices: list[int]) -> None:
    book(one_day(ANNA))
    again = book(one_day(ANNA), name="renamed.txt")
    assert (again.duplicate, again.payments) == (True, 0)
    assert bank_files.in_words(booked=again) == "renamed.txt: booked before; nothing to do"
    assert File.objects.count() == 1


def test_of_an_overlapping_file_only_what_is_new_is_booked(invoices: list[int]) -> None:
    book(one_day(ANNA))
    again = book(one_day(BO, ANNA, created=CREATED + timedelta(hours=1)))
    assert (again.payments, again.known) == (1, 1)
    assert owed(invoices) == [Decimal("0.00"), Decimal("299.00")]


def test_the_same_rows_with_other_line_breaks_are_the_same_payments(invoices: list[int]) -> None:
    book(one_day(ANNA))
    assert book(one_day(ANNA).replace(b"\r\n", b"\n")).known == 1


def test_two_payments_with_one_serial_number_are_two(invoices: list[int]) -> None:
    booked = book(with_everything())
    assert (booked.payments, booked.known) == (6, 0)


def test_without_deposit_numbers_two_files_never_share_a_payment(invoices: list[int]) -> None:
    book(one_day(BO, number=0))
    assert book(one_day(BO, number=0, created=CREATED + timedelta(hours=1))).payments == 1
    assert owed(invoices)[1] == Decimal("199.00")


def test_leading_zeros_of_a_reference_carry_nothing(invoices: list[int]) -> None:
    assert book(one_day(paid("0001234566", "399.00"))).placed == 1


def test_of_several_references_the_first_that_is_known_counts(invoices: list[int]) -> None:
    assert book(one_day(paid("111", "399.00", "1234566", "7654323"))).placed == 1
    assert owed(invoices) == [Decimal("0.00"), Decimal("399.00")]


def test_another_currency_waits(invoices: list[int]) -> None:
    booked = book(one_day(ANNA, currency="EUR"))
    assert (booked.in_suspense, booked.sums) == (1, {"EUR": Decimal("399.00")})


def test_a_payment_of_nothing_is_not_booked(invoices: list[int]) -> None:
    assert book(one_day(paid("1234566", "0"))).payments == 0


@pytest.mark.parametrize(
    "content",
    [
        changed(one_day(ANNA, BO), 1, 45, "T"),
        one_day(ANNA, BO).replace(b"\r\n70", b"\r\n71"),
        one_day(ANNA, BO)[:-120],
        changed(one_day(ANNA, BO), 6, 3, "00000003"),
        one_day(ANNA, created=datetime(2026, 3, 4, tzinfo=UTC)),
    ],
    ids=["test mark", "no closing", "cut", "wrong count in the last line", "from the future"],
)
def test_what_is_refused_changes_nothing(invoices: list[int], content: bytes) -> None:
    with pytest.raises(BankFileError):
        book(content)
    assert owed(invoices) == [Decimal("399.00"), Decimal("399.00")]
    assert not File.objects.exists()


def test_a_file_of_tomorrow_is_taken_for_a_clock_that_is_wrong(invoices: list[int]) -> None:
    assert book(one_day(ANNA, created=datetime(2026, 3, 3, 12, tzinfo=UTC))).payments == 1


def test_what_fails_halfway_leaves_nothing(invoices: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**given: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(pay, "place_all", fail)
    with pytest.raises(DatabaseError):
        book(one_day(ANNA, BO))
    assert owed(invoices) == [Decimal("399.00"), Decimal("399.00")]
    assert not File.objects.exists()


@pytest.mark.parametrize("statement", ["UPDATE intake_file SET name = 'x'", "DELETE FROM intake_file"])
def test_what_came_in_stays_as_it_came(invoices: list[int], statement: str) -> None:
    book(one_day(ANNA))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_hash_that_is_not_of_the_bytes_is_refused(invoices: list[int]) -> None:
    book(one_day(ANNA))
    (row,) = File.objects.all()
    row.pk, row.sha256 = None, "0" * 64
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)
