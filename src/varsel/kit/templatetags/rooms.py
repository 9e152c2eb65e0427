"""The header's links: {% load rooms %}{% rooms %}."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import template
from django.apps import apps
from django.urls import NoReverseMatch, reverse

from varsel.kit.rooms import Room

register = template.Library()
SHOWN = 6  # rooms that stand in the header; further ones are behind "More", so that it stays one line


@register.inclusion_tag("_rooms.html", takes_context=True)
def rooms(context: template.Context) -> dict[str, Any]:
    """Show the rooms that the signed-in person may enter; where the page did not ask for rights, all of them."""
    links = _allowed(context)
    shown = SHOWN if len(links) > SHOWN + 1 else len(links)
    behind = links[shown:]
    return {"rooms": links[:shown], "behind": behind, "here": next((room for room in behind if room["here"]), None)}


@register.inclusion_tag("_shortcut_rooms.html", takes_context=True)
def shortcut_rooms(context: template.Context) -> dict[str, Any]:
    """List the keys that lead to the same rooms."""
    return {"rooms": _allowed(context)}


@register.inclusion_tag("_search.html", takes_context=True)
def search_box(context: template.Context) -> dict[str, Any]:
    """Show the box that finds things from every page, to whom may look; nothing where nothing can be looked for."""
    request = context.get("request")
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    rights = getattr(request, "rights", None)
    rooms = [config.search for config in apps.get_app_configs() if hasattr(config, "search")]
    allowed = [room for room in rooms if rights is None or room.right in rights]
    return {"box": next(_links(allowed, request.path), None)}


def _allowed(context: template.Context) -> list[dict[str, Any]]:
    request = context.get("request")
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    rights = getattr(request, "rights", None)
    return list(_links([room for room in _all() if rights is None or room.right in rights], request.path))


def _all() -> Iterator[Room]:
    for config in apps.get_app_configs():
        yield from getattr(config, "rooms", ())


def _links(allowed: list[Room], path: str) -> Iterator[dict[str, Any]]:
    """Yield the links; a room whose address is not among this installation's addresses is left out."""
    for room in allowed:
        try:
            address = reverse(room.address)
        except NoReverseMatch:
            continue
        here = path == address if address == "/" else path.startswith(address)
        yield {"address": address, "word": room.word, "here": here, "key": room.key}
