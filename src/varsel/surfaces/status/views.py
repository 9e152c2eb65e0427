"""The same pages inside Django: made on the spot, as long as no files are there, and by the tests' own client."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from varsel.kit import clock
from varsel.surfaces.status.publishing import Publisher
from varsel.surfaces.status.serving import Counter, Folder, InMemory, Reply
from varsel.surfaces.status.wsgi import PREFIX


@login_not_required
@require_safe
def page(request: HttpRequest, **_in_path: Any) -> HttpResponse:
    """Show what is at an address below /status/."""
    counter = Counter(_shelf(), clock.now)
    query = request.META.get("QUERY_STRING", "")
    accepted = request.headers.get("Accept-Language", "")
    reply = counter.reply(rest=request.path.removeprefix(PREFIX), query=query, accepted=accepted)
    return _response(reply) if reply else HttpResponse(settings.OPERATOR_PHONE, status=503, content_type="text/plain")


def _shelf() -> InMemory | Folder:
    try:
        return InMemory(Publisher().files(at=clock.now()))
    except OperationalError:
        return Folder(settings.PUBLIC)


def _response(reply: Reply) -> HttpResponse:
    response = HttpResponse(reply.body, status=reply.status)
    for name, value in reply.headers:
        response[name] = value
    return response
