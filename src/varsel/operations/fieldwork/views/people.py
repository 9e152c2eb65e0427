"""Who works in the field, as a page and as files."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from varsel.kit import clock
from varsel.kit.sheets import sheet
from varsel.operations.fieldwork.pages import people as pages
from varsel.operations.fieldwork.pages.people import Crewed, Held
from varsel.operations.fieldwork.sentences import CREWS, SKILLS
from varsel.records.staff.gates import requires


@require_GET
@requires("dispatch_orders")
def people(request: HttpRequest) -> HttpResponse:
    """Show the crews with their people, and the vehicles."""
    context = {"crews": pages.crews(at=clock.now()), "vehicles": pages.vehicles()}
    return render(request, "fieldwork/people.html", context)


@require_GET
@requires("dispatch_orders")
def people_sheet(request: HttpRequest) -> HttpResponse:
    """Give the people as a file."""
    at = clock.now()
    heads = [_("Crew"), _("Whose it is"), _("Technician"), _("Country"), _("Skills"), _("Works from"), _("Works until")]
    heads += [_("Signs in as"), _("Vehicle")]
    return sheet(name="technicians", heads=heads, rows=list(_lines(pages.crews(at=at))), at=at)


@require_GET
@requires("dispatch_orders")
def vehicles_sheet(request: HttpRequest) -> HttpResponse:
    """Give the vehicles as a file."""
    heads = [_("Registration"), _("What it is"), _("Crew"), _("Technician")]
    rows = [(one.car.registration, one.car.name, one.crew, one.technician) for one in pages.vehicles()]
    return sheet(name="vehicles", heads=heads, rows=rows, at=clock.now())


def _lines(crews: list[Crewed]) -> Iterator[tuple[object, ...]]:
    for crew in crews:
        whose = (crew.crew.name, CREWS[crew.crew.kind])
        for one in crew.people:
            hours = (f"{one.worker.day_begins:%H:%M}", f"{one.worker.day_ends:%H:%M}")
            skills = ", ".join(_skill(held) for held in one.skills)
            car = one.car.registration if one.car else ""
            yield (*whose, one.worker.name, one.worker.country, skills, *hours, one.signs_in, car)


def _skill(held: Held) -> str:
    word = str(SKILLS.get(held.skill, held.skill))
    return f"{word} ({held.valid_until.isoformat()})" if held.valid_until else word
