"""camt.054 files that are not taken: each with its line, what is wrong, and what to do."""

from __future__ import annotations

import pytest

from surfaces.intake.camt054.notices import ENTRY, entry, with_everything, xml
from varsel.surfaces.intake import formats
from varsel.surfaces.intake.camt054 import read, scopes
from varsel.surfaces.intake.errors import BankFileError

PAID = '<Amt Ccy="SEK">60.00</Amt>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))


def refused(content: bytes) -> BankFileError:
    """Return why a file is not taken."""
    with pytest.raises(BankFileError) as caught:
        read(name="bank.xml", content=content)
    assert caught.value.file == "bank.xml"
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize("version", [2, 13])
def test_a_file_cut_at_any_byte_is_refused(version: int) -> None:
    whole = with_everything(version=version).rstrip()
    for length in range(len(whole)):
        with pytest.raises(BankFileError):
            formats.read(name="f", content=whole[:length])


@pytest.mark.parametrize(
    ("total", "says"),
    [
        ("<TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries>", "says 3, and the notification has 2"),
        ("<TtlNtries><Sum>140.01</Sum></TtlNtries>", "says 140.01, and the entries make 140.00"),
        ("<TtlNtries><Sum>14O</Sum></TtlNtries>", "must be a sum"),
        ("<TtlNtries><Sum>140</Sum><Sum>140</Sum></TtlNtries>", "is there 2 times"),
        ("<TtlCdtNtries><NbOfNtries>2</NbOfNtries></TtlCdtNtries>", "says 2, and the notification has 1"),
        ("<TtlCdtNtries><Sum>140.00</Sum></TtlCdtNtries>", "the entries make 100.00"),
        ("<TtlDbtNtries><NbOfNtries>0</NbOfNtries></TtlDbtNtries>", "says 0, and the notification has 1"),
        ("<TtlDbtNtries><Sum>40</Sum><NbOfNtries>l</NbOfNtries></TtlDbtNtries>", "must be a count"),
        ("<TtlNtries><TtlNetNtryAmt>61</TtlNetNtryAmt><CdtDbtInd>CRDT</CdtDbtInd></TtlNtries>", "make 60.00"),
        ("<TtlNtries><TtlNetNtryAmt>60</TtlNetNtryAmt><CdtDbtInd>DBIT</CdtDbtInd></TtlNtries>", "make -60.00"),
        ("<TtlNtries><TtlNetNtry><Amt>61</Amt><CdtDbtInd>CRDT</CdtDbtInd></TtlNetNtry></TtlNtries>", "make 60.00"),
    ],
)
def test_each_sum_of_a_notification_counts(total: str, says: str) -> None:
    debit = entry(start=ENTRY.replace("CRDT", "DBIT").replace("100.00", "40.00"))
    error = refused(xml(f"<TxsSummry>{total}</TxsSummry>", entry(), debit))
    assert error.line == 5
    assert says in error.message


def test_sums_that_are_right_are_taken() -> None:
    debit = entry(start=ENTRY.replace("CRDT", "DBIT").replace("100.00", "40.00"))
    total = (
        "<TtlNtries><NbOfNtries>2</NbOfNtries><Sum>140</Sum>"
        "<TtlNetNtry><Amt>60</Amt><CdtDbtInd>CRDT</CdtDbtInd></TtlNetNtry></TtlNtries>"
        "<TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>100.000</Sum></TtlCdtNtries>"
        "<TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>40.00</Sum></TtlDbtNtries>"
    )
    assert len(read(name="f", content=xml(f"<TxsSummry>{total}</TxsSummry>", entry(), debit)).deposits) == 2


@pytest.mark.parametrize(
    ("transactions", "batch", "says"),
    [
        ([PAID, PAID.replace("60", "40")], "<NbOfTxs>3</NbOfTxs>", "says 3 transactions, and has 2"),
        ([PAID, PAID.replace("60", "40")], '<TtlAmt Ccy="SEK">100.01</TtlAmt>', "make 100.00"),
        ([PAID, PAID], "", "the entry says 100.00, and its transactions make 120.00"),
        ([PAID], "", "the entry says 100.00, and its transactions make 60.00"),
        ([PAID, PAID.replace("SEK", "EUR")], "", "has no amount in SEK"),
    ],
)
def test_a_batch_makes_its_sums(transactions: list[str], batch: str, says: str) -> None:
    error = refused(xml(entry(*transactions, batch=f"<Btch>{batch}</Btch>" if batch else "")))
    assert (error.line, says in error.message) == (5, True)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("100.00", "1OO.00", "must be an amount"),
        ("100.00", "١٠٠.٠٠", "must be an amount"),
        ("100.00", "-100.00", "must be an amount"),
        ("100.00", "1e2", "must be an amount"),
        ("100.00", "1" * 19, "must be an amount"),
        ("100.00", "100.001", "two decimals"),
        ('<Amt Ccy="SEK">100.00</Amt>', "", "has no Amt"),
        (' Ccy="SEK"', "", "has no Amt@Ccy"),
        ('"SEK"', '"sek"', "none of that code"),
        ("CRDT", "CREDIT", "CRDT or DBIT"),
        ("<CdtDbtInd>CRDT</CdtDbtInd>", "", "has no CdtDbtInd"),
        ("<CdtDbtInd>CRDT</CdtDbtInd>", "<CdtDbtInd>CRDT</CdtDbtInd>" * 2, "is there 2 times"),
        ("<Sts>BOOK</Sts>", "", "has no Sts"),
        ("<Sts>BOOK</Sts>", "<Sts>BNOK</Sts>", "must be BOOK"),
        ("<Sts>BOOK</Sts>", "<Sts><Cd>booked</Cd></Sts>", "must be BOOK"),
        ('"SEK"', '"SEX"', "none of that code"),
        ("<Sts>", "<RvslInd>yes</RvslInd><Sts>", "true or false"),
        ("<Dt>2026-02-27", "<Dt>2026-02-30", "a day of the calendar"),
        ("<Dt>2026-02-27", "<Dt>20260227", "a day of the calendar"),
        ("<Dt>2026-02-27", "<Dt>٢٠٢٦-02-27", "a day of the calendar"),
        ("T16:15:48", "T25:15:48", "a time of the calendar"),
        ("<Id>0123-4567</Id>", "<Id></Id>", "which account"),
        ("<CreDtTm>2026-02-27T16:15:48+01:00</CreDtTm></GrpHdr>", "</GrpHdr>", "has no CreDtTm"),
    ],
)
def test_a_value_that_is_none_is_refused(old: str, new: str, says: str) -> None:
    content = xml(entry()).decode()
    assert old in content
    error = refused(content.replace(old, new).encode())
    assert error.line
    assert says in error.message


@pytest.mark.parametrize(("first", "last"), [("<GrpHdr>", "</GrpHdr>"), ("<Ntfctn>", "</Ntfctn>")])
def test_a_part_that_is_missing_is_refused(first: str, last: str) -> None:
    text = xml(entry()).decode()
    refused((text[: text.index(first)] + text[text.index(last) + len(last) :]).encode())


@pytest.mark.parametrize(
    "subset",
    [
        LAUGHS,
        f'<!ENTITY q "{"a" * 50_000}">',
        '<!ENTITY l9 SYSTEM "file:///etc/passwd">',
        '<!ENTITY % l9 SYSTEM "http://127.0.0.1/x"> %l9;',
        "",
    ],
    ids=["billion laughs", "quadratic", "external", "parameter", "an empty document type"],
)
def test_a_document_type_is_refused(subset: str) -> None:
    text = xml(entry()).decode().replace("?>\n", f"?>\n<!DOCTYPE Document [{subset}]>\n", 1)
    error = refused(text.replace("<MsgId>M", "<MsgId>&l9;&q;").encode())
    assert (error.line, "document type" in error.message) == (2, True)


def test_an_entity_that_nobody_declared_is_refused() -> None:
    refused(xml(entry()).replace(b"<MsgId>M", b"<MsgId>&l9;"))


def test_a_hundred_thousand_elements_in_each_other_are_refused() -> None:
    assert "deep" in refused(xml("<a>" * 100_000 + "</a>" * 100_000)).message


def test_values_without_end_are_refused() -> None:
    values = "<a/>" * (scopes.MOST_VALUES + 1)
    assert "values in one Ntfctn" in refused(xml(values)).message
    assert "values in one Ntry" in refused(xml(entry(start=values))).message
    assert "values in one Ntfctn" in refused(xml(*["<a/><a/>" + entry()] * (scopes.MOST_VALUES // 2))).message


def test_a_file_that_is_too_large_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    content = xml(entry())
    monkeypatch.setattr(scopes, "MOST_BYTES", len(content) - 1)
    assert "bytes" in refused(content).message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp500", "latin-1", "utf-7"])
def test_other_encodings_are_refused(encoding: str) -> None:
    text = xml(entry("<RmtInf><Ustrd>Åsa</Ustrd></RmtInf>")).decode()
    declared = {"latin-1": "ISO-8859-1", "utf-7": "UTF-7"}.get(encoding, "UTF-8")
    for said in {declared, "UTF-8"}:
        content = text.replace("UTF-8", said).encode(encoding)
        if content != text.encode():
            refused(content)


@pytest.mark.parametrize(
    "content",
    [
        xml(entry(), version="01"),
        xml(entry(), version="14"),
        xml(entry(), version="٠٢"),
        xml(entry()).replace(b"camt.054", b"camt.053"),
        xml(entry()).replace(b"<Document", b"<Dokument").replace(b"</Document", b"</Dokument"),
        xml(entry()) + xml(entry()),
        xml(entry()).replace(b"</Ntfctn>", b"</ntfctn>"),
        xml(entry()).replace(b"<MsgId>M", b"<MsgId>\x00"),
        b"",
        b"   ",
    ],
)
def test_what_is_no_camt_054_is_refused(content: bytes) -> None:
    refused(content)
