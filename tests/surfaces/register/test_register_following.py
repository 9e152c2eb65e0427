"""Where the billing system is followed, what it says anew of an invoice becomes facts; in `own` it is a conflict."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import builders
from surfaces.register.world import AT, FILES, load, write
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import actions, queries, refunds
from varsel.records.ledger.models import Credit, Line, Payment, Settlement
from varsel.records.ledger.queries import Billed
from varsel.surfaces.intake import bank_files
from varsel.surfaces.intake.bgmax import writing
from varsel.surfaces.register import quarantine
from varsel.surfaces.register.reports import LoadReport

FIRST = AT
HEAD = "invoice;ocr;customer;currency;issued_on;due_on;paid_on;position;kind;service;amount;open\n"


def items(*, open: str = "399", amount: str = "399", due: str = "2026-12-31", paid: str = "") -> str:  # noqa: A002
    """Return a file with one invoice: a service and a fee of 49.00 that is open."""
    line = f"F2;124;C1;SEK;2026-11-01;{due};{paid}"
    return HEAD + f"{line};1;service;S1;{amount};{open}\n{line};2;fee;;49;49\n"


@pytest.fixture
def folder(transactional_db: None, tmp_path: Path) -> Path:
    """Load a register with an open invoice, at an operator that follows its billing system."""
    builders.set_policy(at=FIRST - timedelta(days=1), ledger="follow")
    load(write(tmp_path / "first", **{**FILES, "open_items": items()}))
    return tmp_path


def again(folder: Path, **changes: str) -> LoadReport:
    """Load the invoice again, an hour later each time."""
    number = len(list(folder.iterdir()))
    later = FIRST + timedelta(hours=number)
    return load(write(folder / f"n{number}", open_items=items(**changes)), at=later)


def invoice() -> Billed:
    """Return the invoice."""
    found = queries.invoice_called(number="F2")
    assert found
    return found


def entries(kind: Kind) -> int:
    """Return how many entries of a kind the invoice has."""
    return len(journal.entries(about=[invoice().about], kinds=[kind]))


def test_what_was_paid_there_is_a_payment_here(folder: Path) -> None:
    report = again(folder, open="99", paid="2026-11-15")

    assert [line.open_ore for line in invoice().lines] == [9_900, 4_900]
    (settled,) = invoice().lines[0].settled
    assert (settled.amount_ore, settled.counts_on, settled.by_credit) == (30_000, date(2026, 11, 15), False)
    assert entries(Kind.PAYMENT_BOOKED) == 1
    assert (report.conflicts, report.files[0].changed) == (0, 1)


def test_the_same_file_content_later_changes_nothing(folder: Path) -> None:
    again(folder, open="99", paid="2026-11-15")
    before = Settlement.objects.count()

    report = again(folder, open="99.00", paid="2026-11-15")

    assert (report.conflicts, report.files[0].changed, Settlement.objects.count()) == (0, 0, before)


def test_a_payment_without_a_day_counts_as_in_time(folder: Path) -> None:
    again(folder, open="0")

    (settled,) = invoice().lines[0].settled
    assert settled.counts_on == AT.date()


def test_what_was_paid_there_and_taken_back_is_open_again(folder: Path) -> None:
    again(folder, open="0", paid="2026-11-15")

    report = again(folder, open="399.00")

    assert invoice().lines[0].open_ore == 39_900
    assert sum(one.amount_ore for one in invoice().lines[0].settled) == 0
    assert entries(Kind.PAYMENT_REVERSED) == 1
    assert report.conflicts == 0
    again(folder, open="0", paid="2026-11-18")
    assert invoice().lines[0].open_ore == 0


def test_what_our_bank_told_is_not_undone_by_a_file(folder: Path) -> None:
    builders.pay(invoice_id=invoice().id, on=date(2026, 11, 16), at=FIRST, amount=Decimal(399))

    report = again(folder, open="399.00")

    assert invoice().lines[0].open_ore == 0
    assert report.conflicts == 1
    (one,) = quarantine.differing()
    assert (one.field, one.stored, one.told) == ("open", "0.00", "399.00")


def test_a_credit_that_was_asked_for_is_no_conflict(folder: Path) -> None:
    party_id = invoice().party_id
    actions.grant_credit(
        party_id=party_id,
        amount=Decimal(100),
        currency="SEK",
        about=invoice().about,
        because="test",
        on=FIRST.date(),
        at=FIRST,
        actor="staff:1",
        invoice_id=invoice().id,
    )

    report = again(folder, open="399.00")

    assert report.conflicts == 0
    assert invoice().lines[0].open_ore == 29_900


def test_a_lower_amount_is_a_credit_on_its_line_once(folder: Path) -> None:
    for _again in range(2):
        report = again(folder, amount="299", open="299" + ".00" * _again)

    assert [line.open_ore for line in invoice().lines] == [29_900, 4_900]
    assert [one.amount_ore for one in Credit.objects.all()] == [10_000]
    assert Line.objects.filter(amount_ore=39_900).count() == 1
    assert entries(Kind.INVOICE_CORRECTED) == 1
    assert report.conflicts == 0


def test_a_lower_amount_of_a_paid_line_waits_on_the_account(folder: Path) -> None:
    again(folder, open="0", paid="2026-11-15")

    again(folder, amount="299", open="0")

    assert Credit.objects.get().unplaced_ore == 5_100  # the fee of the same invoice took the rest


@pytest.mark.parametrize(
    ("changes", "field"), [({"amount": "400", "open": "399"}, "amount"), ({"due": "2026-12-30"}, "due_on")]
)
def test_what_would_harm_the_customer_is_a_conflict(folder: Path, changes: dict[str, str], field: str) -> None:
    report = again(folder, **changes)

    assert {one.field for one in quarantine.differing()} == {field}
    assert report.conflicts >= 1
    assert invoice().due_on == date(2026, 12, 31)
    assert invoice().open_ore == 44_800


def test_more_time_is_given(folder: Path) -> None:
    report = again(folder, due="2027-01-29")

    assert invoice().due_on == date(2027, 1, 29)
    assert report.conflicts == 0
    assert entries(Kind.DUE_DAY_MOVED) == 1


def test_in_a_ledger_of_our_own_all_this_is_a_conflict(folder: Path) -> None:
    builders.set_policy(at=datetime(2026, 11, 20, 8, 1, tzinfo=UTC), ledger="own")

    report = again(folder, open="0", amount="299", due="2027-01-29", paid="2026-11-15")

    assert report.conflicts == 6  # the fee is due and paid on the other days too
    assert Payment.objects.count() == 0
    assert invoice().open_ore == 44_800


def test_what_the_billing_system_told_as_paid_is_doubted_when_the_bank_tells_it(folder: Path) -> None:
    again(folder, open="0", paid="2026-11-19")
    told = writing.deposit(
        account="9912346",
        paid_on=date(2026, 11, 20),
        payments=[writing.payment(reference="124", amount=Decimal("399.00"), serial=1)],
        number=1,
    )
    content = writing.write(deposits=[told], created=datetime(2026, 11, 20, 9, 0, tzinfo=UTC))

    booked = bank_files.book(name="a", content=content, at=FIRST + timedelta(hours=5), actor="feed")

    assert (booked.in_suspense, booked.doubted) == (1, 1)
    assert refunds.how_many_left() == 0
    assert [line.open_ore for line in invoice().lines] == [0, 4_900]
