"""What the pages of complaints call things: {% load complaints %}."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise

from varsel.operations.complaints import sentences

register = template.Library()


@register.filter
def category_word(category: str) -> str | Promise:
    """Name a category; one that came from elsewhere stands as it is."""
    return sentences.CATEGORIES.get(category, category)


@register.filter
def outcome_word(outcome: str) -> str | Promise:
    """Name how a case ended."""
    return sentences.OUTCOMES[outcome]


@register.filter
def contact_word(outcome: str) -> str | Promise:
    """Name what came of an attempt to reach somebody."""
    return sentences.CONTACTS[outcome]


@register.filter
def duty_word(kind: str) -> str | Promise:
    """Name what is owed."""
    return sentences.CLOCKS[kind]


@register.filter
def authority_word(authority: str) -> str | Promise:
    """Name an authority in full."""
    return sentences.AUTHORITIES[authority]
