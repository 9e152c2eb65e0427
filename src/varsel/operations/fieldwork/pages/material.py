"""What an order needs of the stock, and how that stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from varsel.operations.fieldwork.queries import Needed, Stop, Waiting
from varsel.operations.stock import queries as stock
from varsel.operations.stock.account import Standing, Wanted


@dataclass(frozen=True, slots=True)
class Part:
    """An item of an order. `state` is here, coming, missing or used; `places`: where it lies, or comes to."""

    called: str
    name: str
    unit: str
    count: int
    used: int | None
    state: str
    places: tuple[str, ...]
    expected_at: datetime | None


def parts(*, stops: Collection[Stop]) -> dict[int, tuple[Part, ...]]:
    """Return by order what it needs, with where each thing is. Two questions, however many orders."""
    with_needs = [stop for stop in stops if stop.items]
    if not with_needs:
        return {}
    found = stock.standings(subjects=[stop.order.about for stop in with_needs])
    names = {one.called: one for one in stock.articles()}
    return {
        stop.order.id: tuple(_part(one, found[stop.order.about], names.get(one.item)) for one in stop.items)
        for stop in with_needs
    }


def named(*, stops: Collection[Stop]) -> list[Stop]:
    """Return these with what they wait for by the stock's name for it, where it is an item of the stock."""
    if not any(stop.waits for stop in stops):
        return list(stops)
    names = {one.called: one.name for one in stock.articles()}
    return [replace(stop, waits=tuple(_named(wait, names) for wait in stop.waits)) for stop in stops]


def _named(wait: Waiting, names: Mapping[str, str]) -> Waiting:
    return replace(wait, what=names.get(wait.what, wait.what)) if wait.kind == "material" else wait


def _part(needed: Needed, standing: Standing, article: stock.Article | None) -> Part:
    wanted = next((one for one in standing.needs if one.item.called == needed.item), None)
    return Part(
        called=needed.item,
        name=article.name if article else needed.item,
        unit=article.unit if article else "",
        count=needed.count,
        used=needed.used,
        state=_state(needed, wanted),
        places=tuple(dict.fromkeys(one.place.called for one in wanted.held)) if wanted else (),
        expected_at=wanted.expected_at if wanted else None,
    )


def _state(needed: Needed, wanted: Wanted | None) -> str:
    if needed.used is not None:
        return "used"
    if wanted is None or wanted.missing:
        return "missing"
    return "here" if wanted.is_here else "coming"
