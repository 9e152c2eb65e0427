"""Money: Decimal in a currency where people read and law counts, integer öre in the database."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal

LOCALES = {"sv": "sv_SE", "nb": "nb_NO", "en": "en_GB"}


def to_ore(*, amount: Decimal) -> int:
    """Return the amount in öre.

    :raises ValueError: when the amount has more than two decimals.
    """
    ore = amount * 100
    if ore != ore.to_integral_value():
        raise ValueError(f"{amount} has more than two decimals; give whole öre")
    return int(ore)


def from_ore(*, ore: int) -> Decimal:
    """Return the amount in kronor, with two decimals."""
    return Decimal(ore).scaleb(-2)


def in_words(*, ore: int, currency: str, language: str) -> str:
    """Return the amount as people of that language write it: `399,00 kr`, `SEK 399.00`; spaces do not break."""
    number = format_decimal(from_ore(ore=ore), "#,##0.00", locale=LOCALES[language])
    return f"{currency}\u00a0{number}" if language == "en" else f"{number}\u00a0kr"
