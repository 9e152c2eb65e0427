"""What is suspected, for the list of outages: there too a person accepts or refuses it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from varsel.surfaces.alarms import queries


def suspected_outages(request: HttpRequest) -> dict[str, object]:
    """Give templates `suspected_outages`. Asked only where a template looks at it."""
    del request
    return {"suspected_outages": SimpleLazyObject(queries.suspected)}
