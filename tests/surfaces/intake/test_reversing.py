"""Bank files that take money back: booked with the file, once, and never lost."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from surfaces.intake import bank_days
from surfaces.intake.camt054.notices import ENTRY, entry, xml
from surfaces.intake.ocrgiro import giro_days
from varsel.records.ledger import queries, reversals
from varsel.records.ledger.models import Payment, Reversal
from varsel.surfaces.intake import bank_files
from varsel.surfaces.intake.bank_files import BookedFile
from varsel.surfaces.intake.bgmax import writing
from varsel.surfaces.intake.rows import Deduction

pytestmark = pytest.mark.database
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAID = "<RmtInf><Strd><CdtrRefInf><Ref>1234566</Ref></CdtrRefInf></Strd></RmtInf>"
BACK = ENTRY.replace("CRDT", "DBIT").replace("B1", "B2")
RETURN = "<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>"


def book(content: bytes, name: str = "a") -> BookedFile:
    """Book a file as the feed does."""
    return bank_files.book(name=name, content=content, at=AT, actor="feed")


def marked(mark: str) -> str:
    """Return how a debit entry begins that bears a mark."""
    return BACK.replace("<Sts>", f"{mark}<Sts>", 1)


@pytest.mark.parametrize(
    "back",
    [
        entry(PAID, start=marked("<RvslInd>true</RvslInd>")),
        entry(PAID + RETURN, start=BACK),
        entry(
            PAID,
            start=BACK
            + "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd></Fmly></Domn></BkTxCd>",
        ),
    ],
    ids=["reversal mark", "return information", "unpaid direct debit"],
)
def test_what_camt_054_takes_back_is_open_again(invoices: list[int], back: str) -> None:
    owed = queries.owes(party_id=invoices[0])
    book(xml(entry(PAID)))
    assert queries.owes(party_id=invoices[0]) < owed

    booked = book(xml(back), name="b")

    assert (booked.taken_back, booked.back_waiting, booked.payments) == (1, 0, 0)
    assert queries.owes(party_id=invoices[0]) == owed
    assert "1 taken back by the bank" in bank_files.in_words(booked=booked)


def test_a_payment_and_its_reversal_may_stand_in_one_file(invoices: list[int]) -> None:
    owed = queries.owes(party_id=invoices[0])

    booked = book(xml(entry(PAID), entry(PAID, start=marked("<RvslInd>true</RvslInd>"))))

    assert (booked.placed, booked.taken_back) == (1, 1)
    assert queries.owes(party_id=invoices[0]) == owed


def test_a_reversal_told_again_in_another_file_is_known(invoices: list[int]) -> None:
    book(xml(entry(PAID)))
    back = entry(PAID, start=marked("<RvslInd>true</RvslInd>"))
    book(xml(back), name="b")

    again = book(xml(back, head="<CpyDplctInd>DUPL</CpyDplctInd>"), name="c")

    assert (again.taken_back, again.back_waiting) == (0, 0)
    assert Reversal.objects.count() == 1


def test_another_debit_is_the_operators_own_affair(invoices: list[int]) -> None:
    booked = book(xml(entry("<RmtInf><Ustrd>salaries</Ustrd></RmtInf>", start=BACK)))

    assert (booked.taken_back, booked.back_waiting) == (0, 0)
    assert Reversal.objects.count() == 0


def test_a_debit_that_names_a_payment_waits_for_a_person(invoices: list[int]) -> None:
    book(xml(entry(PAID)))
    owed = queries.owes(party_id=invoices[0])

    booked = book(xml(entry(PAID, start=BACK)), name="b")

    assert (booked.taken_back, booked.back_waiting) == (0, 1)
    assert queries.owes(party_id=invoices[0]) == owed


def test_money_that_comes_back_to_us_is_no_payment_and_waits(invoices: list[int]) -> None:
    booked = book(xml(entry(PAID + RETURN)))

    assert (booked.payments, booked.back_waiting) == (0, 1)
    assert [one.kind for one in reversals.waiting(skip=0, limit=9)] == ["returned"]


def test_a_deduction_of_bgmax_waits_and_is_never_lost(db: None) -> None:
    booked = book(bank_days.with_everything())

    (lost,) = reversals.waiting(skip=0, limit=9)
    assert booked.back_waiting == 1
    assert (lost.kind, lost.reference, lost.amount) == ("deduction", "89853", Decimal("500.00"))


def test_a_deduction_that_names_a_payment_undoes_it(invoices: list[int]) -> None:
    owed = queries.owes(party_id=invoices[0])
    book(bank_days.one_day(bank_days.paid("1234566", "100.00", serial=1)))
    took = Deduction(line=0, references=("1234566",), amount=Decimal("100.00"), payer="", serial="000000000009")
    deposit = writing.deposit(
        account=bank_days.ACCOUNT,
        paid_on=bank_days.PAID_ON,
        payments=[bank_days.paid("x", "500", serial=2)],
        number=75,
        deductions=[took],
    )

    booked = book(writing.write(deposits=[deposit], created=bank_days.CREATED), name="b")

    assert booked.taken_back == 1
    assert queries.owes(party_id=invoices[0]) == owed


def test_a_refused_file_takes_nothing_back(invoices: list[int]) -> None:
    book(xml(entry(PAID)))
    owed = queries.owes(party_id=invoices[0])
    broken = xml(entry(PAID, start=marked("<RvslInd>true</RvslInd>")))[:-20]

    with pytest.raises(bank_files.BankFileError):
        book(broken, name="b")

    assert queries.owes(party_id=invoices[0]) == owed
    assert Reversal.objects.count() == 0


def test_ocr_giro_waits_with_what_it_takes_back(db: None) -> None:
    booked = book(giro_days.with_everything())

    assert booked.back_waiting == reversals.how_many() > 0


def test_the_earliest_day_that_is_proved_counts(invoices: list[int]) -> None:
    dates = "<RltdDts><AccptncDtTm>2026-02-20T23:30:00+01:00</AccptncDtTm></RltdDts>"
    book(xml(entry(PAID.replace("<RmtInf>", dates + "<RmtInf>"))))

    assert [str(one.initiated_on) for one in Payment.objects.all()] == ["2026-02-20"]


def test_a_later_day_than_the_deposit_is_not_the_order(invoices: list[int]) -> None:
    book(xml(entry(PAID)))
    before = Payment.objects.get().initiated_on
    dates = "<RltdDts><IntrBkSttlmDt>2026-03-01</IntrBkSttlmDt></RltdDts>"
    later = entry(PAID.replace("<RmtInf>", dates + "<RmtInf>"), start=ENTRY.replace("B1", "B9"))
    book(xml(later), name="b")

    assert {one.initiated_on for one in Payment.objects.all()} == {before}
