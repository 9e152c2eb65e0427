"""The desk's own pages: the board, customers, what was said to them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.lists import page_of
from varsel.kit.sheets import sheet
from varsel.operations.arrears.forms import CapForm
from varsel.operations.arrears.sentences import CLOCKS
from varsel.outlets.notices import queries as notices
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.records.staff import queries as staff
from varsel.records.staff.gates import requires
from varsel.surfaces.desk import board as boards
from varsel.surfaces.desk.actions import note_shown
from varsel.surfaces.desk.board import Row
from varsel.surfaces.desk.forms import ShowForm
from varsel.surfaces.desk.person import person


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
        "kinds": [(key, CLOCKS.get(key, key.replace("_", " ")), count) for key, count in counted.kinds.items()],
        "page": page_of(rows=rows, wanted=request.GET.get("page")),
        "query": request.GET.urlencode(),
        "today": today,
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


@require_GET
@requires("view_customer")
def customers(request: HttpRequest) -> HttpResponse:
    """Find customers by number or name; a number that is one customer's leads straight there."""
    text = request.GET.get("q", "").strip()
    exact = parties.by_number(number=text) if text else None
    if exact:
        return redirect("desk_customer", number=exact.number)
    found = parties.find(text=text) if text else []
    context = {"text": text, "found": found}
    return answer(request=request, page="desk/customers.html", part="desk/_customers.html", context=context)


@require_GET
@requires("view_customer")
def customer(request: HttpRequest, number: str) -> HttpResponse:
    """Show everything about one customer; a protected identity stays masked."""
    return render(request, "desk/customer.html", _person(_called(number), form=ShowForm()))


@never_cache
@require_POST
@requires("unmask_protected")
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show a protected identity in this answer only, and write down who asked and why."""
    found, form = _called(number), ShowForm(request.POST)
    unmasked = form.is_valid() and found.protected_identity
    if unmasked:
        because, by = form.cleaned_data["because"], f"staff:{request.user.pk}"
        note_shown(party_id=found.id, because=because, actor=by, at=clock.now())
    context = _person(found, form=form) | {"unmasked": unmasked}
    refused = not form.is_valid()
    return answer(
        request=request, page="desk/customer.html", part="desk/_identity.html", context=context, refused=refused
    )


@require_GET
@requires("view_customer")
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Show a word as it was sent; the name of a protected identity is masked in it."""
    try:
        word = notices.word(notice_id=notice_id)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    to = parties.customer(party_id=word.party_id)
    text = word.text.replace(to.name, to.shown_name) if to.protected_identity else word.text
    return render(request, "desk/notice.html", {"word": word, "customer": to, "text": text})


def _person(found: Customer, *, form: ShowForm) -> dict[str, Any]:
    gathered = person(customer=found, at=clock.now(), language=_language())
    return {"person": gathered, "customer": found, "form": form, "unmasked": False}


def _called(number: str) -> Customer:
    found = parties.by_number(number=number)
    if found is None:
        raise Http404
    return found


def _filters(request: HttpRequest) -> tuple[str, str]:
    show = request.GET.get("show", "")
    return show if show in boards.SHOWS else "clocks", request.GET.get("kind", "")


def _line(row: Row) -> tuple[object, ...]:
    who = (row.customer.number, row.customer.shown_name) if row.customer else (None, None)
    return (row.what, row.about, *who, row.at, row.ground, row.amount, row.currency)


def _language() -> str:
    return get_language() or "en"
