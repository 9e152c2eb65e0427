"""Payments that may be another that is here: told in another format, not quite alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from varsel.kit.reading import fetch
from varsel.records.ledger.models import Doubt

_TOLD = """
    SELECT id, source, bank_key, reference, currency, amount_ore, initiated_on FROM ledger_payment
    WHERE reference = ANY(%(references)s) AND source = ANY(%(sources)s) AND initiated_on >= %(since)s ORDER BY id"""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A payment as another format told it; in öre."""

    id: int
    source: str
    bank_key: str
    reference: str
    currency: str
    ore: int
    initiated_on: date


def told_by(*, sources: Collection[str], references: Collection[str], since: date) -> list[Elsewhere]:
    """Return payments that these formats told with one of these references, oldest first."""
    values = {"references": list(references), "sources": list(sources), "since": since}
    return [Elsewhere(*row) for row in fetch(statement=_TOLD, values=values)]


def may_be(*, payment_ids: Collection[int]) -> dict[int, int]:
    """Return by payment the other payment that it may be."""
    rows = Doubt.objects.filter(payment_id__in=list(payment_ids))
    return dict(rows.values_list("payment_id", "may_be_id"))
