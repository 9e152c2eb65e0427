"""What there is: on shelves, to be ordered, on its way, what came and went, and devices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.lists import Rows, page_of
from varsel.kit.sheets import sheet
from varsel.operations.stock import pages, queries
from varsel.operations.stock.sentences import SHOWS, STATES
from varsel.records.staff.gates import requires


class Wanted(NamedTuple):
    """Which rows an address asks for."""

    show: str
    place_id: int | None
    item: str | None
    state: str | None


@require_GET
@requires("view_stock")
def stock(request: HttpRequest) -> HttpResponse:
    """Show what there is, filtered by what the address says."""
    at, wanted = clock.now(), _wanted(request)
    rows = _rows(wanted, at=at)
    context = {
        "page": page_of(rows=Rows(len(rows), lambda skip, n: rows[skip : skip + n]), wanted=request.GET.get("page")),
        "wanted": wanted,
        "shows": list(SHOWS.items()),
        "low": len(pages.lows()),
        "places": queries.stores(),
        "items": queries.articles(),
        "states": list(STATES.items()),
        "query": request.GET.urlencode(),
        "now": at,
    }
    return answer(request=request, page="stock/list.html", part="stock/_list.html", context=context)


@require_GET
@requires("view_stock")
def stock_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file."""
    at, wanted = clock.now(), _wanted(request)
    heads, line = _LINES[wanted.show]
    rows = [line(row) for row in _rows(wanted, at=at)]
    return sheet(name=f"stock-{wanted.show}", heads=[_(head) for head in heads], rows=rows, at=at)


def _wanted(request: HttpRequest) -> Wanted:
    said = request.GET
    show, place, state = said.get("show", ""), said.get("place", ""), said.get("state", "")
    known = {str(one.id): one.id for one in queries.stores()}
    item = queries.article(called=said.get("item", ""))
    return Wanted(
        show=show if show in SHOWS else "here",
        place_id=known.get(place),
        item=item.called if item else None,
        state=state if state in STATES else None,
    )


def _rows(wanted: Wanted, *, at: datetime) -> Sequence[Any]:
    which: dict[str, Any] = {"place_id": wanted.place_id, "item": wanted.item}
    if wanted.show == "low":
        return [one for one in pages.lows() if wanted.item in (None, one.item.called)]
    if wanted.show == "coming":
        return pages.coming(**which, at=at)
    if wanted.show == "moves":
        return pages.went(**which)
    return pages.numbered(**which, state=wanted.state) if wanted.show == "devices" else pages.here(**which)


def _here(row: pages.Here) -> tuple[object, ...]:
    one = row.stocked
    return (one.place.called, row.kind, *_item(one.item), one.count, one.reserved, one.free, row.next_at)


def _low(row: pages.Low) -> tuple[object, ...]:
    return (*_item(row.item), row.free, row.item.low, row.coming, row.next_at, row.waiting)


def _coming(row: pages.Coming) -> tuple[object, ...]:
    one = row.delivery
    sender = one.sender.called if one.sender else ""
    return (*_item(one.item), one.count, one.promised, one.place.called, sender, one.called, one.expected_at)


def _went(row: pages.Went) -> tuple[object, ...]:
    one = row.moved
    return (one.at, row.word, one.change, *_item(one.item), one.place.called, one.serial, row.by)


def _device(row: pages.Numbered) -> tuple[object, ...]:
    one = row.unit
    return (one.serial, one.item.name, row.word, one.place.called if one.place else "", one.iccid, one.number)


def _item(item: queries.Article) -> tuple[str, str, str]:
    return item.called, item.name, item.unit


_ITEM = ("Number of the item", "Item", "Unit")
_LINES: dict[str, tuple[tuple[str, ...], Any]] = {
    "here": (("Place", "Kind", *_ITEM, "How many", "Reserved", "Free", "Expected"), _here),
    "low": ((*_ITEM, "Free", "Order more at", "On its way", "Expected", "Waiting"), _low),
    "coming": ((*_ITEM, "How many", "Promised", "To", "Sent from", "Number of the order", "Expected"), _coming),
    "moves": (("When", "What", "How many", *_ITEM, "Place", "Serial number", "By"), _went),
    "devices": (("Serial number", "Item", "State", "Place", "ICCID", "Number of the SIM"), _device),
}
