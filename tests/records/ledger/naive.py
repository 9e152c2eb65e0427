"""An account reckoned the slow way, written beside the ledger and not from it: one öre-bucket a line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Line:
    """A line of an invoice and what is left of it."""

    invoice: int
    due_on: date
    position: int
    kind: str
    left: int


@dataclass(slots=True)
class Source:
    """Money that came in, what is left of it, and which invoice it was for."""

    kind: str
    invoice: int | None
    left: int


@dataclass(slots=True)
class Account:
    """Lines and money of one customer."""

    lines: list[Line] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)

    def bill(self, *, due_on: date, lines: list[tuple[str, int]]) -> None:
        """Add an invoice; money that waited goes on what has become open, payments before credits."""
        number = len({line.invoice for line in self.lines})
        self.lines += [Line(number, due_on, place, kind, left) for place, (kind, left) in enumerate(lines, start=1)]
        for kind in ("payment", "credit"):
            for source in self.sources:
                if source.kind == kind:
                    self._place(source)

    def take_in(self, *, kind: str, invoice: int | None, ore: int) -> None:
        """Add money, and place it."""
        source = Source(kind, invoice, ore)
        self.sources.append(source)
        self._place(source)

    def owes(self) -> int:
        """Return what is open less what waits, never below nothing."""
        return max(0, sum(line.left for line in self.lines) - sum(source.left for source in self.sources))

    def _place(self, source: Source) -> None:
        while source.left:
            line = self._next(source)
            if line is None:
                return
            line.left -= 1
            source.left -= 1

    def _next(self, source: Source) -> Line | None:
        """Return the line that the next öre goes to."""
        own = [line for line in self.lines if line.left and line.invoice == source.invoice]
        for line in own:
            if line.kind == "service":
                return line
        if own:
            return own[0]
        services = [line for line in self.lines if line.left and line.kind == "service"]
        return min(services, key=lambda line: (line.due_on, line.invoice, line.position), default=None)
