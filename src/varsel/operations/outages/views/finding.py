"""What every page of an outage begins with: which one, and who asks."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, QueryDict

from varsel.operations.outages import queries
from varsel.operations.outages.account import Told


def found(*, outage_id: int) -> Told:
    """Return the outage.

    :raises Http404: when there is none.
    """
    try:
        return queries.outage(outage_id=outage_id)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def top(*, outage_id: int) -> Told:
    """Return the outage, or the one that took it over.

    :raises Http404: when there is none.
    """
    seen = found(outage_id=outage_id)
    return seen if seen.merged_into is None else found(outage_id=seen.merged_into)


def posted(*, request: HttpRequest) -> QueryDict | None:
    """Return what was sent with the page; None when it was only opened."""
    return request.POST if request.method == "POST" else None


def sees_names(*, request: HttpRequest) -> bool:
    """Tell whether who asks may see whose name it is."""
    return "view_customer" in getattr(request, "rights", ())
