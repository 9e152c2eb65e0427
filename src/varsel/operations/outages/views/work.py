"""Acts on an outage that speak to nobody: the crew, what came, receipts, routers."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varsel.kit import clock
from varsel.operations.outages import actions
from varsel.operations.outages.forms import CrewForm, LoanForm, ReceiptForm
from varsel.operations.outages.refusals import SENTENCES, Refused
from varsel.operations.outages.views.finding import found, top
from varsel.records.parties.queries import Customer
from varsel.records.staff.gates import actor_of, requires


@require_POST
@requires("run_outage")
def crew(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Say what the crew does now: the public page says it at once."""
    form = CrewForm(request.POST, prefix="crew")
    return _did(request, outage_id, actions.set_crew, form, _("It is said what the crew does."))


@require_POST
@requires("run_outage")
def go_on(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Say that what the work waited for is there."""
    return _did(request, outage_id, actions.go_on, None, _("The work goes on."))


@require_POST
@requires("tell_regulator")
def report(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Close a duty to the regulator with the number of its receipt; the duty may be of an outage taken over."""
    form, own = ReceiptForm(request.POST), found(outage_id=outage_id)
    return _did(request, own.id, actions.report_to_regulator, form, _("The receipt is written down."))


@require_POST
@requires("lend_router")
def lend(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Lend a customer the router that was offered."""
    return _with_customer(request, outage_id, actions.accept_loan, _("The router is lent."))


@require_POST
@requires("lend_router")
def take_back(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Take a lent router back."""
    return _with_customer(request, outage_id, actions.return_loan, _("The router is back."))


def _with_customer(request: HttpRequest, outage_id: int, act: Callable[..., object], said: str) -> HttpResponse:
    def do(*, outage_id: int, customer: Customer, **who: object) -> None:
        act(outage_id=outage_id, party_id=customer.id, **who)

    return _did(request, outage_id, do, LoanForm(request.POST), said)


def _did(
    request: HttpRequest, outage_id: int, act: Callable[..., object], form: forms.Form | None, said: str
) -> HttpResponse:
    """Do one thing about an outage and lead back to it, with a word of how it went."""
    seen = top(outage_id=outage_id)
    if form is not None and not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(str(one) for one in errors))
        return redirect("outage", outage_id=seen.id)
    try:
        given = form.cleaned_data if form else {}
        act(outage_id=outage_id, **given, actor=actor_of(request=request), at=clock.now())
    except Refused as refused:
        messages.error(request, str(SENTENCES[refused.code]))
    else:
        messages.success(request, said)
    return redirect("outage", outage_id=seen.id)
