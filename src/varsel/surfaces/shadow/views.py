"""A day in the shadow as a page: what would have been done, one day an address."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.lists import Rows, page_of
from varsel.kit.sheets import sheet
from varsel.law.calendar import local_day
from varsel.outlets.shadow import queries as shadow
from varsel.records.staff.gates import requires
from varsel.surfaces.shadow import days, telling, words
from varsel.surfaces.shadow.days import Row

ZONE = "Europe/Stockholm"


@require_GET
@requires("view_customer")
def day(request: HttpRequest) -> HttpResponse:
    """Show what would have been done on a day, all of it or one kind of act."""
    now = clock.now()
    today, chosen = local_day(now, ZONE), request.GET.get("action", "")
    found = days.day_of(day=_asked(request, today), deeds=None, at=now)
    rows = _filtered(found, chosen)
    listed = Rows(len(rows), lambda skip, limit: rows[skip : skip + limit])
    counts = {action: sum(1 for row in found.rows if row.action == action) for action in words.ACTIONS}
    context = {
        "day": found,
        "before": found.day - timedelta(days=1),
        "after": found.day + timedelta(days=1) if found.day < today else None,
        "today": today,
        "action": chosen,
        "actions": [(action, word, counts[action]) for action, word in words.ACTIONS.items()],
        "page": page_of(rows=listed, wanted=request.GET.get("page")),
        "query": request.GET.urlencode(),
        "ever": bool(shadow.periods()),
    }
    return answer(request=request, page="shadow/day.html", part="shadow/_day.html", context=context)


@require_GET
@requires("view_customer")
def sheet_of_day(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file; people stand in it by their ids only."""
    now = clock.now()
    found = days.day_of(day=_asked(request, local_day(now, ZONE)), deeds=None, at=now)
    heads = (
        _("Day"),
        _("Moment"),
        _("What"),
        _("Customer"),
        _("Services"),
        _("Invoice"),
        _("Amount"),
        _("Currency"),
        _("Rule"),
        _("Why"),
    )
    lines = (_line(row, found.day) for row in _filtered(found, request.GET.get("action", "")))
    return sheet(name=f"shadow-{found.day}", heads=heads, rows=lines, at=now)


def _asked(request: HttpRequest, today: date) -> date:
    """Return the day that the address names; today for none, nonsense, or a day to come."""
    try:
        return min(today, date.fromisoformat(request.GET.get("day", "")))
    except ValueError:
        return today


def _filtered(found: days.Day, action: str) -> list[Row]:
    return [row for row in found.rows if action not in words.ACTIONS or row.action == action]


def _line(row: Row, when: date) -> tuple[object, ...]:
    act = row.act
    assert act
    word, services = words.ACTIONS[row.action], " ".join(row.services)
    why = telling.why(row=row, language=get_language() or "en")
    return (when, act.at, word, row.customer, services, act.invoice, act.amount, act.currency, act.rule, why)
