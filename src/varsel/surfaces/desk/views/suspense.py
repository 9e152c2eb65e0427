"""Payments that wait for an owner: listed, looked at, and placed in two steps."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.lists import page_of
from varsel.kit.sheets import sheet
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import doubts, reversals
from varsel.records.ledger import suspense as ledgers
from varsel.records.ledger.queries import Billed
from varsel.records.ledger.suspense import Stray
from varsel.records.parties import queries as parties
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.desk import suspense
from varsel.surfaces.desk.forms import PlaceForm


@require_GET
@requires("view_customer")
def waiting(request: HttpRequest) -> HttpResponse:
    """List the payments that wait, oldest first."""
    filters, counts = _filters(request), ledgers.counts()
    context = {
        **filters,
        "page": page_of(rows=suspense.rows(**filters), wanted=request.GET.get("page")),
        "sources": _sums(counts, 0),
        "currencies": _sums(counts, 1),
        "all": sum(counts.values()),
        "sums": ledgers.sums().items(),
        "now": clock.now(),
        "reversals": reversals.how_many(),
        "query": request.GET.urlencode(),
    }
    return answer(request=request, page="desk/suspense.html", part="desk/_suspense.html", context=context)


@require_GET
@requires("view_customer")
def sheet_of_waiting(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file."""
    rows = suspense.rows(**_filters(request))
    heads = (_("Payment"), _("Reference"), _("Amount"), _("Currency"), _("Counts from"), _("Booked"), _("Format"))
    lines = (
        (one.id, one.reference, one.amount, one.currency, one.initiated_on, one.booked_at, one.source)
        for one in rows.fetch(0, rows.total)
    )
    return sheet(name="suspense", heads=heads, rows=lines, at=clock.now())


@require_GET
@requires("view_customer")
def payment(request: HttpRequest, payment_id: int) -> HttpResponse:
    """Show one payment, and whose it may be."""
    found = _called(payment_id)
    return render(request, "desk/payment.html", _shown(found, PlaceForm(payment=found)))


@require_http_methods(["GET", "POST"])
@requires("place_payment")
def place(request: HttpRequest, payment_id: int) -> HttpResponse:
    """Show what placing the payment on an invoice would do; do it when that is sent."""
    found = _called(payment_id)
    form = PlaceForm(request.POST if request.method == "POST" else request.GET, payment=found)
    if not found.waits:
        return _too_late(request, found)
    if not form.is_valid():
        return render(request, "desk/payment.html", _shown(found, form), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    invoice: Billed = form.cleaned_data["invoice"]
    return _placed(request, found, invoice) if request.method == "POST" else _reviewed(request, found, invoice)


def _reviewed(request: HttpRequest, found: Stray, invoice: Billed) -> HttpResponse:
    context = {
        "payment": found,
        "invoice": invoice,
        "customer": parties.customer(party_id=invoice.party_id),
        "does": suspense.consequence(payment=found, invoice=invoice),
    }
    return render(request, "desk/place.html", context)


def _placed(request: HttpRequest, found: Stray, invoice: Billed) -> HttpResponse:
    actor = actor_of(request=request)
    try:
        ledger.place_payment(payment_id=found.id, invoice_id=invoice.id, at=clock.now(), actor=actor)
    except ValueError:  # somebody else was quicker: the currency was looked at above
        return _too_late(request, found)
    told = _("The payment is placed on invoice %(number)s. What it restricted opens within the minute, if it may.")
    messages.success(request, told % {"number": invoice.number})
    return redirect("desk_suspense")


def _too_late(request: HttpRequest, found: Stray) -> HttpResponse:
    messages.error(request, _("This payment was placed already. Nothing was changed."))
    return redirect("desk_payment", payment_id=found.id)


def _shown(found: Stray, form: PlaceForm) -> dict[str, Any]:
    offered, alike = suspense.suggestions(payment=found) if found.waits else ([], 0)
    return {
        "payment": found,
        "form": form,
        "files": suspense.files_of(payment=found),
        "suggestions": offered,
        "alike": alike if alike > suspense.TELLING else 0,
        "placed": suspense.placed(payment=found),
        "may_be": doubts.may_be(payment_ids=[found.id]).get(found.id) if found.waits else None,
    }


def _called(payment_id: int) -> Stray:
    found = ledgers.stray(payment_id=payment_id)
    if found is None:
        raise Http404
    return found


def _filters(request: HttpRequest) -> dict[str, str]:
    given = request.GET
    return {
        "source": given.get("source", ""),
        "currency": given.get("currency", ""),
        "text": given.get("reference", "").replace("\0", "").strip(),
    }


def _sums(counts: dict[tuple[str, str], int], part: int) -> dict[str, int]:
    summed: dict[str, int] = {}
    for key, count in counts.items():
        summed[key[part]] = summed.get(key[part], 0) + count
    return summed
