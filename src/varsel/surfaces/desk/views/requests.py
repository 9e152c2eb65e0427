"""What the billing system that we follow was asked for, and what it has not answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.lists import page_of
from varsel.kit.sheets import sheet
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import requests
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.desk import refunds

ZONE = COUNTRIES["SE"].ZONE  # the day of a desk, whose countries have one clock


@require_GET
@requires("view_refunds")
def asked(request: HttpRequest) -> HttpResponse:
    """List requests, as the address says."""
    at, state = clock.now(), _state(request)
    today = local_day(at, ZONE)
    states = [(key, word, requests.count(state=key, today=today)) for key, word in refunds.ANSWERS.items()]
    context = {
        "state": state,
        "states": states,
        "all": requests.count(state="", today=today),
        "page": page_of(rows=refunds.request_rows(state=state, today=today), wanted=request.GET.get("page")),
        "today": today,
        "follows": ledger.follows(at=at),
        "query": request.GET.urlencode(),
    }
    return answer(request=request, page="desk/requests.html", part="desk/_requests.html", context=context)


@require_GET
@requires("view_refunds")
def sheet_of_asked(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file."""
    rows = refunds.request_rows(state=_state(request), today=local_day(clock.now(), ZONE))
    heads = (_("Request"), _("What"), _("Customer"), _("Invoice"), _("Amount"), _("Currency"), _("Asked"))
    more = (_("Answer by"), _("State"), _("Their number"), _("Reason"))
    lines = (
        (one.it.ref, one.it.kind, one.customer.number, one.it.invoice, one.it.amount, one.it.currency, one.it.asked_at,
         one.it.answer_by, one.it.state, one.it.theirs, one.it.reason)
        for one in rows.fetch(0, rows.total)
    )  # fmt: skip
    return sheet(name="requests", heads=[*heads, *more], rows=lines, at=clock.now())


@require_POST
@requires("propose_refund")
def again(request: HttpRequest, request_id: int) -> HttpResponse:
    """Ask anew for what was refused."""
    actor = actor_of(request=request)
    try:
        ledger.ask_again(request_id=request_id, at=clock.now(), actor=actor)
    except ValueError:
        messages.error(request, _("This can't be asked again: it was asked anew before, or not refused."))
    else:
        messages.success(request, _("The billing system is asked again, under a new id."))
    return redirect("desk_requests")


def _state(request: HttpRequest) -> str:
    state = request.GET.get("state", "")
    return state if state in refunds.ANSWERS else ""
