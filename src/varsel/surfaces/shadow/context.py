"""Whether shadow mode is on, for the banner of every page of the staff."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from varsel.outlets.shadow import queries


def shadow_mode(request: HttpRequest) -> dict[str, object]:
    """Give templates `shadow_period`: the period that runs, or nothing. Asked only where a template looks at it."""
    del request
    return {"shadow_period": SimpleLazyObject(queries.running)}
