"""A letter to print, and what a print house is given."""

from __future__ import annotations

from datetime import date
from typing import Any

from varsel.outlets.notices.letters.envelopes import Envelope, envelope
from varsel.outlets.notices.letters.typesetting import Letter, Sender, Sheet, typeset
from varsel.outlets.notices.wording.blocks import blocks

TITLE = "Betala faktura 1001 senast 14 april 2026"
BODY = """Faktura 1001 på 399,00 kr är inte betald.

Betala senast: 14 april 2026
Belopp: 399,00 kr

Om fakturan inte betalas
Efter den dagen kan tjänsten begränsas.

Fjord & Sund
Telefon: 020-12 34 56"""
ANNA = ("Anna Öberg", "Storgatan 1", "593 30 Västervik")
SENDER = Sender(name="Fjord & Sund", lines=("Hamngatan 2", "593 30 Västervik"))


def letter(*, body: str = BODY, **changes: Any) -> Letter:
    """Return a Swedish payment demand, but for the changes."""
    given: dict[str, Any] = {"mark": "0192-F3A4-1111", "language": "sv", "on": date(2026, 4, 1), "title": TITLE}
    return Letter(**(given | {"blocks": blocks(body=body), "address": ANNA} | changes))


def printed(*, kind: str = "NO-C5-V", **changes: Any) -> Sheet:
    """Return it printed, for an envelope."""
    return typeset(letter=letter(**changes), sender=SENDER, envelope=chosen(kind=kind))


def chosen(*, kind: str = "NO-C5-V") -> Envelope:
    """Return an envelope by its name."""
    return envelope(name=kind)
