"""The list of messages: a list whose filters are its address, the same as a file, and what came since."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.sheets import sheet
from varsel.operations.arrears.sentences import NOTICES
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.queries import Filter
from varsel.records.parties import queries as parties
from varsel.records.staff.gates import requires
from varsel.surfaces.outbox import messages
from varsel.surfaces.outbox.messages import Row
from varsel.surfaces.outbox.words import CHANNELS, STATES

NOBODY = -1  # the customer that no message is to: a number that nobody has finds nothing


@require_GET
@requires("view_outbox")
def listed(request: HttpRequest) -> HttpResponse:
    """List messages, newest first."""
    wanted = _filter(request)
    found = messages.listed(wanted=wanted, before=_id(request, "before"), after=_id(request, "after"))
    newest = notices.outbox(wanted=Filter(), limit=1)
    context = {
        "wanted": wanted,
        "customer": request.GET.get("customer", "").strip(),
        "listed": found,
        "states": messages.states(),
        "channels": [(key, word) for key, word in CHANNELS.items() if key],
        "abouts": sorted(PURPOSES, key=lambda about: str(NOTICES.get(about, about))),
        "newest": newest[0].id if newest else 0,
        "query": _kept(request),
        "here": request.GET.urlencode(),
        "now": clock.now(),
        "most": messages.IN_A_FILE,
    }
    return answer(request=request, page="outbox/messages.html", part="outbox/_messages.html", context=context)


@require_GET
@requires("view_outbox")
def sheet_of_messages(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file, from the same place on. Protected identities are masked there too."""
    found = notices.outbox(wanted=_filter(request), limit=messages.IN_A_FILE, before=_id(request, "before"))
    heads = (_("Message"), _("What"), _("About"), _("Customer"), _("State"), _("Urgent"), _("Channel"), _("Decided"))
    more = (_("Told"), _("Not before"), _("What was said last"))
    lines = (_line(row) for row in messages.rows(found=found))
    return sheet(name="outbox", heads=[*heads, *more], rows=lines, at=clock.now())


@require_GET
@requires("view_outbox")
def moved(request: HttpRequest) -> HttpResponse:
    """Say how many messages were made since a list was opened; the list itself stays where it is."""
    came = notices.newer(than=_id(request, "since") or 0, most=messages.COUNTED + 1)
    context = {"came": came, "count": messages.shown(count=came), "query": _kept(request)}
    return render(request, "outbox/_moved.html", context)


def _filter(request: HttpRequest) -> Filter:
    """Return what the address asks for; what it can't ask for is left out."""
    given = request.GET
    state, channel, about = given.get("state", ""), given.get("channel", ""), given.get("about", "")
    number = given.get("customer", "").replace("\0", "").strip()
    party = parties.by_number(number=number) if number else None
    return Filter(
        state=state if state in STATES else "",
        channel=channel if channel in CHANNELS else "",
        about=about if about in PURPOSES else "",
        party_id=(party.id if party else NOBODY) if number else None,
        subject=given.get("subject", "").replace("\0", "")[:100],
    )


def _kept(request: HttpRequest) -> str:
    """Return the filters of the address without the place in the list."""
    given = request.GET.copy()
    for name in ("before", "after", "since"):
        given.pop(name, None)
    return given.urlencode()


def _id(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    return int(given) if re.fullmatch("[0-9]{1,18}", given, re.ASCII) else None


def _line(row: Row) -> tuple[object, ...]:
    it = row.it
    what, state = NOTICES.get(it.about, it.about), row.standing.word
    urgent = _("yes") if it.urgent else ""
    told = (it.told_at, it.not_before, row.because)
    return (it.ref, what, row.called, row.customer.number, state, urgent, CHANNELS[it.channel], it.created_at, *told)
