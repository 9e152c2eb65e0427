"""Pages of the alarms: what stands, what waits for a person, and whom a node's outage touches, or would."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock
from varsel.kit.lists import Rows, page_of
from varsel.operations.outages import queries as outages
from varsel.operations.outages import reach
from varsel.operations.outages.refusals import Refused
from varsel.records.network import queries as network
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.alarms import actions, queries

SHOWN = 50  # nodes that are down: of more the list of outages speaks


@require_GET
@requires("view_alarms")
def alarms(request: HttpRequest) -> HttpResponse:
    """Show what stands, what names nothing that we know, and what is suspected."""
    counts = queries.counts()
    rows = Rows(counts.unplaced, lambda skip, limit: queries.unplaced(skip=skip, limit=limit))
    context = {
        "counts": counts,
        "suspected": queries.suspected(),
        "open": outages.open_now(),
        "down": _down(),
        "page": page_of(rows=rows, wanted=request.GET.get("page")),
        "query": request.GET.urlencode(),
    }
    return render(request, "alarms/alarms.html", context)


def _down() -> list[tuple[str, str, datetime]]:
    """Return what the first of the nodes that are down are called, where they stand, and since when."""
    found = sorted(queries.down().items())[:SHOWN]
    places = network.places_of(node_ids=[node for node, _since in found])
    return [(*places[node], since) for node, since in found]


@require_POST
@requires("weigh_alarms")
def call_it(request: HttpRequest, alarm_id: int) -> HttpResponse:
    """Say which node an alarm means: what stands by that name counts from now on."""
    found = next((one for one in queries.unplaced() if one.id == alarm_id), None)
    node_id = network.node_id(external_id=request.POST.get("node", "").strip())
    if found is None:
        messages.warning(request, _("This alarm does not wait any more."))
    elif node_id is None:
        messages.error(request, _("There is no such node. Write its id as the register has it."))
    else:
        actions.call_it(
            source=found.source, said=found.names[0], node_id=node_id, actor=actor_of(request=request), at=clock.now()
        )
        messages.success(request, _("The alarm counts for that node from now on."))
    return redirect("alarms")


@require_POST
@requires("weigh_alarms")
def declare(request: HttpRequest, suspicion_id: int) -> HttpResponse:
    """Declare the outage that is suspected."""
    found = next((one for one in queries.suspected() if one.id == suspicion_id), None)
    try:
        declared = found and actions.declare(
            suspicion_id=suspicion_id, called=found.node, title="", actor=actor_of(request=request), at=clock.now()
        )
    except Refused:
        declared = None
    if declared:
        messages.success(request, _("The outage is declared; those whom it touches are told."))
    else:
        messages.warning(request, _("Somebody else settled this before."))
    return _back(request)


@require_POST
@requires("weigh_alarms")
def dismiss(request: HttpRequest, suspicion_id: int) -> HttpResponse:
    """Say that it is no outage."""
    if actions.dismiss(suspicion_id=suspicion_id, actor=actor_of(request=request), at=clock.now()):
        messages.success(request, _("Dismissed. It comes back only if it goes on for another hour."))
    else:
        messages.warning(request, _("Somebody else settled this before."))
    return _back(request)


@require_GET
@requires("view_alarms")
def affected(request: HttpRequest) -> HttpResponse:
    """Show whom an outage of a node touches, or would: before work is planned."""
    name = request.GET.get("node", "").strip()
    node_id = network.node_id(external_id=name) if name else None
    context = {
        "name": name,
        "unknown": bool(name) and node_id is None,
        "reach": reach.reach(node_id=node_id) if node_id is not None else None,
        "told": outages.latest_of(node_id=node_id) if node_id is not None else None,
    }
    return render(request, "alarms/affected.html", context)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect("outages" if request.POST.get("back") == "outages" else "alarms")
