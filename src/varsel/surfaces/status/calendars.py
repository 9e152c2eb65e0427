"""Planned work as a calendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from varsel.surfaces.status import wording
from varsel.surfaces.status.facts import Work

LONGEST_LINE = 75  # octets, without the line's end
# A calendar has at least one component, also when nothing is planned.
_CLOCK = (
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar(*, works: Iterable[Work], operator: str, origin: str) -> bytes:
    """Return a calendar of planned work in the language that is spoken now."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Varsel//Planned work//EN", "METHOD:PUBLISH", *_CLOCK]
    for one in works:
        lines.extend(_event(one, operator=operator, origin=origin))
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line)).encode()


def _event(work: Work, *, operator: str, origin: str) -> Iterator[str]:
    one, place = work.work, wording.where(place=work.place)
    yield "BEGIN:VEVENT"
    yield f"UID:{one.ref}"
    yield f"DTSTAMP:{_moment(one.planned_at)}"
    yield f"DTSTART:{_moment(one.begins_at)}"
    yield f"DTEND:{_moment(one.ends_at)}"
    summary = _("%(operator)s: planned work") % {"operator": operator}
    yield f"SUMMARY:{_text(summary)}"
    yield f"LOCATION:{_text(place)}"
    if work.title:
        yield f"DESCRIPTION:{_text(work.title)}"
    yield f"URL:{origin}/status/"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Break a line before it is too long, never inside a letter; what follows begins with a blank."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > LONGEST_LINE:
            yield part
            part = " "
        part += sign
    yield part
