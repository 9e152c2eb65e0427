"""What people do for a customer in arrears: hold, dispute, keep open, note a failed direct debit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from varsel.kit import clock, ids
from varsel.kit.htmx import answer
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import actions as arrears
from varsel.operations.arrears import queries
from varsel.operations.arrears.forms import DebitFailureForm, DisputeForm, HoldForm, SettleForm
from varsel.operations.arrears.queries import Argued
from varsel.operations.arrears.refusals import Refused
from varsel.operations.arrears.sentences import REFUSED
from varsel.operations.arrears.views.asking import back_to, done
from varsel.records.agreements import queries as agreements
from varsel.records.ledger import actions as ledger_actions
from varsel.records.ledger import queries as ledger
from varsel.records.ledger.queries import Billed
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.records.staff.gates import actor_of, requires


@require_http_methods(["GET", "POST"])
@requires("place_hold")
def hold(request: HttpRequest, number: str) -> HttpResponse:
    """Put collection on hold for a customer."""
    at, customer = clock.now(), _customer(number)
    form = HoldForm(request.POST or None, today=local_day(at, COUNTRIES[customer.country].ZONE))
    if request.method == "POST" and form.is_valid():
        arrears.set_hold(party_id=customer.id, **form.cleaned_data, actor=actor_of(request=request), at=at)
        messages.success(request, _("Collection is on hold for customer %(number)s.") % {"number": number})
        return done(request=request, to=back_to(request=request, number=number))
    return _form(request, form, customer, _("Put collection on hold"), _("Put on hold"))


@require_POST
@requires("place_hold")
def lift_hold(request: HttpRequest, number: str, hold_id: int) -> HttpResponse:
    """End a hold before its day."""
    at, customer = clock.now(), _customer(number)
    if hold_id not in {one.id for one in queries.holds(party_id=customer.id)}:
        raise Http404
    arrears.lift_hold(hold_id=hold_id, actor=actor_of(request=request), at=at)
    messages.success(request, _("The hold was lifted. What fell due meanwhile happens now."))
    return done(request=request, to=back_to(request=request, number=number))


@require_http_methods(["GET", "POST"])
@requires("open_dispute")
def dispute(request: HttpRequest, number: str) -> HttpResponse:
    """Open a dispute about an invoice."""
    at, invoice = clock.now(), _invoice(number)
    customer = parties.customer(party_id=invoice.party_id)
    form = DisputeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _disputed(form, invoice, by=actor_of(request=request), at=at):
        messages.success(request, _("The amount is frozen until somebody has decided."))
        return done(request=request, to=back_to(request=request, number=customer.number))
    title = _("Dispute invoice %(number)s") % {"number": number}
    return _form(request, form, customer, title, _("Open the dispute"), invoice=invoice)


@require_http_methods(["GET", "POST"])
@requires("settle_dispute")
def settle(request: HttpRequest, external_id: str) -> HttpResponse:
    """Decide a dispute."""
    at = clock.now()
    argued, invoice = _argued(external_id)
    customer = parties.customer(party_id=invoice.party_id)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _settled(form, argued, by=actor_of(request=request), at=at):
        messages.success(request, _("The dispute is settled."))
        return done(request=request, to=back_to(request=request, number=customer.number))
    title = _("Settle the dispute over invoice %(number)s") % {"number": invoice.number}
    return _form(request, form, customer, title, _("Settle"), invoice=invoice, argued=argued)


@require_http_methods(["GET", "POST"])
@requires("place_hold")
def debit_failed(request: HttpRequest, number: str) -> HttpResponse:
    """Note that the direct debit of an invoice failed, and through whom."""
    at, invoice = clock.now(), _invoice(number)
    customer = parties.customer(party_id=invoice.party_id)
    form = DebitFailureForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _noted(form, invoice, by=actor_of(request=request), at=at):
        messages.success(request, _("The failed direct debit is noted."))
        return done(request=request, to=back_to(request=request, number=customer.number))
    title = _("The direct debit of invoice %(number)s failed") % {"number": number}
    return _form(request, form, customer, title, _("Note it"), invoice=invoice)


@require_POST
@requires("place_hold")
def keep_open(request: HttpRequest, external_id: str) -> HttpResponse:
    """Note that the customer asks to stay open in spite of the credit limit."""
    at, service = clock.now(), agreements.service_called(external_id=external_id)
    if service is None:
        raise Http404
    try:
        arrears.keep_open(service_id=service.id, at=at, actor=actor_of(request=request))
    except Refused as refused:
        messages.error(request, str(REFUSED[refused.code]))
    else:
        messages.success(request, _("The service stays open until it is next invoiced."))
    number = parties.customer(party_id=service.party_id).number
    return done(request=request, to=back_to(request=request, number=number))


def _form(
    request: HttpRequest, form: forms.Form, customer: Customer, title: str, verb: str, **more: Any
) -> HttpResponse:
    back = back_to(request=request, number=customer.number)
    context = {"form": form, "customer": customer, "title": title, "verb": verb, "back": back, **more}
    refused = request.method == "POST"
    return answer(
        request=request, page="arrears/form.html", part="arrears/_form.html", context=context, refused=refused
    )


def _disputed(form: DisputeForm, invoice: Billed, *, by: str, at: datetime) -> bool:
    said = form.cleaned_data
    try:
        arrears.open_dispute(
            external_id=str(ids.new(at=at)),
            invoice_id=invoice.id,
            amount=said["amount"],
            because=said["because"],
            actor=by,
            at=at,
        )
    except Refused as refused:
        form.add_error(None, str(REFUSED[refused.code]))
    return not form.errors


def _settled(form: SettleForm, argued: Argued, *, by: str, at: datetime) -> bool:
    try:
        arrears.settle_dispute(dispute_id=argued.id, outcome=form.cleaned_data["outcome"], actor=by, at=at)
    except Refused as refused:
        form.add_error(None, str(REFUSED[refused.code]))
    return not form.errors


def _noted(form: DebitFailureForm, invoice: Billed, *, by: str, at: datetime) -> bool:
    try:
        ledger_actions.note_debit_failure(invoice_id=invoice.id, **form.cleaned_data, actor=by, at=at)
    except IntegrityError:
        form.add_error(None, _("A failure on that day is noted already."))
    return not form.errors


def _customer(number: str) -> Customer:
    customer = parties.by_number(number=number)
    if customer is None:
        raise Http404
    return customer


def _invoice(number: str) -> Billed:
    invoice = ledger.invoice_called(number=number)
    if invoice is None:
        raise Http404
    return invoice


def _argued(external_id: str) -> tuple[Argued, Billed]:
    argued = queries.dispute_called(external_id=external_id)
    if argued is None:
        raise Http404
    return argued, ledger.invoice(invoice_id=argued.invoice_id)
