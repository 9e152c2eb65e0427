"""The board: what waits, on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.lists import page_of
from varsel.kit.sheets import sheet
from varsel.operations.arrears import queries as arrears
from varsel.operations.arrears.forms import CapForm
from varsel.operations.arrears.sentences import CLOCKS
from varsel.records.operator import queries as operator
from varsel.records.staff import queries as staff
from varsel.records.staff.gates import requires
from varsel.surfaces.desk import board as boards
from varsel.surfaces.desk.board import Row


@require_GET
@requires("view_desk")
def board(request: HttpRequest) -> HttpResponse:
    """Show what waits: numbers, and the list behind one of them."""
    at, (show, kind) = clock.now(), _filters(request)
    counted = boards.board(at=at)
    rows = boards.rows(show=show, kind=kind, counted=counted, at=at, language=_language())
    today = counted.today
    context = {
        "board": counted,
        "shows": [(key, word, getattr(counted, key)) for key, word in boards.SHOWS.items()],
        "show": show,
        "kind": kind,
        "kinds": [(key, CLOCKS[key], count) for key, count in counted.kinds.items()],
        "page": page_of(rows=rows, wanted=request.GET.get("page")),
        "query": request.GET.urlencode(),
        "today": today,
        "feed_is_stale": arrears.feed_is_stale(payments=operator.policy_at(at=at).policy.payments, at=at),
        "ask": CapForm(above=today.cap, initial={"cap": today.cap * 2}),
        "asked_by": staff.names(ids=frozenset({today.asked_by})).get(today.asked_by) if today.asked_by else "",
        "mine": today.asked_by == request.user.pk,
    }
    return answer(request=request, page="desk/board.html", part="desk/_board.html", context=context)


@require_GET
@requires("view_customer")
def board_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file. Protected identities are masked there too."""
    at, (show, kind) = clock.now(), _filters(request)
    rows = boards.rows(show=show, kind=kind, counted=boards.board(at=at), at=at, language=_language())
    heads = (_("What"), _("About"), _("Customer"), _("Name"), _("Moment"), _("Ground"), _("Amount"), _("Currency"))
    return sheet(name=show, heads=heads, rows=(_line(row) for row in rows.fetch(0, rows.total)), at=at)


def _filters(request: HttpRequest) -> tuple[str, str]:
    show = request.GET.get("show", "")
    return show if show in boards.SHOWS else "clocks", request.GET.get("kind", "")


def _line(row: Row) -> tuple[object, ...]:
    who = (row.customer.number, row.customer.shown_name) if row.customer else (None, None)
    return (row.what, row.about, *who, row.at, row.ground, row.amount, row.currency)


def _language() -> str:
    return get_language() or "en"
