"""Long lists: one page of rows at a time; the rest stays in the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.paginator import Page, Paginator

Row = TypeVar("Row")
ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Rows(Generic[Row]):
    """So many rows, and how to fetch some of them: `fetch(skip, limit)`."""

    total: int
    fetch: Callable[[int, int], Sequence[Row]]

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> Sequence[Row]:
        skip = part.start or 0
        return self.fetch(skip, (self.total if part.stop is None else part.stop) - skip)


def page_of(*, rows: Rows[Row], wanted: str | None) -> Page[Row]:
    """Return the page of that number; the first for none or nonsense, the last beyond the end."""
    return Paginator(rows, ROWS_A_PAGE).get_page(wanted)  # type: ignore[arg-type]
