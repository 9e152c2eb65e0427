"""Invoices by their number, their OCR number or their KID."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from varsel.records.ledger.models import Invoice
from varsel.records.ledger.suspense import LONGEST


@dataclass(frozen=True, slots=True)
class Called:
    """An invoice that somebody named, by its number or by its reference, and whose it is."""

    number: str
    party_id: int
    by_reference: bool


def invoices_called(*, text: str, limit: int) -> list[Called]:
    """Return the invoices with this number or reference, with or without blanks and zeros before it."""
    given = "".join(text.split())
    ways = {text, text.upper(), text.lower(), given, *_padded(given)}
    rows = Invoice.objects.filter(Q(number__in=ways) | Q(ocr__in=ways)).order_by("-due_on", "id")
    return [
        Called(number=row.number, party_id=row.party_id, by_reference=row.number not in ways) for row in rows[:limit]
    ]


def _padded(given: str) -> list[str]:
    """Return a reference with every count of zeros before it."""
    if not (given.isascii() and given.isdigit()):
        return []
    bare = given.lstrip("0")
    return [bare.zfill(length) for length in range(len(bare), LONGEST + 1)] if bare else []
