"""The inbox: what customers wrote back, the oldest first, and what was done about it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.lists import page_of
from varsel.kit.sheets import sheet
from varsel.outlets.notices.replies import actions
from varsel.outlets.notices.replies import queries as written
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.outbox import replies
from varsel.surfaces.outbox.forms import HandledForm
from varsel.surfaces.outbox.words import CHANNELS


@require_GET
@requires("view_customer")
def waiting(request: HttpRequest) -> HttpResponse:
    """List the replies that wait."""
    page, part = "outbox/replies.html", "outbox/_replies.html"
    return answer(request=request, page=page, part=part, context=_context(request))


@require_GET
@requires("view_customer")
def sheet_of_replies(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file."""
    rows = replies.rows()
    heads = (_("Came"), _("Channel"), _("Customer"), _("From"), _("Text"))
    lines = (
        (one.it.came_at, CHANNELS[one.it.channel], one.customer.number if one.customer else None, one.address, one.text)
        for one in rows.fetch(0, rows.total)
    )
    return sheet(name="replies", heads=heads, rows=lines, at=clock.now())


@require_POST
@requires("answer_reply")
def handle(request: HttpRequest, reply_id: int) -> HttpResponse:
    """Note what was done about a reply."""
    if written.reply(reply_id=reply_id) is None:
        raise Http404
    form = HandledForm(request.POST)
    if not form.is_valid():
        context = _context(request) | {"wrong": form, "wrong_id": reply_id}
        return render(request, "outbox/replies.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    said, actor = form.cleaned_data["said"], actor_of(request=request)
    try:
        actions.handle(reply_id=reply_id, said=said, at=clock.now(), actor=actor)
    except actions.AlreadyHandled as done:
        messages.error(request, _("A colleague was quicker: %(done)s. Nothing was changed.") % {"done": done})
    else:
        messages.success(request, _("Written down: the reply is seen to."))
    return redirect("outbox_replies")


def _context(request: HttpRequest) -> dict[str, Any]:
    return {
        "page": page_of(rows=replies.rows(), wanted=request.GET.get("page")),
        "form": HandledForm(),
        "now": clock.now(),
    }
