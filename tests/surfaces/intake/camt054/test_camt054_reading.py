"""Reading whole camt.054 files, of every version."""

from __future__ import annotations

from decimal import Decimal

import pytest

from surfaces.intake.camt054.notices import BBAN, CREATED, ENTRY, IBAN, PAID_ON, entry, with_everything, xml
from varsel.surfaces.intake.camt054 import is_camt054, read
from varsel.surfaces.intake.checking import check
from varsel.surfaces.intake.rows import BankFile, Payment

DEBIT, REVERSED = ENTRY.replace("CRDT", "DBIT"), "<Sts>BOOK</Sts><RvslInd>true</RvslInd>"


def only(content: bytes) -> BankFile:
    """Return the file; its one deposit is what a test looks at."""
    file = read(name="f", content=content)
    assert len(file.deposits) == 1
    return file


def payments(content: bytes) -> list[Payment]:
    """Return the payments of a file."""
    return list(read(name="f", content=content).payments())


@pytest.mark.parametrize("version", range(2, 14))
def test_every_version_is_read_alike(version: int) -> None:
    file = read(name="f", content=with_everything(version=version))
    assert (file.format, file.created, file.is_test) == ("camt054", CREATED, False)
    assert [(one.account, one.currency, one.paid_on, one.serial, one.amount) for one in file.deposits] == [
        (IBAN, "SEK", PAID_ON, "B<1>", Decimal("499.50")),
        (IBAN, "SEK", PAID_ON, "B<1>", Decimal("-50.00")),
        (BBAN, "EUR", PAID_ON, "B2", Decimal("7.00")),
    ]
    assert [one.references for one in file.payments()] == [("1234566",), ("7654323", "99"), ()]
    assert [(one.serial, one.payer) for one in file.payments()] == [("P1", "5555"), ("P2", ""), ("", "")]


def test_a_check_tells_what_a_file_holds() -> None:
    told = check(name="f", content=with_everything())
    assert (told["format"], told["ok"], told["test"], told["payments"]) == ("camt054", True, False, 3)
    assert (told["sums"], told["accounts"]) == ({"SEK": "449.50", "EUR": "7.00"}, [IBAN, BBAN])
    assert (told["references"], told["created"]) == (["1234566", "7654323", None], "2026-02-27T16:15:48+01:00")


def test_an_entry_without_transactions_is_one_payment() -> None:
    (deposit,) = only(xml(entry())).deposits
    assert (deposit.account, deposit.serial, deposit.amount) == ("1234567", "B1", Decimal("100.00"))
    assert deposit.payments[0].references == ()


@pytest.mark.parametrize(
    ("details", "references"),
    [
        ("<Strd><CdtrRefInf><Ref>1 2</Ref></CdtrRefInf></Strd><Ustrd>x</Ustrd>", ("1 2",)),
        (
            "<Strd><CdtrRefInf><Ref>1</Ref></CdtrRefInf></Strd><Strd><CdtrRefInf><Ref>2</Ref></CdtrRefInf></Strd>",
            ("1", "2"),
        ),
        ("<Ustrd>x</Ustrd><Strd><RfrdDocInf><Nb>77</Nb></RfrdDocInf></Strd>", ("77",)),
        ("<Ustrd>1234566</Ustrd>", ("1234566",)),
        ("<Ustrd>123456-</Ustrd>", ("123456-",)),
        ("<Ustrd>faktura\n 12</Ustrd>", ()),
        ("<Ustrd> </Ustrd>", ()),
    ],
)
def test_references_are_the_creditors_or_else_a_number(details: str, references: tuple[str, ...]) -> None:
    (one,) = payments(xml(entry(f"<Refs><EndToEndId>E1</EndToEndId></Refs><RmtInf>{details}</RmtInf>")))
    assert one.references == references


@pytest.mark.parametrize(("words", "hints"), [("faktura\n 12", ("faktura 12",)), (" ", ("E1",))])
def test_words_are_no_reference_but_are_kept_for_whoever_looks_for_the_payer(words: str, hints: tuple[str]) -> None:
    details = f"<Refs><EndToEndId>E1</EndToEndId></Refs><RmtInf><Ustrd>{words}</Ustrd></RmtInf>"
    (one,) = payments(xml(entry(details)))
    assert (one.references, one.hints, one.names) == ((), hints, hints)


def test_an_identification_that_was_not_provided_is_no_reference() -> None:
    (one,) = payments(xml(entry("<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>")))
    assert one.references == ()


@pytest.mark.parametrize(
    ("start", "amount"),
    [
        (DEBIT, "-100.00"),
        (DEBIT.replace("<Sts>BOOK</Sts>", REVERSED), "-100.00"),
        (ENTRY.replace("<Sts>BOOK</Sts>", REVERSED), "100.00"),
        (DEBIT.replace("100.00", "0.00"), "0.00"),
    ],
    ids=["debit", "a payment taken back", "a debit taken back", "a debit of nothing"],
)
def test_debits_and_reversals_are_no_payments(start: str, amount: str) -> None:
    file = only(xml(entry(start=start)))
    assert (list(file.payments()), file.sums()) == ([], {"SEK": Decimal(amount)})
    assert file.notes == ("1 × an entry has a deduction or a reversal, which is no payment",)


def test_money_that_came_back_to_its_sender_is_no_payment() -> None:
    file = only(xml(entry("<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>")))
    assert (list(file.payments()), file.sums()) == ([], {"SEK": Decimal("100.00")})


def test_a_batch_may_hold_debits() -> None:
    paid = '<Amt Ccy="SEK">130.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
    taken = '<Amt Ccy="SEK">30.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>'
    batch = '<Btch><NbOfTxs>2</NbOfTxs><TtlAmt Ccy="SEK">100.00</TtlAmt><CdtDbtInd>CRDT</CdtDbtInd></Btch>'
    (deposit,) = only(xml(entry(paid, taken, batch=batch))).deposits
    assert [row.amount for row in (*deposit.payments, *deposit.deductions)] == [Decimal("130.00"), Decimal("30.00")]


def test_a_batch_may_come_without_its_transactions() -> None:
    (one,) = payments(xml(entry(batch='<Btch><NbOfTxs>7</NbOfTxs><TtlAmt Ccy="SEK">1</TtlAmt></Btch>')))
    assert (one.amount, one.references) == (Decimal("100.00"), ())


def test_a_test_mark_of_swiss_banks_is_one() -> None:
    assert read(name="f", content=xml(entry(), header="<AddtlInf>SPS/1.7/TEST</AddtlInf>")).is_test
    assert not read(name="f", content=xml(entry(), header="<AddtlInf>SPS/2.0/PROD</AddtlInf>")).is_test


def test_what_the_bank_keeps_for_itself_is_a_deduction() -> None:
    paid = '<Amt Ccy="SEK">105.00</Amt><Chrgs><Rcrd><Amt Ccy="SEK">5.00</Amt></Rcrd></Chrgs>'
    (deposit,) = only(xml(entry(paid))).deposits
    assert (deposit.payments[0].amount, deposit.deductions[0].amount) == (Decimal("105.00"), Decimal("5.00"))


def test_an_amount_in_the_payers_currency_is_not_what_came_in() -> None:
    ordered = '<AmtDtls><InstdAmt><Amt Ccy="EUR">9.00</Amt></InstdAmt></AmtDtls>'
    abroad = '<AmtDtls><TxAmt><Amt Ccy="EUR">9.00</Amt></TxAmt></AmtDtls>'
    assert [one.amount for one in payments(xml(entry(ordered)))] == [Decimal("100.00")]
    assert [one.amount for one in payments(xml(entry(abroad)))] == [Decimal("100.00")]


@pytest.mark.parametrize("status", ["PDNG", "INFO", "FUTR"])
def test_what_is_not_booked_is_passed_over_and_noted(status: str) -> None:
    file = read(name="f", content=xml(entry(start=ENTRY.replace("BOOK", status))))
    assert (file.deposits, file.notes) == ((), (f"1 × an entry is not booked ({status}) and was passed over",))


def test_a_status_of_the_banks_own_is_not_booked() -> None:
    start = ENTRY.replace("<Sts>BOOK</Sts>", "<Sts><Prtry>later</Prtry></Sts>")
    assert read(name="f", content=xml(entry(start=start))).deposits == ()


@pytest.mark.parametrize("copy", ["DUPL", "COPY", "CODU"])
def test_a_duplicate_is_read_and_noted(copy: str) -> None:
    file = only(xml(entry(), head=f"<CpyDplctInd>{copy}</CpyDplctInd>"))
    assert "a notification is a" in file.notes[0]


def test_a_test_mark_is_told() -> None:
    assert read(name="f", content=xml(entry(), header="<AddtlInf>/TEST/</AddtlInf>")).is_test
    assert not read(name="f", content=xml(entry(), header="<AddtlInf>LATEST</AddtlInf>")).is_test


def test_an_entry_without_a_reference_is_named_by_its_place() -> None:
    start = ENTRY.replace("<AcctSvcrRef>B1</AcctSvcrRef>", "")
    names = [one.serial for one in read(name="f", content=xml(entry(start=start), entry(start=start))).deposits]
    assert names == ["N1@20260227T161548000000.1", "N1@20260227T161548000000.2"]


@pytest.mark.parametrize(
    ("day", "paid_on"),
    [
        ("<BookgDt><DtTm>2026-02-26T23:59:59</DtTm></BookgDt>", "2026-02-26"),
        ("<BookgDt><Dt>2026-02-26+01:00</Dt></BookgDt>", "2026-02-26"),
        ("<ValDt><Dt>2026-02-25</Dt></ValDt>", "2026-02-25"),
        ("", "2026-02-27"),
    ],
)
def test_the_day_is_the_banks(day: str, paid_on: str) -> None:
    start = ENTRY.replace("<BookgDt><Dt>2026-02-27</Dt></BookgDt>", day)
    assert only(xml(entry(start=start))).deposits[0].paid_on.isoformat() == paid_on


def test_prefixes_comments_and_foreign_elements_carry_nothing() -> None:
    plain = xml(entry()).decode()
    content = plain.replace("<", "<c:").replace("<c:/", "</c:").replace("<c:?", "<?").replace("xmlns=", "xmlns:c=")
    content = content.replace("<c:Ntry>", '<!-- a > b --><x:Ntry xmlns:x="urn:y"><x:Amt>1</x:Amt></x:Ntry><c:Ntry>')
    found, wanted = read(name="f", content=content.encode()), read(name="f", content=plain.encode())
    assert found == wanted
    assert is_camt054(content=b"\xef\xbb\xbf" + plain.encode())
    assert read(name="f", content=b"\xef\xbb\xbf" + plain.encode()) == wanted
