"""What the pages of arrears call things: {% load arrears %}."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from varsel.kit import money as amounts
from varsel.kit import states
from varsel.kit.templatetags.varsel import day, money
from varsel.law.countries import COUNTRIES
from varsel.law.grammar import Reason, Rule
from varsel.operations.arrears import sentences
from varsel.records.journal.sentences import WORDS

register = template.Library()


@register.filter
def action_word(action: str) -> str | Promise:
    """Return what a step of the ladder is called."""
    return sentences.ACTIONS.get(action, action)


@register.filter
def sign_word(sign: str) -> str | Promise:
    """Return what speaks for a second look."""
    return sentences.SIGNS.get(sign, sign)


@register.filter
def country_word(country: str) -> str | Promise:
    """Return what a country is called."""
    return sentences.COUNTRY_WORDS.get(country, country)


@register.filter
def ground_word(ground: str) -> str | Promise:
    """Return what a restriction is for."""
    return sentences.GROUNDS.get(ground, ground)


@register.filter
def service_word(kind: str) -> str | Promise:
    """Return what a kind of service is called."""
    return sentences.SERVICE_KINDS.get(kind, kind)


@register.filter
def channel_word(channel: str) -> str | Promise:
    """Return what a channel is called."""
    return sentences.CHANNELS.get(channel, channel)


@register.filter
def notice_word(about: str) -> str | Promise:
    """Return what a notice is called."""
    return sentences.NOTICES.get(about, about)


@register.filter
def hold_word(kind: str) -> str | Promise:
    """Return what a hold is for."""
    return sentences.HOLDS.get(kind, kind)


@register.filter
def clock_word(kind: str) -> str | Promise:
    """Return what a clock asks for."""
    return sentences.CLOCKS[kind]


@register.filter
def reason_word(reason: Reason) -> Promise:
    """Return a reason of a verdict as a sentence."""
    return sentences.REASONS[reason.code][0 if reason.held else 1]


@register.filter
def rule_word(rule: Rule) -> str | Promise:
    """Return what a rule says in a line: the catalogue's own English where nothing is translated."""
    return sentences.RULES.get(rule.id, rule.title)


@register.simple_tag
def amount(value: Decimal, country: str) -> SafeString:
    """Show an amount of a country's currency."""
    return money(amounts.to_ore(amount=value), COUNTRIES[country].CURRENCY)


@register.simple_tag
def profile(values: Mapping[str, Any]) -> str:
    """Return what a line lets through, as a sentence."""
    said = [_("everything, as bought")]
    if values.get("reach") == "garden":
        said = [_("emergency, our own pages and payment only")]
    elif values.get("down"):
        said = [_("everything, at %(down)s Mbit/s down and %(up)s up") % {"down": values["down"], "up": values["up"]}]
    said += [_("%(service)s: free calls only") % {"service": key} for key in values.get("calls", {})]
    return "; ".join(said)


@register.simple_tag
def sum(value: Decimal | str, currency: str) -> SafeString:  # noqa: A001 -- the template's word
    """Show an amount in a currency: a Decimal, or one as the journal writes it."""
    return money(amounts.to_ore(amount=Decimal(value)), currency)


@register.simple_tag
def written_day(iso: str | None) -> SafeString | str:
    """Show a day as the journal writes it."""
    return day(date.fromisoformat(iso)) if iso else "–"


@register.simple_tag
def told(word: str) -> str | Promise:
    """Return what the journal calls a reason."""
    return WORDS.get(word, word)


@register.inclusion_tag("_state.html")
def level(name: str) -> dict[str, object]:
    """Show a service's access level in the state language."""
    state, word = sentences.LEVELS[name]
    return {"shown": states.shown(state=state), "word": word}
