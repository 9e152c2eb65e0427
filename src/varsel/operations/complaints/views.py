"""Complaints: look, receive, contact, answer, write the decision down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from varsel.kit import clock, ids
from varsel.kit.htmx import answer, wants_part
from varsel.kit.lists import Rows, page_of
from varsel.kit.sheets import sheet
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES as LAWS
from varsel.operations.complaints import actions, pages, queries
from varsel.operations.complaints.actions import Filed
from varsel.operations.complaints.forms import ContactForm, DecideForm, ReceiveForm
from varsel.operations.complaints.pages import Row
from varsel.operations.complaints.queries import Case, Wanted
from varsel.operations.complaints.refusals import Refused
from varsel.operations.complaints.sentences import AUTHORITIES, CATEGORIES, OUTCOMES, REFUSED, STATES
from varsel.records.staff.gates import actor_of, requires

ZONE = LAWS["SE"].ZONE  # the day of a desk, whose countries have one clock


@require_GET
@requires("view_customer")
def complaints(request: HttpRequest) -> HttpResponse:
    """Show complaints, filtered by what the address says."""
    wanted = _wanted(request)
    counted = queries.counts(by="authority")
    context = {
        "page": page_of(rows=_rows(wanted), wanted=request.GET.get("page")),
        "wanted": wanted,
        "states": [(key, word, queries.count(wanted=Wanted(state=key))) for key, word in STATES.items()],
        "authorities": [(key, counted.get(key, 0)) for key in AUTHORITIES],
        "query": request.GET.urlencode(),
    }
    return answer(request=request, page="complaints/list.html", part="complaints/_list.html", context=context)


@require_GET
@requires("view_customer")
def complaints_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file."""
    rows = _rows(_wanted(request))
    heads = (_("Authority"), _("Number"), _("Received on"), _("Category"), _("About"), _("Customer"), _("Answer by"))
    lines = (_line(row) for row in rows.fetch(0, rows.total))
    more = (_("Answered at"), _("Decision"), _("Decided at"))
    return sheet(name="complaints", heads=[*heads, *more], rows=lines, at=clock.now())


@require_http_methods(["GET", "POST"])
@requires("handle_complaint")
def receive(request: HttpRequest) -> HttpResponse:
    """Write down a complaint that came in."""
    at = clock.now()
    first = {key: request.GET[key] for key in ("customer", "invoice", "authority") if key in request.GET}
    form = ReceiveForm(request.POST or None, initial=first, today=local_day(at, ZONE))
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "back": reverse("complaints")}
        refused = request.method == "POST"
        return answer(
            request=request, page="complaints/new.html", part="complaints/_new.html", context=context, refused=refused
        )
    complaint_id = actions.receive(
        filed=_filed(form.cleaned_data, str(ids.new(at=at))), actor=actor_of(request=request), at=at
    )
    messages.success(request, _("The complaint is here, and its clocks run."))
    return _done(request, complaint_id)


@require_GET
@requires("view_customer")
def complaint(request: HttpRequest, complaint_id: int) -> HttpResponse:
    """Show one complaint and what can be done about it."""
    case = _case(complaint_id)
    context = {
        "row": pages.row(case=case),
        "contacts": pages.contacts(case=case),
        "journal": pages.told(case=case, language=get_language() or "en"),
        "zone": LAWS[case.country].ZONE,
        "contact_form": ContactForm(prefix="contact"),
        "decide_form": DecideForm(prefix="decide"),
    }
    return answer(request=request, page="complaints/case.html", part="complaints/_case.html", context=context)


@require_POST
@requires("handle_complaint")
def reach_out(request: HttpRequest, complaint_id: int) -> HttpResponse:
    """Note an attempt to reach who complained."""
    form = ContactForm(request.POST, prefix="contact")
    return _did(request, complaint_id, actions.reach_out, form, _("The attempt is noted."))


@require_POST
@requires("handle_complaint")
def answer_it(request: HttpRequest, complaint_id: int) -> HttpResponse:
    """Note that the authority got our answer."""
    return _did(request, complaint_id, actions.answer, None, _("The answer is noted."))


@require_POST
@requires("handle_complaint")
def decide(request: HttpRequest, complaint_id: int) -> HttpResponse:
    """Write down how the case ended."""
    form = DecideForm(request.POST, prefix="decide")
    return _did(request, complaint_id, actions.decide, form, _("The decision is noted."))


def _did(
    request: HttpRequest, complaint_id: int, act: Callable[..., None], form: ContactForm | DecideForm | None, said: str
) -> HttpResponse:
    """Do one thing about a complaint and lead back to it, with a word of how it went."""
    _case(complaint_id)
    if form is not None and not form.is_valid():
        messages.error(request, _("Choose one of the words."))
        return _done(request, complaint_id)
    try:
        act(
            complaint_id=complaint_id,
            **(form.cleaned_data if form else {}),
            actor=actor_of(request=request),
            at=clock.now(),
        )
    except Refused as refused:
        messages.error(request, str(REFUSED[refused.code]))
    else:
        messages.success(request, said)
    return _done(request, complaint_id)


def _filed(said: dict[str, Any], external_id: str) -> Filed:
    customer, invoice = said["customer"], said["invoice"]
    return Filed(
        external_id=external_id,
        authority=said["authority"],
        reference=said["reference"],
        received_on=said["received_on"],
        category=said["category"],
        caused_by=invoice.about if invoice else "",
        party_id=customer.id if customer else None,
        answer_by=said["answer_by"],
    )


def _wanted(request: HttpRequest) -> Wanted:
    authority, state = request.GET.get("authority", ""), request.GET.get("state", "")
    category = request.GET.get("category", "")
    return Wanted(
        authority=authority if authority in AUTHORITIES else "",
        category=category if category in CATEGORIES else "",
        state=state if state in STATES else "",
    )


def _rows(wanted: Wanted) -> Rows[Row]:
    total = queries.count(wanted=wanted)
    return Rows(total, lambda skip, limit: pages.rows(wanted=wanted, skip=skip, limit=limit))


def _line(row: Row) -> tuple[object, ...]:
    case, number = row.case, row.customer.number if row.customer else None
    days = (case.answer_by, case.answered_at, OUTCOMES.get(case.outcome or ""), case.decided_at)
    category = CATEGORIES.get(case.category, case.category)
    return (case.authority, case.called, case.received_on, category, row.caused_by, number, *days)


def _case(complaint_id: int) -> Case:
    found = queries.complaint(complaint_id=complaint_id)
    if found is None:
        raise Http404
    return found


def _done(request: HttpRequest, complaint_id: int) -> HttpResponse:
    to = reverse("complaint", args=[complaint_id])
    return HttpResponseClientRedirect(to) if wants_part(request=request) else redirect(to)
