"""The news as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from varsel.surfaces.news.pieces import Piece

ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)  # of a feed without entries: it must say when it was updated
register_namespace("", ATOM)


def feed(*, pieces: Sequence[Piece], title: str, author: str, language: str, origin: str) -> bytes:
    """Return the feed of a language. What was withdrawn stays as an entry that says so, so that readers see it."""
    root = Element(f"{{{ATOM}}}feed", {f"{{{_XML}}}lang": language})
    here = f"{origin}/news.atom?lang={language}"
    _add(root, "id", f"tag:{urlsplit(origin).hostname},2026:news:{language}")
    _add(root, "title", title)
    _add(root, "updated", _moment(max((one.changed_at for one in pieces), default=BEGAN)))
    SubElement(root, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=here)
    SubElement(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=f"{origin}/news/?lang={language}")
    _add(_add(root, "author"), "name", author)
    for one in pieces:
        _entry(root, one, language=language, origin=origin)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Element, one: Piece, *, language: str, origin: str) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", f"urn:uuid:{one.ref}")
    _add(entry, "title", one.title)
    _add(entry, "published", _moment(one.published_at))
    _add(entry, "updated", _moment(one.changed_at))
    href = f"{origin}/news/{one.ref}/?lang={language}"
    SubElement(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=href)
    if one.corrects:
        SubElement(entry, f"{{{ATOM}}}link", rel="related", href=f"{origin}/news/{one.corrects}/?lang={language}")
    _add(entry, "content", one.note if one.withdrawn_at else one.body).set("type", "text")


def _add(parent: Element, name: str, text: str = "") -> Element:
    made = SubElement(parent, f"{{{ATOM}}}{name}")
    made.text = text or None
    return made


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
