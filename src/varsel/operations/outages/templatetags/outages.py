"""What the pages of outages call things: {% load outages %}."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from babel.dates import format_timedelta
from django import template
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from varsel.kit.money import LOCALES
from varsel.operations.outages import sentences
from varsel.operations.outages.rows import Area

register = template.Library()
WAYS: dict[str, Promise] = {"sms": _("SMS"), "email": _("e-mail"), "": _("no way: to be rung")}
LANGUAGES: dict[str, Promise] = {"sv": _("Swedish"), "nb": _("Norwegian"), "en": _("English")}


@register.filter
def step_word(code: str) -> Promise:
    """Name what is to be done next, or what a regulator is owed."""
    return sentences.NEXT[code]


@register.filter
def crew_word(state: str) -> Promise:
    """Name what the crew does."""
    return sentences.CREW[state]


@register.filter
def sure_word(confidence: str) -> Promise:
    """Name how sure a forecast is."""
    return sentences.CONFIDENCE[confidence]


@register.filter
def said_word(about: str) -> str | Promise:
    """Name a word to customers."""
    return sentences.NOTICES.get(about, about)


@register.filter
def heard_word(state: str) -> Promise:
    """Name how a word stands."""
    return sentences.HEARD[state]


@register.filter
def way_word(channel: str) -> str | Promise:
    """Name a way to a customer."""
    return WAYS.get(channel, channel)


@register.filter
def tongue_word(code: str) -> str | Promise:
    """Name a language."""
    return LANGUAGES.get(code, code)


@register.filter
def lasting(length: timedelta) -> str:
    """Say how long something is, to the largest unit that fits: "45 minutes", "3 hours"."""
    return str(format_timedelta(abs(length), threshold=1.5, locale=LOCALES[get_language() or "en"]))


@register.filter
def share(area: Area) -> str:
    """Return how much of an area is dark, in per cent: what is not nothing is never shown as nothing."""
    percent = 100 * area.affected / area.customers
    return "<1 %" if 0 < percent < 1 else f"{percent:.0f} %"


@register.inclusion_tag("outages/_filter.html", takes_context=True)
def outage_filter(context: template.Context, name: str, value: str, word: str | Promise, count: int) -> dict[str, Any]:
    """Show a link that sets one filter of the address; another list begins without the filters of this one."""
    request = context["request"]
    given: QueryDict = QueryDict(mutable=True) if name == "show" else request.GET.copy()
    given.pop("page", None)
    given.pop(name, None)
    if value:
        given[name] = value
    chosen = context[name] == value
    address = f"{request.path}?{given.urlencode()}" if given else request.path
    return {"id": f"{name}-{value or 'all'}", "address": address, "word": word, "count": count, "on": chosen}
