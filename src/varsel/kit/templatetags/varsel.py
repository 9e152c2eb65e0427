"""The tags every template may load: {% load varsel %}."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language

from varsel.kit import instants, states
from varsel.kit import money as amounts

register = template.Library()


def _language() -> str:
    """Return the language of the page: one that the product is written in."""
    language = get_language() or "en"
    return language if language in amounts.LOCALES else "en"


@register.simple_tag
def time(instant: datetime, zone: str = "") -> SafeString:
    """Show an instant in the page's zone, or in the named one (a customer's country may have another)."""
    chosen = ZoneInfo(zone) if zone else get_current_timezone()
    text = instants.instant_in_words(instant=instant, zone=chosen, language=_language())
    return format_html('<time datetime="{}">{}</time>', instant.astimezone(UTC).isoformat(), text)


@register.simple_tag
def day(when: date) -> SafeString:
    """Show a civil day."""
    text = instants.day_in_words(day=when, language=_language())
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), text)


@register.simple_tag
def money(ore: int, currency: str) -> SafeString:
    """Show an amount of integer öre: never broken over two lines, figures of equal width."""
    text = amounts.in_words(ore=ore, currency=currency, language=_language())
    return format_html('<span class="v-money">{}</span>', text)


@register.inclusion_tag("_icon.html")
def icon(name: str) -> dict[str, str]:
    """Show a symbol of icons.svg beside a word (it is hidden from screen readers: the word says it)."""
    return {"name": name}


@register.inclusion_tag("_state.html")
def state(name: str, word: str = "") -> dict[str, object]:
    """Show a state in the state language; `word` says it more exactly."""
    shown = states.shown(state=name)
    return {"shown": shown, "word": word or shown.word}


@register.inclusion_tag("_field.html")
def field(bound: BoundField, label: str = "", hint: str = "", first: bool = False) -> dict[str, Any]:
    """Show one field of a form: label, hint, control and errors, bound to each other for screen readers.

    `first` has the focus when the page opens: only where the page is nothing but this form.
    """
    widget = bound.field.widget
    widget.attrs.pop("placeholder", None)  # a placeholder is gone when one types: the label says it
    bound.label, bound.help_text = label or bound.label, hint or bound.help_text
    control = bound.as_widget(attrs={"class": "ds-input", "autofocus": first})
    return {"bound": bound, "control": control, "ticked": isinstance(widget, CheckboxInput)}


@register.inclusion_tag("_empty.html")
def empty(headline: str, following: str = "") -> dict[str, str]:
    """Show that a list is empty: why, and what comes next."""
    return {"headline": headline, "following": following}


@register.inclusion_tag("_pages.html", takes_context=True)
def pages(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Show links to the pages of a list; the filters in the address stay."""
    given: QueryDict = context["request"].GET.copy()
    given.pop("page", None)
    kept = given.urlencode()
    return {"page": page, "prefix": f"?{kept}&page=" if kept else "?page="}
