"""The doors by which the network's own systems tell us alarms."""

from __future__ import annotations

import logging
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from varsel.kit import clock
from varsel.surfaces.alarms.formats import FORMATS
from varsel.surfaces.alarms.receiving import receive
from varsel.surfaces.alarms.signing import is_from
from varsel.surfaces.alarms.sources import BadSource, source
from varsel.surfaces.alarms.told import NotTold

_log = logging.getLogger(__name__)


@csrf_exempt
@login_not_required
@require_POST
def told(request: HttpRequest, name: str) -> HttpResponse:
    """Take what a source tells: all of it or nothing. Whoever is no source, or can't prove it, learns nothing."""
    try:
        body = request.body
    except RequestDataTooBig:
        return _problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is larger than 10 MB: send the alarms in parts")
    at = clock.now()
    try:
        teller = source(name=name, written=settings.ALARM_SOURCES)
    except BadSource as wrong:
        _log.error("%s", wrong)
        return _problem(HTTPStatus.SERVICE_UNAVAILABLE, "this source is described wrongly here: ask `varsel doctor`")
    if teller is None or not is_from(headers=request.headers, body=body, secrets=teller.secrets, at=at):
        refused = _problem(HTTPStatus.UNAUTHORIZED, "no such source, or not its secret: see VARSEL_ALARM_SOURCES")
        refused["WWW-Authenticate"] = 'Bearer realm="alarms"'
        return refused
    try:
        taken = receive(source=teller, body=body, at=at)
    except NotTold as wrong:
        return _problem(HTTPStatus.BAD_REQUEST, str(wrong))
    answer = {"alarms": taken.words, "new": taken.new, "passed_by": taken.passed_by}
    return JsonResponse(answer, status=FORMATS[teller.format].status)


def _problem(status: HTTPStatus, detail: str) -> HttpResponse:
    told = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    return JsonResponse(told, status=status, content_type="application/problem+json")
