"""Placing money on lines: what waits and what is open is read, shared out, and written down as settlements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from varsel.kit.copying import copy_in
from varsel.kit.reading import fetch
from varsel.records.ledger.allocation import Money, Room, Share, allocate
from varsel.records.ledger.lock import lock_account
from varsel.records.ledger.models import Credit, Payment

_SETTLEMENT = dict.fromkeys(("line_id", "payment_id", "credit_id", "amount_ore"), "int8")
_SETTLEMENT |= {"counts_on": "date", "at": "timestamptz"}
_OPEN = """
    SELECT line.id, line.invoice_id, line.party_id, line.kind = 'service', invoice.currency, line.open_ore
    FROM ledger_line AS line JOIN ledger_invoice AS invoice ON invoice.id = line.invoice_id
    WHERE line.party_id = ANY(%(ids)s) AND line.open_ore > 0
    ORDER BY invoice.due_on, line.invoice_id, line.position"""


def place(*, source: Payment | Credit, party_id: int, counts_on: date, at: datetime) -> int:
    """Place what the payment or credit has left: on its own invoice, then on the party's oldest service principal.

    What no line takes waits on the source for the next invoice. Returns the öre that were placed.
    """
    lock_account(party_id=party_id)
    source.refresh_from_db(fields=["unplaced_ore"])  # nobody takes of it now
    return place_all(money=[_money(source, party_id=party_id, counts_on=counts_on)], at=at)


def place_waiting(*, party_id: int, currency: str, at: datetime) -> None:
    """Place the party's waiting money, oldest first, on what has become open."""
    lock_account(party_id=party_id)
    waiting = {"party_id": party_id, "currency": currency, "unplaced_ore__gt": 0}
    paid = Payment.objects.filter(**waiting).order_by("id")
    granted = Credit.objects.filter(**waiting).order_by("id")
    money = [_money(one, party_id=party_id, counts_on=one.initiated_on) for one in paid]
    money += [_money(one, party_id=party_id, counts_on=one.granted_on) for one in granted]
    place_all(money=money, at=at)


def place_all(*, money: Sequence[Money], at: datetime) -> int:
    """Place money of customers whose accounts are locked, one after another in its order; return how many öre."""
    if not money:
        return 0
    parties = list({one.party_id for one in money})
    rooms = [Room(*row) for row in fetch(statement=_OPEN, values={"ids": parties})]
    shares = list(allocate(money=money, rooms=rooms))
    if shares:
        copy_in(table="ledger_settlement", columns=_SETTLEMENT, rows=_rows(shares, at))
    return sum(share.ore for share in shares)


def _rows(shares: Sequence[Share], at: datetime) -> Iterator[tuple[Any, ...]]:
    for share in shares:
        one = share.money
        sources = (None, one.id) if one.by_credit else (one.id, None)
        yield share.line_id, *sources, share.ore, one.counts_on, at


def _money(source: Payment | Credit, *, party_id: int, counts_on: date) -> Money:
    return Money(
        id=source.id,
        by_credit=isinstance(source, Credit),
        party_id=party_id,
        invoice_id=source.invoice_id,
        currency=source.currency,
        ore=source.unplaced_ore,
        counts_on=counts_on,
    )
