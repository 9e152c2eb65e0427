"""camt.054 files for tests, made here: from rows, and from XML for what our writer never writes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from varsel.surfaces.intake.camt054.fields import ZONE
from varsel.surfaces.intake.camt054.writing import deposit, payment, write
from varsel.surfaces.intake.rows import Deduction

PAID_ON = date(2026, 2, 27)
CREATED = datetime(2026, 2, 27, 16, 15, 48, tzinfo=ZONE)
IBAN, BBAN = "SE4550000000058398257466", "12345678903"
ENTRY = (
    '<Amt Ccy="SEK">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
    "<BookgDt><Dt>2026-02-27</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef>"
)
BANKGIRO = "<Acct><Id><Othr><Id>0123-4567</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr></Id></Acct>"


def with_everything(*, version: int = 8) -> bytes:
    """Return two accounts and two currencies: a batch with a deduction, several references, none."""
    took_off = Deduction(line=0, references=("89853",), amount=Decimal("50.00"), payer="", serial="D")
    batch = [
        payment(reference="1234566", amount=Decimal("399.00"), serial="P1", payer="5555"),
        payment(reference="7654323", amount=Decimal("100.50"), serial="P2", more=["99"]),
    ]
    single = [payment(reference="", amount=Decimal("7.00"))]
    days = [
        deposit(account=IBAN, paid_on=PAID_ON, payments=batch, serial="B<1>", deductions=[took_off]),
        deposit(account=BBAN, paid_on=PAID_ON, payments=single, serial="B2", currency="EUR"),
    ]
    return write(deposits=days, created=CREATED, version=version)


def xml(*entries: str, head: str = "", header: str = "", account: str = BANKGIRO, version: str = "02") -> bytes:
    """Return a file with one notification: what stands before its account, its account, what stands after it."""
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.{version}"><BkToCstmrDbtCdtNtfctn>\n'
        f"<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-02-27T16:15:48+01:00</CreDtTm>{header}</GrpHdr>\n"
        f"<Ntfctn><Id>N1</Id><CreDtTm>2026-02-27T16:15:48+01:00</CreDtTm>{head}{account}\n"
        + "\n".join(entries)
        + "\n</Ntfctn>\n</BkToCstmrDbtCdtNtfctn></Document>\n"
    )
    return text.encode()


def entry(*transactions: str, start: str = ENTRY, batch: str = "") -> str:
    """Return an entry with these transactions in one batch."""
    inside = "".join(f"<TxDtls>{one}</TxDtls>" for one in transactions)
    return (
        f"<Ntry>{start}<NtryDtls>{batch}{inside}</NtryDtls></Ntry>"
        if transactions or batch
        else f"<Ntry>{start}</Ntry>"
    )
