"""What the pages of compensation call things: {% load compensation %}."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise

from varsel.operations.compensation import sentences

register = template.Library()


@register.filter
def state_word(state: str) -> Promise:
    """Name how a case stands."""
    return sentences.STATES[state]


@register.filter
def reason_word(code: str) -> Promise:
    """Say a reason of the verdict."""
    return sentences.REASONS[code]
