"""Compensation on the desk: look at what waits, and decide."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.lists import Rows, page_of
from varsel.kit.sheets import sheet
from varsel.operations.compensation import actions, pages, queries
from varsel.operations.compensation.forms import DecideForm
from varsel.operations.compensation.pages import Row
from varsel.operations.compensation.queries import Compensated
from varsel.operations.compensation.refusals import SENTENCES, Refused
from varsel.operations.compensation.sentences import STATES
from varsel.records.operator import queries as operator
from varsel.records.staff.gates import actor_of, requires


@require_GET
@requires("view_customer")
def cases(request: HttpRequest) -> HttpResponse:
    """Show the cases, those that wait longest at the top."""
    state = _state(request)
    context = {
        "page": page_of(rows=_rows(state), wanted=request.GET.get("page")),
        "state": state,
        "states": [(key, word, queries.count(state=key)) for key, word in STATES.items()],
    }
    return answer(request=request, page="compensation/list.html", part="compensation/_list.html", context=context)


@require_GET
@requires("view_customer")
def cases_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file."""
    rows = _rows(_state(request))
    heads = [_("Opened at"), _("Customer"), _("Service"), _("Visit from"), _("Visit to"), _("State")]
    heads += [_("Asked for"), _("Compensation"), _("Currency"), _("Why not more"), _("When it was decided")]
    return sheet(
        name="compensation", heads=heads, rows=(_line(row) for row in rows.fetch(0, rows.total)), at=clock.now()
    )


@require_GET
@requires("view_customer")
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show one case, and the form that decides it."""
    return _shown(request, _found(case_id), DecideForm(standard=_standard()))


@require_POST
@requires("decide_compensation")
def decide(request: HttpRequest, case_id: int) -> HttpResponse:
    """Decide a case; the customer is told, and credited at once."""
    seen, form = _found(case_id), DecideForm(request.POST, standard=_standard())
    if not form.is_valid():
        return _shown(request, seen, form, status=422)
    try:
        actions.decide(case_id=seen.id, **form.cleaned_data, actor=actor_of(request=request), at=clock.now())
    except Refused as refused:
        messages.error(request, str(SENTENCES[refused.code]))
    else:
        messages.success(request, _("The case is decided, and the customer is told."))
    return redirect("compensation_case", case_id=seen.id)


def _shown(request: HttpRequest, seen: Compensated, form: DecideForm, *, status: int = 200) -> HttpResponse:
    context = {"one": pages.one(case=seen, language=get_language() or "en"), "form": form}
    found = answer(request=request, page="compensation/case.html", part="compensation/_case.html", context=context)
    found.status_code = status
    return found


def _standard() -> Decimal | None:
    return operator.policy_at(at=clock.now()).policy.compensation.missed_visit


def _state(request: HttpRequest) -> str:
    state = request.GET.get("state", "open")
    return state if state in STATES else "open"


def _rows(state: str) -> Rows[Row]:
    return Rows(queries.count(state=state), lambda skip, limit: pages.rows(state=state, skip=skip, limit=limit))


def _line(row: Row) -> tuple[object, ...]:
    case = row.case
    about = (case.opened_at, row.customer.number, row.service, case.begins_at, case.ends_at, STATES[case.state])
    return (*about, row.claimed, row.amount, row.currency, case.because, case.decided_at)


def _found(case_id: int) -> Compensated:
    found = queries.case(case_id=case_id)
    if found is None:
        raise Http404
    return found
