"""The cap of the day: one person asks to lift it, another does."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varsel.kit import clock
from varsel.operations.arrears import actions as arrears
from varsel.operations.arrears import pages
from varsel.operations.arrears.actions.ask_cap import ask_cap_lift
from varsel.operations.arrears.forms import CapForm
from varsel.operations.arrears.refusals import Refused
from varsel.operations.arrears.sentences import REFUSED
from varsel.operations.arrears.views.asking import done, person_id
from varsel.records.staff.gates import requires

COUNTRY = "SE"  # whose local day is meant: both countries have one clock


@require_POST
@requires("approve_restriction")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask that more may be restricted today."""
    at = clock.now()
    form = CapForm(request.POST, above=pages.today(at=at).cap)
    if form.is_valid():
        ask_cap_lift(cap=form.cleaned_data["cap"], asked_by=person_id(request), at=at)
        messages.success(request, _("Asked. Somebody else with the right to lift the cap sees it on the board."))
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["cap"]))
    return done(request=request, to="/")


@require_POST
@requires("lift_cap")
def lift(request: HttpRequest) -> HttpResponse:
    """Lift the cap to what another person asked for, if that is still what was shown."""
    at = clock.now()
    today = pages.today(at=at)
    if today.asked_cap is None or today.asked_by is None or str(today.asked_cap) != request.POST.get("cap"):
        messages.warning(request, _("Nobody asks for that any more: look at the board again."))
        return done(request=request, to="/")
    try:
        arrears.lift_cap(
            country=COUNTRY, cap=today.asked_cap, asked_by=today.asked_by, lifted_by=person_id(request), at=at
        )
        messages.success(request, _("Up to %(cap)s services may be restricted today.") % {"cap": today.asked_cap})
    except Refused as refused:
        messages.error(request, str(REFUSED[refused.code]))
    return done(request=request, to="/")
