"""What the pages of arrears show: frozen rows, in a fixed number of queries however many rows there are."""

from __future__ import annotations

from varsel.operations.arrears.pages.batches import Outcome, Shown, batch
from varsel.operations.arrears.pages.listed import Filters, Listed, counts, facets, listed, moved, waiting, whole
from varsel.operations.arrears.pages.named import levels, names
from varsel.operations.arrears.pages.sums import Sums, sums
from varsel.operations.arrears.pages.today import Today, today
from varsel.operations.arrears.pages.whys import Why, proposals

__all__ = [
    "Filters",
    "Listed",
    "Outcome",
    "Shown",
    "Sums",
    "Today",
    "Why",
    "batch",
    "counts",
    "facets",
    "levels",
    "listed",
    "moved",
    "names",
    "proposals",
    "sums",
    "today",
    "waiting",
    "whole",
]
