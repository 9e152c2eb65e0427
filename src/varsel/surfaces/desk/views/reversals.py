"""What the bank took back without our knowing of which payment: listed, looked at, and placed."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from varsel.kit import clock
from varsel.kit.lists import Rows, page_of
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import reversals
from varsel.records.ledger.actions import NotThatPayment
from varsel.records.ledger.reversals import Lost
from varsel.records.parties import queries as parties
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.desk.refund_forms import MeantForm

SHOWN = 10


@require_GET
@requires("view_customer")
def waiting(request: HttpRequest) -> HttpResponse:
    """List the reversals that wait, oldest first."""
    rows = Rows(reversals.how_many(), lambda skip, limit: reversals.waiting(skip=skip, limit=limit))
    context = {"page": page_of(rows=rows, wanted=request.GET.get("page")), "now": clock.now()}
    return render(request, "desk/reversals.html", context)


@require_GET
@requires("view_customer")
def reversal(request: HttpRequest, reversal_id: int) -> HttpResponse:
    """Show one reversal, and which payment it may be of."""
    return render(request, "desk/reversal.html", _shown(_called(reversal_id), MeantForm()))


@require_http_methods(["POST"])
@requires("place_payment")
def place(request: HttpRequest, reversal_id: int) -> HttpResponse:
    """Undo the payment that somebody says was taken back."""
    lost, form = _called(reversal_id), MeantForm(request.POST)
    known = form.is_valid() and reversals.payment(payment_id=form.cleaned_data["payment"])
    if not known:
        if form.is_valid():
            form.add_error("payment", _("There is no payment with this number."))
        return render(request, "desk/reversal.html", _shown(lost, form), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    actor = actor_of(request=request)
    try:
        ledger.place_reversal(reversal_id=lost.id, payment_id=known.id, at=clock.now(), actor=actor)
    except NotThatPayment as refused:
        messages.error(request, _refusal(refused))
        return redirect("desk_reversal", reversal_id=lost.id)
    messages.success(request, _("The payment counts as never paid. What it had paid is open again."))
    return redirect("desk_reversals")


def _shown(lost: Lost, form: MeantForm) -> dict[str, Any]:
    found = reversals.candidates(lost=lost, limit=SHOWN) if lost.waits_because and lost.kind != "returned" else []
    people = parties.customers(party_ids={one.party_id for one in found if one.party_id is not None})
    meant = [(one, people.get(one.party_id) if one.party_id is not None else None) for one in found]
    return {"lost": lost, "meant": meant, "form": form}


def _refusal(refused: NotThatPayment) -> str:
    return {
        "placed": _("This was placed before. Nothing was changed."),
        "currency": _("That payment is in another currency. Nothing was changed."),
        "amount": _("That payment is smaller than what was taken back. Nothing was changed."),
        "paid_out": _("That payment was paid out again since: it can't be undone. Nothing was changed."),
    }[refused.code]


def _called(reversal_id: int) -> Lost:
    found = reversals.reversal(reversal_id=reversal_id)
    if found is None:
        raise Http404
    return found
