"""One fact sheet per event: agents read it at once, the press after somebody has put a name to it."""

from __future__ import annotations

import hashlib
import json
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock
from varsel.operations.outages import public_page
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.status import atom, facts, wording
from varsel.surfaces.status.answers import LANGUAGES
from varsel.surfaces.status.areas import areas
from varsel.surfaces.status.facts import Outage
from varsel.surfaces.status.sheets import actions
from varsel.surfaces.status.sheets import queries as sheets
from varsel.surfaces.status.sheets.actions import NotApproved
from varsel.surfaces.status.sheets.queries import Texts


@require_GET
@requires("view_facts")
def sheet(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Show the facts as they are now in every language, and which versions everybody could read."""
    return render(request, "status/fact_sheet.html", _shown(request, outage_id))


@require_POST
@requires("approve_facts")
def approve(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Approve what was looked at; where the facts have changed since, it is to be looked at again."""
    one = _called(outage_id)
    now = _texts(one)
    if request.POST.get("seen") != _digest(now):
        messages.error(request, _("The facts have changed since you looked. Nothing was approved: look again."))
        context = _shown(request, outage_id)
        return render(request, "status/fact_sheet.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        number = actions.approve(
            outage_id=one.event.id,
            texts=now,
            name=str(getattr(request.user, "name", "")),
            actor=actor_of(request=request),
            at=clock.now(),
        )
    except NotApproved as refused:
        messages.error(request, _refusal(refused))
    else:
        messages.success(request, _("Version %(number)s is approved: everybody can read it.") % {"number": number})
    return redirect("fact_sheet", outage_id=outage_id)


def _shown(request: HttpRequest, outage_id: int) -> dict[str, Any]:
    one = _called(outage_id)
    texts = _texts(one)
    kept = sheets.versions(outage_id=one.event.id)
    return {
        "texts": [(language, texts[language]) for language in LANGUAGES],
        "seen": _digest(texts),
        "versions": kept,
        "is_new": not kept or kept[0].texts != texts,
        "may_approve": "approve_facts" in request.rights,  # type: ignore[attr-defined]
        "outage_id": outage_id,
        "ref": one.event.ref,
    }


def _called(outage_id: int) -> Outage:
    event = public_page.event(outage_id=outage_id, at=clock.now())
    if event is None:
        raise Http404
    return facts.outage(event=event, areas=areas())


def _texts(one: Outage) -> Texts:
    texts: Texts = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[language] = _text(one)
    return texts


def _text(one: Outage) -> dict[str, Any]:
    """Return the sheet in the language that is spoken now, in the words of the public page."""
    event = one.event
    sections = [
        [_("What we know"), list(atom.sentences(outage=one))],
        [_("What we said before, newest first"), [f"{when}: {said}" for when, said in wording.history(event=event)]],
        [_("The work, newest first"), [f"{when}: {said}" for when, said in wording.worked(event=event)]],
    ]
    title = _("Outage: %(place)s") % {"place": wording.where(place=one.place)}
    return {"title": title, "sections": [section for section in sections if section[1]]}


def _digest(texts: Texts) -> str:
    return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()


def _refusal(refused: NotApproved) -> str:
    return {
        "nothing_new": _("The version that everybody reads says the same. Nothing was approved."),
        "nameless": _("A fact sheet is approved by name, and yours is not known."),
    }[refused.code]
