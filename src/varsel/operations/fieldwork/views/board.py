"""Dispatch's board: a day of every crew, as a page that renews itself, and as a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.sheets import sheet
from varsel.operations.fieldwork.forms.desk import skill_choices
from varsel.operations.fieldwork.pages import board as pages
from varsel.operations.fieldwork.pages.board import ABOUTS, BoardDay, Card, Filters
from varsel.operations.fieldwork.pages.undo import Former, former
from varsel.operations.fieldwork.sentences import STATES, STEPS
from varsel.operations.fieldwork.templatetags.fieldwork import ABOUTS as ABOUT_WORDS
from varsel.operations.fieldwork.views.finding import day_of, may
from varsel.records.staff.gates import actor_of, requires


@require_GET
@requires("view_orders")
def board(request: HttpRequest, day: str = "") -> HttpResponse:
    """Show who has what on a day, what nobody has, what is late and what waits."""
    at, filters = clock.now(), _filters(request)
    one = pages.board_day(day=day_of(text=day), zone=get_current_timezone_name(), filters=filters, at=at)
    context = {
        "one": one,
        "now": at,
        "filters": filters,
        "is_filtered": filters != Filters(),
        "skills": list(skill_choices().items()),
        "kinds": [(key, ABOUT_WORDS[key]) for key in ABOUTS],
        "states": [(key, STATES[key].word) for key in STATES],
        "former": _former(request),
        "here": request.get_full_path(),
        "query": _kept(request),
    }
    return answer(request=request, page="fieldwork/board.html", part="fieldwork/_board.html", context=context)


@require_GET
@requires("view_orders")
def board_sheet(request: HttpRequest, day: str) -> HttpResponse:
    """Give the same board as a file."""
    at = clock.now()
    one = pages.board_day(day=day_of(text=day), zone=get_current_timezone_name(), filters=_filters(request), at=at)
    heads = [_("Crew"), _("Technician"), _("From"), _("To"), _("Order"), _("What is to be done"), _("Where")]
    heads += [_("About"), _("State"), _("Step"), _("Waits for"), _("Expected"), _("Late")]
    return sheet(name=f"dispatch-{one.day}", heads=heads, rows=list(_lines(one)), at=at)


def _lines(one: BoardDay) -> Iterator[tuple[object, ...]]:
    for card in one.unassigned:
        yield _line(card)
    for row in one.rows:
        for column in row.columns:
            yield from (_line(card) for card in column.cards)


def _line(card: Card) -> tuple[object, ...]:
    order, waits = card.order, card.stop.waits
    times = [one.expected for one in waits if one.expected]
    who = (order.crew, order.technician, order.begins_at, order.ends_at)
    what = (order.id, order.description, card.stop.place, ABOUT_WORDS[card.about])
    how = (STATES[order.state].word, STEPS[order.step], ", ".join(one.what for one in waits))
    return (*who, *what, *how, max(times, default=None), _("yes") if card.is_late else "")


def _filters(request: HttpRequest) -> Filters:
    given = {name: request.GET.get(name, "") for name in ("crew", "skill", "kind", "state")}
    crew = int(given["crew"]) if re.fullmatch("[0-9]{1,9}", given["crew"], re.ASCII) else None
    return Filters(
        crew=crew,
        skill=given["skill"],
        kind=given["kind"] if given["kind"] in ABOUTS else "",
        state=given["state"] if given["state"] in STATES else "",
    )


def _kept(request: HttpRequest) -> str:
    """Return the filters of the address, for the links to other days."""
    given = request.GET.copy()
    given.pop("given", None)
    return f"?{given.urlencode()}" if given else ""


def _former(request: HttpRequest) -> Former | None:
    """Return what whoever asks did last, where it can be taken back."""
    given = request.GET.get("given", "")
    if not may(request=request, verb="dispatch_orders") or not re.fullmatch("[0-9]{1,18}", given, re.ASCII):
        return None
    return former(order_id=int(given), actor=actor_of(request=request), at=clock.now())
