"""Why a service has its level: as a page, and for programs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from varsel.kit import clock
from varsel.law.countries import COUNTRIES
from varsel.law.grammar import Verdict
from varsel.operations.arrears import explain, pages, telling, timeline
from varsel.operations.arrears.sentences import FORCES, GROUNDS, LEVELS, REASONS, SERVICE_KINDS
from varsel.operations.arrears.views.asking import language
from varsel.records.agreements import queries as agreements
from varsel.records.agreements.queries import Having
from varsel.records.journal.sentences import staff_of
from varsel.records.parties import queries as parties
from varsel.records.staff import queries as staff
from varsel.records.staff.gates import requires


@require_GET
@requires("view_customer")
def why(request: HttpRequest, external_id: str) -> HttpResponse:
    """Show it from the answer down to the line: reasons, time, invoices, network."""
    at, service = clock.now(), _service(external_id)
    explanation = explain.explain(service_id=service.id, at=at)
    names = pages.names(party_ids=[service.party_id])
    people = staff.names(ids=staff_of(told=explanation.history))
    state, level = LEVELS[explanation.level]
    rule = next((rule for rule in COUNTRIES[service.country].RULES if rule.id == explanation.verdict.rule), None)
    context = {
        "service": service,
        "kind": SERVICE_KINDS[service.kind],
        "customer": parties.customer(party_id=service.party_id),
        "why": explanation,
        "zone": COUNTRIES[service.country].ZONE,
        "state": state,
        "level": level,
        "ground": GROUNDS.get(explanation.ground or ""),
        "reasons": _reasons(explanation.verdict),
        "rule": rule,
        "rules": [one for one in COUNTRIES[service.country].RULES if one.id in explanation.cites],
        "moments": timeline.moments(
            explanation=explanation, names=names, staff=people, language=language(request), now=at
        ),
    }
    return render(request, "arrears/why.html", context)


@require_GET
@requires("view_customer")
def why_json(request: HttpRequest, external_id: str) -> HttpResponse:
    """Give the same as JSON."""
    at, service = clock.now(), _service(external_id)
    explanation = explain.explain(service_id=service.id, at=at)
    return JsonResponse(telling.as_json(explanation=explanation), json_dumps_params={"indent": 2})


def _service(external_id: str) -> Having:
    service = agreements.service_called(external_id=external_id)
    if service is None:
        raise Http404
    return service


def _reasons(verdict: Verdict) -> list[dict[str, object]]:
    """Return the verdict's reasons in words: those that did not hold first, for they are the answer."""
    rows = [
        {
            "held": reason.held,
            "words": REASONS[reason.code][0 if reason.held else 1],
            "source": reason.source,
            "force": FORCES[reason.force.value],
        }
        for reason in verdict.reasons
    ]
    return sorted(rows, key=lambda row: bool(row["held"]))
