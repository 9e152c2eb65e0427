"""What the pages of field work call things: {% load fieldwork %}."""

from __future__ import annotations

import re
from datetime import datetime, time
from functools import cache

import zxingcpp
from django import template
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from varsel.kit import instants
from varsel.kit.states import Shown
from varsel.operations.fieldwork import sentences

register = template.Library()
CLOCKS = {"sv": "%H.%M", "nb": "%H.%M"}
MATERIAL: dict[str, Shown] = {
    "here": Shown(icon="check", tone="success", pattern="plain", word=_("material is there")),
    "coming": Shown(icon="hourglass", tone="sea", pattern="plain", word=_("material comes")),
    "missing": Shown(icon="cross", tone="warning", pattern="dotted", word=_("material is missing")),
    "used": Shown(icon="check", tone="neutral", pattern="plain", word=_("used")),
}
NEXT: dict[str, Promise] = {
    "accept": _("I take it"),
    "on_the_way": _("I am on the way"),
    "on_site": _("I am there"),
    "night_work": _("I work in the dark, with lighting"),
    "finish": _("It is done"),
    "go_on": _("It has come: go on"),
    "look": _("See what it waits for"),
}
SHOWN = {"order": sentences.STATES, "visit": sentences.VISITS, "material": MATERIAL}
ABOUTS: dict[str, Promise] = {
    "outage": _("outage"),
    "service": _("service"),
    "planned": _("planned work"),
    "node": _("node"),
}
VISIT_LISTS: dict[str, Promise] = {"today": _("Today"), "coming": _("To come"), "missed": _("Missed")}


@register.simple_tag
def order_state(name: str) -> SafeString:
    """Show how an order stands."""
    return _drawn("order", name, _language())


@register.simple_tag
def visit_state(name: str) -> SafeString:
    """Show how a visit stands."""
    return _drawn("visit", name, _language())


@register.simple_tag
def material_state(name: str) -> SafeString:
    """Show how what an order needs stands."""
    return _drawn("material", name, _language())


@register.filter
def next_word(step: str) -> Promise:
    """Name a step as whoever takes it says it."""
    return NEXT[step]


@register.filter
def step_word(step: str) -> Promise:
    """Name a step as others see it."""
    return sentences.STEPS[step]


@register.filter
def wait_word(kind: str) -> Promise:
    """Name a kind of waiting."""
    return sentences.WAITS[kind]


@register.filter
def skill_word(skill: str) -> str | Promise:
    """Name a skill; one that only this operator has is shown as it is written."""
    return sentences.SKILLS.get(skill, skill)


@register.filter
def priority_word(priority: int) -> Promise:
    """Name how urgent an order is."""
    return sentences.PRIORITIES[priority]


@register.filter
def team_word(kind: str) -> Promise:
    """Name a kind of crew."""
    return sentences.CREWS[kind]


@register.filter
def about_word(about: str) -> Promise:
    """Name what an order is about."""
    return ABOUTS[about]


@register.filter
def tel(phone: str) -> str:
    """Return a number as a link can ring it: figures, and the plus before a country."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


@register.filter
def duration(minutes: int) -> str:
    """Show so many minutes: `1 h 20 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


@register.filter
def hour(local: time) -> str:
    """Show a time of the day."""
    return local.strftime(CLOCKS.get(get_language() or "", "%H:%M"))


@register.simple_tag
def window(begins_at: datetime, ends_at: datetime) -> SafeString:
    """Show from when to when, in hours of one local day; over several days with their dates."""
    begin, end = _local(begins_at), _local(ends_at)
    if begin.date() != end.date():
        return span(begins_at, ends_at)
    return format_html('<span class="v-nowrap">{}</span>', _told(begin, _clock(begin), end, _clock(end)))


@register.simple_tag
def span(begins_at: datetime, ends_at: datetime) -> SafeString:
    """Show from when to when with the day."""
    begin, end = _local(begins_at), _local(ends_at)
    return _told(begin, _words(begin), end, _clock(end) if begin.date() == end.date() else _words(end))


@register.simple_tag
def qr(address: str) -> SafeString:
    """Draw an address as a QR code, for paper: whoever has the sheet in hand comes back to the page."""
    drawn = zxingcpp.write_barcode_to_svg(zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode))
    sized = re.sub(
        r'width="(\d+)" height="(\d+)"', r'class="v-qr" aria-hidden="true" viewBox="0 0 \1 \2"', drawn, count=1
    )
    return mark_safe(sized[sized.index("<svg") :])  # noqa: S308  the code is drawn of black squares alone


def _told(begin: datetime, first: str, end: datetime, last: str) -> SafeString:
    told = '<time datetime="{}">{}</time>–<time datetime="{}">{}</time>'
    return format_html(told, begin.isoformat(), first, end.isoformat(), last)


def _local(instant: datetime) -> datetime:
    return instant.astimezone(get_current_timezone())


def _clock(moment: datetime) -> str:
    return moment.strftime(CLOCKS.get(get_language() or "", "%H:%M"))


def _words(moment: datetime) -> str:
    return instants.instant_in_words(instant=moment, zone=get_current_timezone(), language=_language())


def _language() -> str:
    language = get_language() or "en"
    return language if language in instants.CLOCK else "en"


@cache  # a board shows hundreds: each is drawn once in each language
def _drawn(of: str, name: str, language: str) -> SafeString:
    shown = SHOWN[of][name]
    with translation.override(language):
        return render_to_string("_state.html", {"shown": shown, "word": shown.word})
