"""What is dark now, what is planned, what was; and one outage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.lists import Rows, page_of
from varsel.kit.sheets import sheet
from varsel.operations.outages.forms import CrewForm, LoanForm, ReceiptForm
from varsel.operations.outages.pages import live
from varsel.operations.outages.pages.live import Coming, Row
from varsel.operations.outages.pages.one import one
from varsel.operations.outages.sentences import CREW, NEEDS, NEXT, SHOWS
from varsel.operations.outages.views.finding import found
from varsel.records.staff.gates import requires

Listed = Sequence[Row] | Sequence[Coming]
LISTS: dict[str, Callable[..., Listed]] = {
    "open": live.open_rows,
    "planned": live.planned_rows,
    "over": live.over_rows,
}


@require_GET
@requires("view_outages")
def outages(request: HttpRequest) -> HttpResponse:
    """Show what is dark, what runs out first at the top; or what is planned, or what is over."""
    at, show, need = clock.now(), _show(request), _need(request)
    lists = {key: rows(at=at) for key, rows in LISTS.items()}
    listed = _needing(lists[show], need)
    context = {
        "show": show,
        "need": need,
        "shows": [(key, word, len(lists[key])) for key, word in SHOWS.items()],
        "needs": _needs(lists["open"]),
        "page": page_of(rows=Rows(len(listed), lambda skip, limit: listed[skip : skip + limit]), wanted=_page(request)),
        "customers": sum(row.touched.customers for row in lists["open"]),
        "accuracy": live.accuracy(at=at) if show == "over" else None,
        "now": at,
        "here": request.get_full_path(),
        "query": request.GET.urlencode(),
    }
    return answer(request=request, page="outages/list.html", part="outages/_list.html", context=context)


@require_GET
@requires("view_outages")
def outages_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file."""
    at, show = clock.now(), _show(request)
    listed = _needing(LISTS[show](at=at), _need(request))
    heads = [_("Place"), _("Node"), _("What"), _("Customers"), _("Businesses"), _("Safety alarms"), _("Begins")]
    if show == "planned":
        rows = [_planned_line(row) for row in listed if isinstance(row, Coming)]
        return sheet(name="planned-work", heads=[*heads, _("Ends"), _("Not told yet")], rows=rows, at=at)
    heads += [_("Ended at"), _("Expected until"), _("Crew"), _("Waits for"), _("Next step"), _("Before")]
    return sheet(name="outages", heads=heads, rows=[_line(row) for row in listed if isinstance(row, Row)], at=at)


@require_GET
@requires("view_outages")
def outage(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Show one outage and what can be done about it; one that another took over leads to that."""
    seen = found(outage_id=outage_id)
    if seen.merged_into is not None:
        return redirect("outage", outage_id=seen.merged_into)
    at = clock.now()
    context = {
        "one": one(outage=seen, at=at, language=get_language() or "en"),
        "crew_form": CrewForm(prefix="crew"),
        "receipt_form": ReceiptForm(),
        "loan_form": LoanForm(),
        "now": at,
        "here": request.path,
    }
    return answer(request=request, page="outages/outage.html", part="outages/_part.html", context=context)


def _show(request: HttpRequest) -> str:
    show = request.GET.get("show", "")
    return show if show in SHOWS else "open"


def _need(request: HttpRequest) -> str:
    need = request.GET.get("need", "")
    return need if need in NEEDS and _show(request) == "open" else ""


def _page(request: HttpRequest) -> str | None:
    return request.GET.get("page")


def _needing(listed: Listed, need: str) -> Listed:
    return [row for row in listed if isinstance(row, Row) and need in row.needs] if need else listed


def _needs(listed: Listed) -> list[tuple[str, Promise, int]]:
    return [(key, word, len(_needing(listed, key))) for key, word in NEEDS.items()]


def _line(row: Row) -> tuple[object, ...]:
    step = (NEXT[row.step.code], row.step.at) if row.step else (None, None)
    begin = (row.outage.detected_at, row.outage.ended_at, row.said.until)
    return (*_place(row, row.outage.title), *begin, CREW.get(row.said.crew or ""), row.said.item, *step)


def _planned_line(row: Coming) -> tuple[object, ...]:
    unsaid: datetime | int = row.unsaid if row.is_announced else row.touched.customers
    return (*_place(row, row.work.title), row.work.begins_at, row.work.ends_at, unsaid)


def _place(row: Row | Coming, title: str) -> tuple[object, ...]:
    return (row.municipality, row.name, title, *row.touched)
