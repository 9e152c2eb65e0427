"""What a regulator is told of a disruption: the facts that every country's rule asks for.

Shares are of customers; `inhabitants` is what an urban area has, where the register knows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

Area = Literal["municipality", "urban_area", "country"]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of an area's customers are without service."""

    of: Area
    name: str
    affected: int
    customers: int
    inhabitants: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.affected <= self.customers:
            raise ValueError(f"{self.name}: {self.affected} of {self.customers} customers can't be without service")

    @property
    def part(self) -> Fraction:
        """Return the share; of nobody it is nothing."""
        return Fraction(self.affected, self.customers) if self.customers else Fraction(0)


@dataclass(frozen=True, slots=True)
class Disruption:
    """All that is without service now, area by area. `life_line`: an alarm hangs on one of the lines.

    `own` are the operator's own thresholds by area: a share above one is told. They count where law gives no number.
    """

    shares: tuple[Share, ...]
    life_line: bool
    own: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
