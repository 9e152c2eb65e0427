"""ISO 20022 pain.001.001.09 (customer credit transfer): the file in which a bank is told to pay. Bytes from values."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from xml.sax.saxutils import escape

from varsel.records.ledger.accounts import BANKGIRO, IBAN

SPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
MOST = 70  # characters of a name that every Nordic bank takes; the schema has room for 140
_BANKGIROT = "9900"  # what Bankgirot is as a clearing member


@dataclass(frozen=True, slots=True)
class Transfer:
    """One pay-out: `id` is the EndToEndId, which comes back with it if the bank can't pay."""

    id: str
    amount: Decimal
    name: str
    scheme: str
    account: str
    country: str


@dataclass(frozen=True, slots=True)
class Order:
    """All pay-outs of a file, from one account on one day."""

    message_id: str
    made_at: datetime
    executes_on: date
    currency: str
    name: str
    scheme: str
    account: str
    bic: str
    transfers: tuple[Transfer, ...]


def write(*, order: Order) -> bytes:
    """Return the bytes of the file: one payment instruction, with count and control sum on both levels."""
    count, total = len(order.transfers), sum((one.amount for one in order.transfers), Decimal(0))
    sums = f"<NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum>"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<Document xmlns="{SPACE}">',
        "<CstmrCdtTrfInitn>",
        f"<GrpHdr><MsgId>{order.message_id}</MsgId><CreDtTm>{order.made_at.isoformat(timespec='seconds')}</CreDtTm>",
        f"{sums}<InitgPty><Nm>{_name(order.name)}</Nm></InitgPty></GrpHdr>",
        f"<PmtInf><PmtInfId>{order.message_id}</PmtInfId><PmtMtd>TRF</PmtMtd>{sums}",
        "<PmtTpInf><SvcLvl><Cd>NURG</Cd></SvcLvl></PmtTpInf>",
        f"<ReqdExctnDt><Dt>{order.executes_on}</Dt></ReqdExctnDt>",
        f"<Dbtr><Nm>{_name(order.name)}</Nm></Dbtr>",
        f"<DbtrAcct>{_account(order.scheme, order.account)}<Ccy>{order.currency}</Ccy></DbtrAcct>",
        f"<DbtrAgt><FinInstnId><BICFI>{order.bic}</BICFI></FinInstnId></DbtrAgt>",
        *(line for one in order.transfers for line in _transfer(one, order.currency)),
        "</PmtInf>",
        "</CstmrCdtTrfInitn>",
        "</Document>",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _transfer(one: Transfer, currency: str) -> Iterator[str]:
    yield f"<CdtTrfTxInf><PmtId><InstrId>{one.id}</InstrId><EndToEndId>{one.id}</EndToEndId></PmtId>"
    yield f'<Amt><InstdAmt Ccy="{currency}">{one.amount}</InstdAmt></Amt>'
    if one.scheme == BANKGIRO:
        member = f"<ClrSysId><Cd>SESBA</Cd></ClrSysId><MmbId>{_BANKGIROT}</MmbId>"
        yield f"<CdtrAgt><FinInstnId><ClrSysMmbId>{member}</ClrSysMmbId></FinInstnId></CdtrAgt>"
    yield f"<Cdtr><Nm>{_name(one.name)}</Nm><PstlAdr><Ctry>{one.country}</Ctry></PstlAdr></Cdtr>"
    yield f"<CdtrAcct>{_account(one.scheme, one.account)}</CdtrAcct>"
    yield f"<RmtInf><Ustrd>{one.id}</Ustrd></RmtInf></CdtTrfTxInf>"


def _account(scheme: str, number: str) -> str:
    if scheme == IBAN:
        return f"<Id><IBAN>{number}</IBAN></Id>"
    named = "<Prtry>BGNR</Prtry>" if scheme == BANKGIRO else "<Cd>BBAN</Cd>"
    return f"<Id><Othr><Id>{number}</Id><SchmeNm>{named}</SchmeNm></Othr></Id>"


def _name(text: str) -> str:
    """Return a name without what XML or a bank's system can't hold, as long as every bank takes it."""
    kept = "".join(one if unicodedata.category(one)[0] not in "CZ" else " " for one in text)
    return escape(" ".join(kept.split())[:MOST].strip() or "-")
