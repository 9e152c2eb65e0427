"""Letters: what the print house got, and what came back."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock
from varsel.kit.lists import Rows, page_of
from varsel.outlets.notices.letters import queries as printed
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.intake import returned_mail
from varsel.surfaces.intake.returned_mail import Noted, ReturnedMailError
from varsel.surfaces.outbox.actions import note_manifest
from varsel.surfaces.outbox.forms import ReturnedForm


@require_GET
@requires("view_outbox")
def batches(request: HttpRequest) -> HttpResponse:
    """List the print batches, newest first, and take what came back."""
    return render(request, "outbox/letters.html", _context(request))


@never_cache
@require_POST
@requires("handle_letters")
def manifest(request: HttpRequest, batch: str) -> HttpResponse:
    """Give the manifest of a batch as it was made, and write down who took it."""
    found = printed.manifest(batch=batch)
    if found is None:
        raise Http404
    note_manifest(batch=batch, sha256=found.sha256, actor=actor_of(request=request), at=clock.now())
    answer = HttpResponse(found.content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{batch}-manifest.csv"'
    return answer


@require_POST
@requires("handle_letters")
def returned(request: HttpRequest) -> HttpResponse:
    """Take a file of letters that came back: all of it, or nothing."""
    form = ReturnedForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, form)
    file = form.cleaned_data["file"]
    try:
        noted = returned_mail.take(content=file.read(), name=file.name, at=clock.now())
    except ReturnedMailError as wrong:
        return _refused(request, form, wrong)
    messages.success(request, _told(noted))
    return redirect("outbox_letters")


def _told(noted: Noted) -> str:
    new = ngettext("%(n)d letter was noted as returned.", "%(n)d letters were noted as returned.", noted.new)
    told = new % {"n": noted.new}
    return f"{told} {_('%(n)d were known before.') % {'n': noted.known}}" if noted.known else told


def _refused(request: HttpRequest, form: ReturnedForm, wrong: ReturnedMailError | None = None) -> HttpResponse:
    context = _context(request) | {"form": form, "wrong": wrong}
    return render(request, "outbox/letters.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _context(request: HttpRequest) -> dict[str, Any]:
    rows = Rows(printed.count_batches(), lambda skip, limit: printed.batches(limit=limit, skip=skip))
    return {"page": page_of(rows=rows, wanted=request.GET.get("page")), "form": ReturnedForm(), "now": clock.now()}
