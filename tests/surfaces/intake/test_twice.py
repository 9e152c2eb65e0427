"""The same money in two formats is booked once; what only looks alike waits with its doubt."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from surfaces.intake.bank_days import ACCOUNT, CREATED, PAID_ON, one_day, paid
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import doubts, queries, suspense
from varsel.records.ledger.models import Payment
from varsel.surfaces.intake import bank_files
from varsel.surfaces.intake.bank_files import BookedFile
from varsel.surfaces.intake.camt054.writing import deposit, payment, write

pytestmark = pytest.mark.database
AT = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
MONEY = (("1234566", "100.00"), ("7654323", "50.00"), ("x", "7.00"))
IBAN = "SE4550000000058398257466"


def book(content: bytes, name: str = "a") -> BookedFile:
    """Book a file as the feed does."""
    return bank_files.book(name=name, content=content, at=AT, actor="feed")


def bgmax(*money: tuple[str, str], number: int = 74) -> bytes:
    """Return a BgMax file with these references and amounts."""
    rows = (paid(reference, amount, serial=place) for place, (reference, amount) in enumerate(money, start=1))
    return one_day(*rows, number=number)


def camt(
    *money: tuple[str, str], account: str = ACCOUNT, on: date = PAID_ON, made: datetime = CREATED, serial: str = "B"
) -> bytes:
    """Return a camt.054 file, an entry each."""
    entries = [
        deposit(
            account=account,
            paid_on=on,
            payments=[payment(reference=reference, amount=Decimal(amount))],
            serial=serial + reference,
        )
        for reference, amount in money
    ]
    return write(deposits=entries, created=made)


@pytest.mark.parametrize("first", ["bgmax", "camt054"])
def test_the_second_telling_is_known(invoices: list[int], first: str) -> None:
    told = [bgmax(*MONEY), camt(*MONEY)]
    if first == "camt054":
        told.reverse()
    book(told[0])
    owed = queries.owes(party_id=invoices[0])

    booked = book(told[1], name="b")

    assert (booked.payments, booked.known, booked.doubted) == (0, 3, 0)
    assert Payment.objects.count() == 3
    assert queries.owes(party_id=invoices[0]) == owed


def test_a_file_of_the_same_day_is_the_same_though_its_entries_have_another(invoices: list[int]) -> None:
    book(bgmax(*MONEY))

    assert book(camt(*MONEY, on=PAID_ON + timedelta(days=12)), name="b").known == 3


def test_what_the_other_format_told_more_is_booked(invoices: list[int]) -> None:
    book(bgmax(*MONEY[:1]))

    booked = book(camt(*MONEY[:1], *MONEY[:1], MONEY[1]), name="b")

    assert (booked.payments, booked.known) == (2, 1)


@pytest.mark.parametrize(
    "other", [("1234566", "100.01"), ("1234567", "100.00"), ("", "100.00")], ids=["amount", "reference", "none"]
)
def test_other_money_is_booked(invoices: list[int], other: tuple[str, str]) -> None:
    book(bgmax(MONEY[0]))

    booked = book(camt(other), name="b")

    assert (booked.payments, booked.known, booked.doubted) == (1, 0, 0)


@pytest.mark.parametrize(("days", "doubted"), [(1, 1), (7, 1), (8, 0)])
def test_another_day_within_a_week_is_doubted(invoices: list[int], days: int, doubted: int) -> None:
    book(bgmax(MONEY[0]))
    owed = queries.owes(party_id=invoices[0])
    later = {"on": PAID_ON + timedelta(days=days), "made": CREATED + timedelta(days=days)}

    booked = book(camt(MONEY[0], **later), name="b")

    assert (booked.payments, booked.doubted) == (1, doubted)
    assert (queries.owes(party_id=invoices[0]) == owed) is bool(doubted)
    strays = suspense.strays(source="camt054", currency="", text="", skip=0, limit=9)
    assert len(strays) == doubted
    first = Payment.objects.get(source="bgmax").id
    assert doubts.may_be(payment_ids=[one.id for one in strays]) == ({strays[0].id: first} if doubted else {})


def test_an_account_that_can_not_be_compared_is_doubted(invoices: list[int]) -> None:
    book(bgmax(MONEY[0]))

    assert book(camt(MONEY[0], account=IBAN), name="b").doubted == 1


def test_another_account_of_the_same_kind_is_other_money(invoices: list[int]) -> None:
    book(bgmax(MONEY[0]))

    assert book(camt(MONEY[0], account="5555555"), name="b").doubted == 0


def test_a_doubt_told_again_is_known(invoices: list[int]) -> None:
    book(bgmax(MONEY[0]))
    book(camt(MONEY[0], account=IBAN), name="b")

    again = book(camt(MONEY[0], MONEY[1], account=IBAN), name="c")

    assert (again.payments, again.known, again.doubted) == (1, 1, 0)


def test_a_clerk_may_place_what_was_doubted(invoices: list[int]) -> None:
    book(bgmax(MONEY[0]))
    book(camt(MONEY[0], account=IBAN), name="b")
    (stray,) = suspense.strays(source="camt054", currency="", text="", skip=0, limit=9)

    ledger.place_payment(
        payment_id=stray.id, invoice_id=queries.invoices_of(party_ids=invoices)[0].id, at=AT, actor="staff:1"
    )

    assert queries.owes(party_id=invoices[0]) == Decimal("199.00")
