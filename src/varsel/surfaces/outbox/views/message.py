"""One message: its proof, what a person finds out about it, and the letter as it was printed."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices import resolving
from varsel.outlets.notices.letters import queries as letters
from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.queries import Proof
from varsel.records.parties import queries as parties
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.outbox import evidence as evidences
from varsel.surfaces.outbox.actions import note_shown
from varsel.surfaces.outbox.forms import ResolveForm, ShowForm
from varsel.surfaces.outbox.proving import shown


@require_GET
@requires("view_customer")
def message(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show a message with its proof; a protected identity stays masked."""
    return _page(request, _called(ref))


@never_cache
@require_GET
@requires("view_customer")
def evidence(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Give the proof of a message as JSON."""
    found = evidences.evidence(shown=shown(proof=_called(ref), language=_language()), at=clock.now())
    answer = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="message-{ref}.json"'
    return answer


@never_cache
@require_POST
@requires("unmask_protected")
def show(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show a message to a protected identity in this answer only, and write down who asked and why."""
    found, form = _called(ref), ShowForm(request.POST)
    if not form.is_valid():
        return _page(request, found, show_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    _note(request, found, form.cleaned_data["because"])
    return _page(request, found, unmasked=True)


@require_POST
@requires("resolve_message")
def resolve(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Write down what somebody found out about a message of which nobody knows."""
    found, form = _called(ref), ResolveForm(request.POST)
    if not form.is_valid():
        return _page(request, found, resolve_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    arrived, because = form.cleaned_data["arrived"] == "yes", form.cleaned_data["because"]
    actor = actor_of(request=request)
    try:
        resolving.resolve(notice_id=found.id, arrived=arrived, because=because, actor=actor, at=clock.now())
    except resolving.NotUnknown:
        messages.error(request, _("What became of it is known by now: look at it again. Nothing was changed."))
    else:
        told = _("It counts as told.") if arrived else _("It goes the next way, or onto the call list.")
        messages.success(request, told)
    return redirect("outbox_message", ref=ref)


@never_cache
@require_GET
@requires("view_customer")
def letter(request: HttpRequest, ref: UUID, attempt: UUID) -> HttpResponse:
    """Give a letter as it was printed; one to a protected identity is shown only to who says why."""
    found = _called(ref)
    if parties.customer(party_id=found.party_id).protected_identity:
        messages.error(request, _("The identity is protected: say on this page why the letter must be seen."))
        return redirect("outbox_message", ref=ref)
    return _pdf(found, attempt)


@never_cache
@require_POST
@requires("unmask_protected")
def show_letter(request: HttpRequest, ref: UUID, attempt: UUID) -> HttpResponse:
    """Give a letter to a protected identity once, and write down who asked and why."""
    found, form = _called(ref), ShowForm(request.POST)
    if not form.is_valid():
        return _page(request, found, show_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    _note(request, found, form.cleaned_data["because"])
    return _pdf(found, attempt)


def _page(
    request: HttpRequest,
    found: Proof,
    *,
    unmasked: bool = False,
    show_form: ShowForm | None = None,
    resolve_form: ResolveForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "shown": shown(proof=found, language=_language(), unmasked=unmasked),
        "unmasked": unmasked,
        "show_form": show_form or ShowForm(),
        "resolve_form": resolve_form or ResolveForm(),
        "may_be_rung": not PURPOSES[found.about].starts_time,
    }
    return render(request, "outbox/message.html", context, status=status)


def _pdf(found: Proof, attempt: UUID) -> HttpResponse:
    """Return the very bytes that were printed, if the hand-over is one of this message."""
    own = {one.ref for one in found.attempts}
    content = letters.content(attempt_ref=str(attempt)) if str(attempt) in own else None
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="letter-{attempt}.pdf"'
    return answer


def _note(request: HttpRequest, found: Proof, because: str) -> None:
    note_shown(party_id=found.party_id, because=because, actor=actor_of(request=request), at=clock.now())


def _called(ref: UUID) -> Proof:
    found = notices.message(ref=str(ref))
    if found is None:
        raise Http404
    return found


def _language() -> str:
    return get_language() or "en"
