"""Lent routers: what is out, to whom; handed out and taken back by serial number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.lists import Rows, page_of
from varsel.kit.sheets import sheet
from varsel.operations.outages import actions, queries
from varsel.operations.outages.account import Lent
from varsel.operations.outages.forms import BackForm, HandForm, LostForm
from varsel.operations.outages.pages import loans as pages
from varsel.operations.outages.refusals import SENTENCES, Refused
from varsel.operations.outages.sentences import LOANS
from varsel.operations.outages.views.finding import posted
from varsel.operations.stock import queries as stock
from varsel.operations.stock import reach
from varsel.records.parties import queries as parties
from varsel.records.staff.gates import actor_of, requires


@require_GET
@requires("view_stock")
def loans(request: HttpRequest) -> HttpResponse:
    """Show lent routers, filtered by what the address says."""
    show, at = _show(request), clock.now()
    listed, counted = pages.rows(show=show, at=at), pages.counts()
    context = {
        "page": page_of(
            rows=Rows(len(listed), lambda skip, n: listed[skip : skip + n]), wanted=request.GET.get("page")
        ),
        "show": show,
        "shows": [(key, word, counted.get(key)) for key, word in LOANS.items()],
        "left": queries.routers_left(at=at),
        "query": request.GET.urlencode(),
    }
    return answer(request=request, page="outages/loans.html", part="outages/_loans_list.html", context=context)


@require_GET
@requires("view_stock")
def loans_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file; names only to whom sees customers."""
    show, at = _show(request), clock.now()
    heads = [_("Customer"), _("Serial number"), _("Outage"), _("Out"), _("Handed over"), _("Back"), _("Days")]
    lines = [_line(row) for row in pages.rows(show=show, at=at)]
    return sheet(name=f"loans-{show}", heads=heads, rows=lines, at=at)


@require_http_methods(["GET", "POST"])
@requires("lend_router")
def hand(request: HttpRequest) -> HttpResponse:
    """Hand a router out by its serial number."""
    number, serial = request.GET.get("customer", ""), request.GET.get("serial", "")
    form = HandForm(posted(request=request), initial={"customer": number, "serial": serial})

    def do(given: Mapping[str, Any]) -> None:
        who = {"party_id": given["customer"].id, "actor": actor_of(request=request), "at": clock.now()}
        what = {key: given[key] for key in ("serial", "how", "signed_by", "tracking")}
        actions.hand_out(**who, **what)

    more = {"title": _("Hand a router out"), "button": _("It is handed over"), "unknown": _is_unknown(number)}
    return _form(request, form, more, do, said=_("The router is handed over."), to=f"{reverse('loans')}?show=out")


@require_http_methods(["GET", "POST"])
@requires("lend_router")
def back(request: HttpRequest) -> HttpResponse:
    """Take a router back by its serial number; the next can be scanned at once."""
    places = [(one.id, one.called) for one in stock.stores()]
    form = BackForm(posted(request=request), initial={"place_id": request.GET.get("place", "")}, places=places)

    def do(given: Mapping[str, Any]) -> None:
        actions.take_back(**given, actor=actor_of(request=request), at=clock.now())

    more = {"title": _("Take a router back"), "button": _("It is back"), "scan": "place" in request.GET}
    to = f"{reverse('loan_back')}?place={request.POST.get('place_id', '')}"
    return _form(request, form, more, do, said=_("It is back. Scan the next one."), to=to)


@require_http_methods(["GET", "POST"])
@requires("lend_router")
def lost(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Write a router off that does not come back."""
    loan, form = _found(loan_id), LostForm(posted(request=request))

    def do(given: Mapping[str, Any]) -> None:
        actions.write_off(loan_id=loan.id, because=given["because"], actor=actor_of(request=request), at=clock.now())

    title = _("The router of %(customer)s does not come back")
    whose = parties.customer(party_id=loan.party_id).number
    more = {"title": title % {"customer": whose}, "button": _("Write it off")}
    return _form(request, form, more, do, said=_("It is written off."), to=f"{reverse('loans')}?show=over")


@require_POST
@requires("lend_router")
def not_needed(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Let go of a router that was set aside, or note that one without a number came back."""
    loan = _found(loan_id)
    who: dict[str, Any] = {"actor": actor_of(request=request), "at": clock.now()}
    try:
        actions.return_loan(outage_id=loan.outage_id, party_id=loan.party_id, **who)
    except Refused as refused:
        messages.error(request, str(SENTENCES[refused.code]))
    else:
        messages.success(request, _("The loan is over."))
    return redirect("loans")


def _form(
    request: HttpRequest,
    form: forms.Form,
    more: Mapping[str, Any],
    do: Callable[[Mapping[str, Any]], None],
    *,
    said: str,
    to: str,
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(SENTENCES[refused.code]))
        else:
            messages.success(request, said)
            return redirect(to)
    status = 422 if form.is_bound else 200
    return render(request, "outages/loan_form.html", {"form": form, **more}, status=status)


def _show(request: HttpRequest) -> str:
    show = request.GET.get("show", "")
    return show if show in LOANS else "out"


def _found(loan_id: int) -> Lent:
    loan = queries.loan(loan_id=loan_id)
    if loan is None:
        raise Http404
    return loan


def _is_unknown(number: str) -> bool:
    """Tell whether nobody knows if a mobile phone works where this customer lives."""
    customer = parties.by_number(number=number) if number else None
    return customer is not None and reach.coverage(party_ids=[customer.id])[customer.id] is None


def _line(row: pages.Row) -> tuple[object, ...]:
    serial, ended = row.unit.serial if row.unit else "", row.loan.back_at or row.loan.lost_at
    place = row.outage.title or row.outage.called
    return (row.customer.number, serial, place, row.loan.out_at, row.loan.handed_at, ended, row.days)
