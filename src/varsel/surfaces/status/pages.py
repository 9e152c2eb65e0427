"""The pages, made beforehand in each language; each with its style within thirty thousand bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from varsel.surfaces.status import schematic, wording
from varsel.surfaces.status.atom import sentences
from varsel.surfaces.status.facts import Facts, Outage, Over, Work
from varsel.surfaces.status.sayings import ZONE
from varsel.surfaces.status.sheets.queries import Sheet

# Bytes that each part may take: with frame, picture and style the page stays below thirty thousand.
ROOM_OUTAGES, ROOM_WORKS, ROOM_HISTORY = 9_000, 3_000, 16_000
SHORT = 5  # outages that are over, on the first page


def start(*, facts: Facts) -> str:
    """Return the page with the question for an address, and all that is open and planned."""
    outages = list(_fitting(map(_in_full, facts.outages), room=ROOM_OUTAGES))
    works = list(_fitting(map(_planned, facts.works), room=ROOM_WORKS))
    picture, left = schematic.draw(facts=facts)
    context = {
        "outages": outages,
        "open": len(facts.outages),
        "more_outages": len(facts.outages) - len(outages),
        "works": works,
        "more_works": len(facts.works) - len(works),
        "picture": mark_safe(picture),  # noqa: S308 - our own drawing; names are escaped in it
        "left": left,
        "past": [_over(one) for one in facts.past[:SHORT]],
    }
    return _rendered("status/start.html", facts, context)


def outage(*, facts: Facts, one: Outage, sheet: Sheet | None) -> str:
    """Return the page of one outage, with everything that was ever said of it."""
    context = {
        "where": wording.where(place=one.place),
        "is_over": one.event.ended_at is not None,
        "sentences": list(sentences(outage=one)),
        "forecasts": wording.history(event=one.event),
        "work": wording.worked(event=one.event),
        "ref": one.event.ref,
        "has_sheet": sheet is not None,
    }
    return _rendered("status/outage.html", facts, context)


def history(*, facts: Facts) -> str:
    """Return the page of what is over: twelve months, the newest first."""
    shown = list(_fitting(map(_over, facts.past), room=ROOM_HISTORY))
    return _rendered("status/history.html", facts, {"past": shown, "more": len(facts.past) - len(shown)})


def sheet(*, facts: Facts, one: Sheet, language: str) -> str:
    """Return the fact sheet that was approved last, as its approver saw it."""
    context = {
        "sheet": one,
        "text": one.texts[language],
        "approved": wording.moment(at=one.approved_at, zone=ZONE),
    }
    return _rendered("status/sheet.html", facts, context)


def not_here(*, facts: Facts) -> str:
    """Return what is shown where there is nothing."""
    return _rendered("status/not_here.html", facts, {})


def _rendered(template: str, facts: Facts, context: dict[str, Any]) -> str:
    said = {"operator": settings.OPERATOR_NAME, "phone": settings.OPERATOR_PHONE}
    made = wording.moment(at=facts.at, zone=ZONE)
    return render_to_string(template, said | {"made": made} | context)


def _in_full(one: Outage) -> str:
    event = one.event
    context = {
        "where": wording.where(place=one.place),
        "sentences": list(sentences(outage=one)),
        "forecasts": wording.history(event=event)[1:],
        "ref": event.ref,
        "state": "disturbed" if one.place.is_part else "down",
    }
    return render_to_string("status/_outage.html", context)


def _planned(one: Work) -> str:
    work = one.work
    context = {
        "where": wording.where(place=one.place),
        "when": wording.window(begins=work.begins_at, ends=work.ends_at, zone=work.zone),
        "title": one.title,
        "ref": work.ref,
    }
    return render_to_string("status/_work.html", context)


def _over(one: Over) -> str:
    minutes = round((one.past.ended_at - one.past.since).total_seconds() / 60)
    hours = _("%(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": minutes % 60}
    context = {
        "where": wording.where(place=one.place),
        "when": wording.window(begins=one.past.since, ends=one.past.ended_at, zone=ZONE),
        "lasted": hours,
    }
    return render_to_string("status/_over.html", context)


def _fitting(parts: Iterable[str], *, room: int) -> Iterator[str]:
    """Yield as many parts as there is room for."""
    for part in parts:
        room -= len(part.encode())
        if room < 0:
            return
        yield mark_safe(part)  # noqa: S308 - rendered by our own templates
