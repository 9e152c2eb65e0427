"""What the pages of the outbox call things: {% load outboxes %}."""

from __future__ import annotations

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise

from varsel.operations.arrears.sentences import NOTICES
from varsel.surfaces.outbox import words

register = template.Library()


@register.filter
def way_word(channel: str) -> str | Promise:
    """Return what a channel is called; nothing is all of them."""
    return words.CHANNELS.get(channel, channel)


@register.filter
def about_word(about: str) -> str | Promise:
    """Return what a message is called."""
    return NOTICES.get(about, about.replace("_", " ").capitalize())


@register.filter
def tongue_word(language: str) -> str | Promise:
    """Return what a language is called."""
    return words.LANGUAGES.get(language, language)


@register.inclusion_tag("desk/_filter_link.html", takes_context=True)
def filter_from_start(
    context: template.Context, name: str, value: str, word: str | Promise, count: str
) -> dict[str, object]:
    """Show a link that sets one filter of the address and leaves the others; the list begins with its newest."""
    request = context["request"]
    given: QueryDict = request.GET.copy()
    chosen = given.get(name, "")
    for gone in (name, "before", "after"):
        given.pop(gone, None)
    if value:
        given[name] = value
    query = given.urlencode()
    address = reverse("outbox") + (f"?{query}" if query else "")
    return {"id": f"{name}-{value or 'all'}", "address": address, "word": word, "count": count, "on": chosen == value}
