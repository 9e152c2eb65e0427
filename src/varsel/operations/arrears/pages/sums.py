"""What proposals come to together, before somebody approves them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from varsel.operations.arrears.pages.whys import Why


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed in one currency, in öre: together, the least, the most."""

    currency: str
    ore: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Sums:
    """Counts by what stands out; `grounds` are keys of sentences.GROUNDS, `signs` of sentences.SIGNS."""

    services: int
    customers: int
    actions: tuple[tuple[str, int], ...]
    countries: tuple[tuple[str, int], ...]
    rules: tuple[tuple[str, int], ...]
    grounds: tuple[tuple[str, int], ...]
    signs: tuple[tuple[str, int], ...]
    marked: int
    owed: tuple[Owed, ...]


def sums(*, rows: Sequence[Why]) -> Sums:
    """Sum proposals up."""
    return Sums(
        services=len(rows),
        customers=len({one.customer.id for one in rows}),
        actions=_counted([one.action for one in rows]),
        countries=_counted([one.service.country for one in rows]),
        rules=_counted([one.verdict.rule for one in rows]),
        grounds=_counted([one.ground for one in rows if one.invoice]),
        signs=_counted([sign for one in rows for sign in one.signs]),
        marked=sum(1 for one in rows if one.signs),
        owed=tuple(_owed(rows, currency) for currency in sorted({one.currency for one in rows})),
    )


def _counted(words: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(words).items()))


def _owed(rows: Sequence[Why], currency: str) -> Owed:
    amounts = [one.owed_ore for one in rows if one.currency == currency]
    return Owed(currency=currency, ore=sum(amounts), least=min(amounts), most=max(amounts))
