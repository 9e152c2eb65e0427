"""Outages and planned work as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from django.utils.translation import gettext as _

from varsel.surfaces.status import wording
from varsel.surfaces.status.facts import Facts, Outage, Work

ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
MOST = 50
register_namespace("", ATOM)


def feed(*, facts: Facts, operator: str, language: str, origin: str) -> bytes:
    """Return the feed in the language that is spoken now: what is open, lately over, and planned."""
    root = Element(f"{{{ATOM}}}feed", {f"{{{_XML}}}lang": language})
    told = [*facts.outages, *facts.ended][:MOST]
    changes = [changed(outage=one) for one in told] + [one.work.planned_at for one in facts.works]
    _add(root, "id", f"tag:{urlsplit(origin).hostname},2026:status:{language}")
    _add(root, "title", f"{operator}: {_('Outages and planned work')}")
    _add(root, "updated", _moment(max(changes, default=facts.at)))
    here = f"{origin}/status/feed.atom?lang={language}"
    SubElement(root, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=here)
    SubElement(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=f"{origin}/status/?lang={language}")
    _add(_add(root, "author"), "name", operator)
    for one in told:
        _outage(root, one, f"{origin}/status/outages/{one.event.ref}/?lang={language}")
    for work in facts.works[:MOST]:
        _work(root, work, f"{origin}/status/?lang={language}")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def changed(*, outage: Outage) -> datetime:
    """Return when there was last something new about an outage."""
    event = outage.event
    moments = [event.since, *(one.made_at for one in event.forecasts), *(one.at for one in event.crew)]
    moments += [event.waiting_for.at] if event.waiting_for else []
    return event.ended_at or max(moments)


def sentences(*, outage: Outage) -> Iterator[str]:
    """Yield all that is said of an outage now, sentence by sentence."""
    event = outage.event
    yield wording.since(event=event)
    if event.ended_at:
        yield _("It has worked again since %(moment)s.") % {
            "moment": wording.moment(at=event.ended_at, zone=event.zone)
        }
        return
    yield wording.touched(outage=outage)
    yield from wording.doing(event=event)
    yield wording.expected(event=event)
    yield wording.next_word(event=event)


def _outage(root: Element, one: Outage, href: str) -> None:
    word = _("Over") if one.event.ended_at else _("Outage")
    entry = _entry(root, one.event.ref, f"{word}: {wording.where(place=one.place)}", changed(outage=one), href)
    _add(entry, "published", _moment(one.event.since))
    _add(entry, "content", " ".join(sentences(outage=one))).set("type", "text")


def _work(root: Element, one: Work, href: str) -> None:
    title = _("Planned work: %(place)s") % {"place": wording.where(place=one.place)}
    entry = _entry(root, one.work.ref, title, one.work.planned_at, href)
    when = wording.window(begins=one.work.begins_at, ends=one.work.ends_at, zone=one.work.zone)
    _add(entry, "content", f"{when}. {one.title}".strip()).set("type", "text")


def _entry(root: Element, ref: str, title: str, updated: datetime, href: str) -> Element:
    entry = _add(root, "entry")
    _add(entry, "id", f"urn:uuid:{ref}")
    _add(entry, "title", title)
    _add(entry, "updated", _moment(updated))
    SubElement(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=href)
    return entry


def _add(parent: Element, name: str, text: str = "") -> Element:
    made = SubElement(parent, f"{{{ATOM}}}{name}")
    made.text = text or None
    return made


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
