"""OCR giro files for tests, made here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from varsel.surfaces.intake.ocrgiro.kid import kid_for
from varsel.surfaces.intake.ocrgiro.writing import deposit, payment, reversal, write

PAID_ON = date(2026, 2, 27)
ACCOUNT, OTHER = "99998877665", "99998877673"
KID, WITH_HYPHEN = kid_for(number=1234567), kid_for(number=23, modulus=11)


def with_everything(*, line_end: bytes = b"\r\n") -> bytes:
    """Return two assignments: payments with a KID, with one that ends in a hyphen, without; a reversal."""
    first = [
        payment(kid=KID, amount=Decimal("399.00"), number=1, payer="12345678903", archive=196368271),
        payment(kid=WITH_HYPHEN, amount=Decimal("100.50"), number=2),
    ]
    second = [payment(kid="", amount=Decimal("7.00"), number=1)]
    took_back = [reversal(kid=KID, amount=Decimal("99.00"), number=2)]
    days = [
        deposit(account=ACCOUNT, paid_on=PAID_ON, payments=first, settlement=1464),
        deposit(account=OTHER, paid_on=PAID_ON, payments=second, deductions=took_back, agreement=2, settlement=1465),
    ]
    return write(deposits=days, made_on=PAID_ON, line_end=line_end)


def with_avtalegiro() -> bytes:
    """Return a file with an assignment of AvtaleGiro agreements before one of payments."""
    lines = with_everything().split(b"\r\n")
    agreements = [
        b"NY212420000000000" + b"0000009" + ACCOUNT.encode() + b"0" * 45,
        b"NY219470" + b"0000001" + b"1" + KID.encode().rjust(25) + b"J" + b"0" * 38,
        b"NY212488" + b"00000001" + b"00000003" + b"0" * 56,
    ]
    closing = b"NY000089" + b"00000005" + b"00000017" + lines[13][24:]
    return b"\r\n".join([lines[0], *agreements, *lines[1:13], closing, b""])


def with_text() -> bytes:
    """Return a purchase at a terminal, in no settlement, with a text; the end record of its assignment counts it."""
    number, day = b"0000001", b"270226"
    lines = [
        b"NY000010" + b"00008080" + b"0000007" + b"00010200" + b"0" * 49,
        b"NY090020" + b"000000001" + b"0000001" + ACCOUNT.encode() + b"0" * 45,
        b"NY092130"
        + number
        + day
        + b"13200"
        + b"00000"
        + b"0"
        + b"0" * 12
        + b"10000"
        + KID.encode().rjust(25)
        + b"0" * 6,
        b"NY092131" + number + b"0" * 26 + day + b"0" * 33,
        b"NY092132" + number + "Blåbær på kortet".encode("latin-1").ljust(40) + b"0" * 25,
        b"NY090088" + b"00000001" + b"00000005" + b"0" * 12 + b"10000" + day * 3 + b"0" * 21,
        b"NY000089" + b"00000001" + b"00000007" + b"0" * 12 + b"10000" + day + b"0" * 33,
    ]
    assert {len(line) for line in lines} == {80}
    return b"\r\n".join(lines)
