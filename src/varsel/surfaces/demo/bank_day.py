"""A bank file for the demo operator as it stands: some who owe have paid, and one payment is nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice

from varsel.kit import money
from varsel.operations.arrears import queries as arrears
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.records.agreements import queries as agreements
from varsel.records.ledger import queries as ledger
from varsel.records.parties import queries as parties
from varsel.surfaces.demo import paying
from varsel.surfaces.demo.habits import ROUND
from varsel.surfaces.demo.paying import Paid
from varsel.surfaces.demo.people import PREFIX

_HOW_MANY = {"limited": 3, "closed": 1, "proposed": 3}  # of each kind so many pay all they owe
_NOBODY = Paid(country="SE", reference="8800008", amount=Decimal("499.00"))


def bank_file(*, at: datetime) -> tuple[str, bytes]:
    """Return the name and the bytes of a BgMax file made at an instant, with payments for open Swedish invoices.

    Booked, it reopens the services of those who were limited or closed, and withdraws the proposals of others.
    """
    paid = [one for party_id in _payers() for one in _everything(party_id=party_id)]
    return paying.bank_file(paid=[*paid, _NOBODY], at=at)


def _payers() -> Iterator[int]:
    """Yield the customers who pay, each once: of the first, who have it all."""
    filed = [one.id for one in parties.find(text=PREFIX, limit=ROUND) if one.country in paying.BY_FILE]
    services = agreements.services_of(party_ids=filed)
    levels = restrictions.levels(service_ids=[one.id for one in services])
    kinds: dict[str, list[int]] = {kind: [] for kind in _HOW_MANY}
    for one in services:
        kinds.get(levels[one.id], []).append(one.party_id)
    restricted = {*kinds["limited"], *kinds["closed"]}
    waiting = [one.party_id for one in arrears.proposals(limit=1000)]
    kinds["proposed"] = [one for one in waiting if one in filed and one not in restricted]
    for kind, number in _HOW_MANY.items():
        yield from islice(dict.fromkeys(kinds[kind]), number)


def _everything(*, party_id: int) -> Iterator[Paid]:
    for invoice in ledger.invoices_of(party_ids=[party_id]):
        if invoice.open_ore:
            yield Paid(country="SE", reference=invoice.ocr, amount=money.from_ore(ore=invoice.open_ore))
