"""Visits: booked for an order from free windows, moved, called off; and the lists of today's and missed ones."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from varsel.kit import clock, ids
from varsel.kit.htmx import answer
from varsel.kit.lists import Rows, page_of
from varsel.kit.sheets import sheet
from varsel.law.calendar import local_day
from varsel.operations.fieldwork import actions, facts, queries
from varsel.operations.fieldwork.forms.desk import CallOffForm, WindowForm
from varsel.operations.fieldwork.pages import visits as pages
from varsel.operations.fieldwork.pages.visits import Promised
from varsel.operations.fieldwork.queries import Booked, Free, Job
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.fieldwork.sentences import VISITS
from varsel.operations.fieldwork.templatetags.fieldwork import VISIT_LISTS
from varsel.operations.fieldwork.views.finding import found, in_words
from varsel.records.parties import queries as parties
from varsel.records.staff.gates import actor_of, requires


@require_GET
@requires("view_orders")
def visits(request: HttpRequest) -> HttpResponse:
    """Show the visits of today, those to come, or those that were missed."""
    at, show = clock.now(), _show(request)
    which = _today(at)
    counts = pages.counts(**which)
    rows = Rows(counts[show], lambda skip, limit: pages.listed(show=show, **which, skip=skip, limit=limit))
    context = {
        "show": show,
        "shows": [(key, word, counts[key]) for key, word in VISIT_LISTS.items()],
        "page": page_of(rows=rows, wanted=request.GET.get("page")),
        "now": at,
        "here": request.get_full_path(),
        "query": request.GET.urlencode(),
    }
    return answer(request=request, page="fieldwork/visits.html", part="fieldwork/_visits.html", context=context)


@require_GET
@requires("view_customer")
def visits_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file."""
    at, show = clock.now(), _show(request)
    which = _today(at)
    listed = pages.listed(show=show, **which, skip=0, limit=pages.counts(**which)[show])
    heads = [_("From"), _("To"), _("Customer"), _("Service"), _("Technician"), _("State"), _("Checked in"), _("Case")]
    return sheet(name="visits", heads=heads, rows=[_line(one) for one in listed], at=at)


@require_http_methods(["GET", "POST"])
@requires("book_visit")
def windows(request: HttpRequest, order_id: int) -> HttpResponse:
    """Offer the windows that somebody free and able can keep, and promise the one that the customer takes."""
    order, at = found(order_id=order_id), clock.now()
    if order.service_id is None or order.party_id is None:
        raise Http404
    promised = queries.visit_to_come(order_id=order.id)
    free = facts.free_windows(order=order, at=at) if order.ended_at is None else []
    form = WindowForm(request.POST if request.method == "POST" else None, windows=free)
    if form.is_bound and _is_booked(form):
        return redirect("order", order_id=order.id)
    if form.is_valid() and _booked(request, order, promised, form, at=at):
        return redirect("order", order_id=order.id)
    context = {
        "order": order,
        "customer": parties.customer(party_id=order.party_id),
        "promised": promised,
        "days": _by_day([one for one in free if promised is None or one.begins_at != promised.begins_at]),
        "form": form,
        "key": ids.new(at=at),
    }
    return render(request, "fieldwork/windows.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires("book_visit")
def call_off(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Call a visit off: the customer asked for it, or we can't keep it."""
    form, visit = CallOffForm(request.POST), _found(visit_id)
    if not form.is_valid():
        messages.error(request, _("Say who calls it off."))
        return _back(visit)
    by_customer = form.cleaned_data["by"] == "customer"
    try:
        actions.call_off_visit(
            visit_id=visit_id, by_customer=by_customer, actor=actor_of(request=request), at=clock.now()
        )
    except Refused as refused:
        messages.error(request, in_words(refused=refused))
    else:
        said = _("The visit is called off.") if by_customer else _("The visit is called off, and the customer is told.")
        messages.success(request, said)
    return _back(visit)


@require_POST
@requires("book_visit")
def settle(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Say what became of a visit that belongs to no order: it took place, or nobody came."""
    visit, outcome = _found(visit_id), request.POST.get("outcome", "")
    act = {"done": actions.visit_done, "missed": actions.visit_missed}.get(outcome)
    if act is None or visit.order_id is not None or clock.now() < visit.begins_at:
        messages.error(request, _("Say what became of it, when its time has come."))
        return redirect("visits")
    try:
        act(visit_id=visit_id, actor=actor_of(request=request), at=clock.now())
    except Refused as refused:
        messages.error(request, in_words(refused=refused))
    else:
        messages.success(request, _("It is written down."))
    return redirect("visits")


def _found(visit_id: int) -> Booked:
    try:
        return queries.visit(visit_id=visit_id)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def _back(visit: Booked) -> HttpResponse:
    if visit.order_id is not None:
        return redirect("order", order_id=visit.order_id)
    return redirect("visits")


def _is_booked(form: WindowForm) -> bool:
    """Tell whether the same page was sent before: the visit is called by its key."""
    form.full_clean()
    key = form.cleaned_data.get("key")
    return key is not None and queries.called(name=str(key)) is not None


def _booked(request: HttpRequest, order: Job, promised: Booked | None, form: WindowForm, *, at: datetime) -> bool:
    """Do it, and tell whether it was done; what is refused stands above the windows."""
    said: dict[str, Any] = {"called": str(form.cleaned_data["key"]), "begins_at": form.cleaned_data["begins_at"]}
    said |= {"actor": actor_of(request=request), "at": at}
    try:
        if promised is None:
            actions.book_for_order(order_id=order.id, **said)
        else:
            actions.rebook_visit(visit_id=promised.id, **said)
    except Refused as refused:
        form.add_error(None, in_words(refused=refused))
        return False
    messages.success(request, _("The visit is booked, and the customer is told."))
    return True


def _by_day(free: list[Free]) -> list[tuple[Any, list[Free]]]:
    zone = get_current_timezone_name()
    return [(day, list(some)) for day, some in groupby(free, key=lambda one: local_day(one.begins_at, zone))]


def _today(at: datetime) -> dict[str, Any]:
    """Return which day the lists are about."""
    zone = get_current_timezone_name()
    return {"day": local_day(at, zone), "zone": zone, "at": at}


def _show(request: HttpRequest) -> str:
    show = request.GET.get("show", "")
    return show if show in VISIT_LISTS else "today"


def _line(one: Promised) -> tuple[object, ...]:
    technician = one.order.technician if one.order else None
    what = (one.visit.begins_at, one.visit.ends_at, one.customer.number, one.service, technician)
    return (*what, VISITS[one.visit.state].word, one.visit.checked_in_at, one.case_id)
