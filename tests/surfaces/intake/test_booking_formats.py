"""Files of every format are booked alike: once, under whatever name, whatever else was in the file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from surfaces.intake.bank_days import changed
from surfaces.intake.camt054 import notices
from surfaces.intake.camt054.notices import ENTRY, entry, xml
from surfaces.intake.ocrgiro import giro_days
from varsel.records.ledger import queries
from varsel.surfaces.intake import bank_files
from varsel.surfaces.intake.bank_files import BookedFile
from varsel.surfaces.intake.camt054.writing import deposit, payment, write
from varsel.surfaces.intake.errors import BankFileError
from varsel.surfaces.intake.models import File

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
REFERENCE = "<RmtInf><Strd><CdtrRefInf><Ref>1234566</Ref></CdtrRefInf></Strd></RmtInf>"


def book(content: bytes, name: str = "a") -> BookedFile:
    """Book a file as the feed does."""
    return bank_files.book(name=name, content=content, at=AT, actor="feed")


def test_camt_054_is_placed_by_its_reference(invoices: list[int]) -> None:
    booked = book(xml(entry(REFERENCE)))
    assert (booked.placed, booked.in_suspense) == (1, 0)
    assert queries.owes(party_id=invoices[0]) == Decimal("299.00")


@pytest.mark.parametrize(
    "content", [notices.with_everything(), giro_days.with_everything()], ids=["camt054", "ocrgiro"]
)
def test_a_file_under_another_name_is_a_no_op(invoices: list[int], content: bytes) -> None:
    assert book(content).payments == 3
    assert book(content, name="renamed.pdf").duplicate
    assert File.objects.count() == 1


def test_a_duplicate_books_nothing_twice(invoices: list[int]) -> None:
    start = ENTRY.replace("<AcctSvcrRef>B1</AcctSvcrRef>", "")
    book(xml(entry(REFERENCE), entry(REFERENCE, start=start)))
    again = book(xml(entry(REFERENCE), entry(REFERENCE, start=start), head="<CpyDplctInd>DUPL</CpyDplctInd>"))
    assert (again.payments, again.known) == (0, 2)


def test_one_version_may_repeat_another(invoices: list[int]) -> None:
    book(notices.with_everything(version=2))
    assert book(notices.with_everything(version=13)).known == 3


def test_two_entries_with_one_reference_of_the_bank_are_two(invoices: list[int]) -> None:
    booked = book(xml(entry(), entry()))
    assert (booked.payments, booked.known) == (2, 0)


def test_an_ocr_giro_sent_again_in_another_transmission_books_nothing_twice(invoices: list[int]) -> None:
    book(giro_days.with_everything())
    again = book(changed(giro_days.with_everything(), 1, 17, "0000099"))
    assert (again.payments, again.known) == (0, 3)


def test_terminals_of_two_transmissions_never_share_a_payment(invoices: list[int]) -> None:
    book(giro_days.with_text())
    assert book(changed(giro_days.with_text(), 1, 17, "0000099")).payments == 1


def test_reversals_are_told_and_not_booked(invoices: list[int]) -> None:
    booked = book(
        xml(entry(REFERENCE, start=ENTRY.replace("CRDT", "DBIT").replace("<Sts>", "<RvslInd>1</RvslInd><Sts>")))
    )
    assert (booked.payments, queries.owes(party_id=invoices[0])) == (0, Decimal("399.00"))
    assert "reversal" in bank_files.in_words(booked=booked)


@pytest.mark.parametrize(
    "content",
    [
        xml(entry(REFERENCE), header="<AddtlInf>TEST</AddtlInf>"),
        xml(entry(REFERENCE), entry(REFERENCE, start=ENTRY.replace("100.00", "1O0.00"))),
        write(
            deposits=[
                deposit(account="1", paid_on=date(2026, 3, 9), payments=[payment(reference="7", amount=Decimal(1))])
            ],
            created=notices.CREATED,
        ),
        xml(entry(REFERENCE))[:-20],
        giro_days.with_everything()[:-81],
    ],
    ids=["test mark", "letters", "from the future", "cut", "cut giro"],
)
def test_what_is_refused_changes_nothing(invoices: list[int], content: bytes) -> None:
    with pytest.raises(BankFileError):
        book(content)
    assert queries.owes(party_id=invoices[0]) == Decimal("399.00")
    assert not File.objects.exists()
