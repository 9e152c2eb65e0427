"""What a day in the shadow calls things: {% load shadowed %}."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language

from varsel.surfaces.shadow import telling, words
from varsel.surfaces.shadow.days import Row

register = template.Library()


@register.filter
def act_word(action: str) -> str | Promise:
    """Return what an act is called."""
    return words.ACTIONS.get(action, action)


@register.filter
def why(row: Row) -> str:
    """Return why it would have been done."""
    return telling.why(row=row, language=get_language() or "en")
