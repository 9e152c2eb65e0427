"""What the lists of the desk share: {% load waiting %}."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from varsel.surfaces.desk.board import left
from varsel.surfaces.desk.register import ENTITIES

register = template.Library()
FORMATS: dict[str, str | Promise] = {
    "bgmax": "BgMax",
    "ocrgiro": "OCR giro",
    "camt054": "camt.054",
    "story": _("a story"),
    "desk": _("the desk"),
}


@register.filter
def format_word(source: str) -> str | Promise:
    """Return what a format of bank files is called."""
    return FORMATS.get(source, source)


@register.filter
def entity_word(entity: str) -> str | Promise:
    """Return what a file of the register holds."""
    return ENTITIES.get(entity, entity)


@register.simple_tag
def since(instant: datetime, now: datetime) -> str:
    """Return how long ago something was."""
    return left(due_at=instant, now=now, language=get_language() or "en")


@register.inclusion_tag("desk/_filter_link.html", takes_context=True)
def filter_link(context: template.Context, name: str, value: str, word: str | Promise, count: int) -> dict[str, Any]:
    """Show a link that sets one filter of the address and leaves the others; the page of the list begins anew."""
    request = context["request"]
    given: QueryDict = request.GET.copy()
    chosen = given.get(name, "")
    given.pop("page", None)
    given.pop(name, None)
    if value:
        given[name] = value
    query = given.urlencode()
    address = f"{request.path}?{query}" if query else request.path
    return {"id": f"{name}-{value or 'all'}", "address": address, "word": word, "count": count, "on": chosen == value}
