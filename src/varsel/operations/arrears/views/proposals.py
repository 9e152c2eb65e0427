"""Proposals: a list whose filters are its address, the same as a file, and what moved since it was opened."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from varsel.kit import clock, money
from varsel.kit.htmx import answer
from varsel.kit.lists import Rows, page_of
from varsel.kit.sheets import sheet
from varsel.operations.arrears import pages
from varsel.operations.arrears.pages import Why
from varsel.operations.arrears.sentences import ACTIONS, SIGNS, SORTS
from varsel.operations.arrears.views.filters import filters_of, links, query_of
from varsel.records.staff.gates import actor_of, requires


@require_GET
@requires("view_customer")
def proposals(request: HttpRequest) -> HttpResponse:
    """Show the proposals that wait for a person, or that are approved and wait for their moment."""
    at, filters, counts = clock.now(), filters_of(given=request.GET), pages.counts()
    found = pages.listed(state=filters.state, at=at)
    chosen = pages.waiting(found=found, filters=filters, at=at)
    rows = Rows(len(chosen), lambda skip, limit: pages.whole(some=chosen[skip : skip + limit], at=at))
    context = {
        "page": page_of(rows=rows, wanted=request.GET.get("page")),
        "filters": filters,
        "state": filters.state,
        "found": len(chosen),
        "all": len(found),
        "open": sum(count for (state, _action), count in counts.items() if state == "open"),
        "approved": sum(count for (state, _action), count in counts.items() if state == "approved"),
        "links": list(links(filters=filters, counted=pages.facets(found=found, filters=filters, at=at))),
        "sorts": SORTS.items(),
        "me": actor_of(request=request),
        "query": query_of(filters=filters),
        "at": at.isoformat(),
    }
    return answer(request=request, page="arrears/proposals.html", part="arrears/_proposals.html", context=context)


@require_GET
@requires("view_customer")
def proposals_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file."""
    at, filters = clock.now(), filters_of(given=request.GET)
    chosen = pages.waiting(found=pages.listed(state=filters.state, at=at), filters=filters, at=at)
    heads = (_("Customer"), _("Service"), _("Step"), _("Invoice"), _("Last day to pay"), _("Owed"), _("Currency"))
    lines = (_line(one) for one in pages.whole(some=chosen, at=at))
    return sheet(name="proposals", heads=[*heads, _("Rule"), _("Proposed at"), _("Look twice")], rows=lines, at=at)


@require_GET
@requires("view_customer")
def moved(request: HttpRequest) -> HttpResponse:
    """Say what came and went since a list was opened, so that nobody works on an old one."""
    came, went = pages.moved(since=_since(request))
    return render(request, "arrears/_moved.html", {"came": came, "went": went, "address": _address(request)})


def _since(request: HttpRequest) -> datetime:
    try:
        since = datetime.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        return clock.now()
    return since if since.tzinfo else since.replace(tzinfo=UTC)


def _address(request: HttpRequest) -> str:
    query = query_of(filters=filters_of(given=request.GET))
    return f"?{query}" if query else "?"


def _line(one: Why) -> tuple[object, ...]:
    invoice = one.invoice.number if one.invoice else None
    owed, marks = money.from_ore(ore=one.owed_ore), ", ".join(str(SIGNS[sign]) for sign in one.signs)
    end = (one.last_day, owed, one.currency, one.verdict.rule, one.made_at, marks)
    return (one.customer.number, one.service.external_id, ACTIONS[one.action], invoice, *end)
