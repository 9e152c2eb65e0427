"""The call list, and one call: the words, the number, and what was said."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.lists import page_of
from varsel.kit.sheets import sheet
from varsel.operations.arrears.sentences import NOTICES
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices import ringing
from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.queries import Proof
from varsel.outlets.shadow import queries as shadow
from varsel.records.parties import queries as parties
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.outbox import calls
from varsel.surfaces.outbox.forms import RungForm
from varsel.surfaces.outbox.words import LANGUAGES


@require_GET
@requires("view_customer")
def listed(request: HttpRequest) -> HttpResponse:
    """List who is to be rung, or asked for an address: what is due first, first."""
    at, language = clock.now(), _language(request)
    rows, tongues, overdue = calls.rows(language=language, at=at)
    context = {
        "page": page_of(rows=rows, wanted=request.GET.get("page")),
        "language": language,
        "tongues": [(key, LANGUAGES.get(key, key), count) for key, count in tongues.items()],
        "all": sum(tongues.values()),
        "most": calls.LISTED,
        "overdue": overdue,
        "in_shadow": shadow.running() is not None,
        "query": request.GET.urlencode(),
        "now": at,
    }
    return answer(request=request, page="outbox/calls.html", part="outbox/_calls.html", context=context)


@require_GET
@requires("ring_customer")
def sheet_of_calls(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file. Protected identities are masked there too."""
    at = clock.now()
    rows, _tongues, _overdue = calls.rows(language=_language(request), at=at)
    heads = (_("Ring before"), _("Customer"), _("Name"), _("Number"), _("Language"), _("What"), _("About"))
    lines = (
        (one.it.due_at, one.customer.number, one.customer.shown_name, one.number, one.customer.language,
         NOTICES.get(one.it.word.about, one.it.word.about), one.called)
        for one in rows.fetch(0, rows.total)
    )  # fmt: skip
    return sheet(name="calls", heads=heads, rows=lines, at=at)


@never_cache
@require_GET
@requires("ring_customer")
def call(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show what is to be said, and to which number."""
    return _page(request, _called(ref), RungForm())


@require_POST
@requires("ring_customer")
def rung(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Write down that the customer was rung and told."""
    found, form = _called(ref), RungForm(request.POST)
    if shadow.running():
        messages.info(request, _("Shadow mode: nobody is rung. Nothing was changed."))
        return redirect("outbox_call", ref=ref)
    if not form.is_valid():
        return _page(request, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    said, actor = form.cleaned_data["said"], actor_of(request=request)
    try:
        ringing.rung(notice_id=found.id, said=said, actor=actor, at=clock.now())
    except ringing.NotToBeRung:
        messages.error(request, _("This message is not to be rung any more, or a call does not stand for it."))
        return redirect("outbox_message", ref=ref)
    messages.success(request, _("Written down: the customer was rung and told."))
    return redirect("outbox_calls")


def _page(request: HttpRequest, found: Proof, form: RungForm, *, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    customer, at = parties.customer(party_id=found.party_id), clock.now()
    context = {
        "notice": found,
        "customer": customer,
        "number": calls.number_of(customer=customer),
        "says": calls.to_say(notice=found, at=at),
        "waits": found.state == "unreached",
        "may_be_rung": not PURPOSES[found.about].starts_time,
        "in_shadow": shadow.running() is not None,
        "form": form,
    }
    return render(request, "outbox/call.html", context, status=status)


def _called(ref: UUID) -> Proof:
    found = notices.message(ref=str(ref))
    if found is None:
        raise Http404
    return found


def _language(request: HttpRequest) -> str:
    return request.GET.get("language", "")[:5]
