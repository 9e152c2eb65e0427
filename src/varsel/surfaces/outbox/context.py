"""Whether somebody has stopped the words, for the banner of every page of the staff."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from varsel.outlets.notices import queries
from varsel.outlets.notices.queries import Brake


def stopped_words(request: HttpRequest) -> dict[str, object]:
    """Give templates `stopped_words`: the stops that hold. Asked only where a template looks at it."""
    del request
    return {"stopped_words": SimpleLazyObject(_stops)}


def _stops() -> list[Brake]:
    return [one for one in queries.brakes() if one.stopped]
