"""What dispatch writes of who works in the field: added, changed, let go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from varsel.kit import clock, ids
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.fieldwork import actions, queries
from varsel.operations.fieldwork.forms.people import (
    CrewForm,
    HandForm,
    NewCrewForm,
    NewTechnicianForm,
    NewVehicleForm,
    SkillForm,
    TechnicianForm,
    VehicleForm,
)
from varsel.operations.fieldwork.pages import people as pages
from varsel.operations.fieldwork.queries import Worker
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.fieldwork.views.finding import in_words
from varsel.records.staff.gates import actor_of, requires

FORM = require_http_methods(["GET", "POST"])


@FORM
@requires("dispatch_orders")
def crew_new(request: HttpRequest) -> HttpResponse:
    """Add a crew."""
    form = NewCrewForm(request.POST or None)
    if _made(request, form, actions.add_crew, _("The crew is added.")) is not None:
        return redirect("people")
    return _shown(request, form, gettext("A new crew"))


@FORM
@requires("dispatch_orders")
def crew(request: HttpRequest, crew_id: int) -> HttpResponse:
    """Call a crew otherwise."""
    found = next((one for one in queries.crews() if one.id == crew_id), None)
    if found is None:
        raise Http404
    form = CrewForm(request.POST or None, initial={"name": found.name})
    said: dict[str, Any] = {"crew_id": crew_id, **_who(request)}
    if _did(request, form, lambda: actions.rename_crew(**form.cleaned_data, **said), _("It is written down.")):
        return redirect("people")
    return _shown(request, form, found.name)


@FORM
@requires("dispatch_orders")
def technician_new(request: HttpRequest) -> HttpResponse:
    """Add a technician to a crew."""
    if not queries.crews():
        return redirect("crew_new")
    first = {"key": ids.new(at=clock.now()), "crew_id": request.GET.get("crew", "")}
    first |= {"day_begins": time(7), "day_ends": time(16)}
    form = NewTechnicianForm(request.POST or None, initial=first, sign_ins=pages.sign_ins())
    before = _added(form)
    if before is not None:
        return redirect("technician", technician_id=before)
    made = _made(request, form, actions.add_technician, _("The technician is added: now say what they may do."))
    if made is not None:
        return redirect("technician", technician_id=made)
    return _shown(request, form, gettext("A new technician"))


@FORM
@requires("dispatch_orders")
def technician(request: HttpRequest, technician_id: int) -> HttpResponse:
    """Show what is known of a technician, and change it."""
    worker = _worker(technician_id)
    form = _form_of(worker, request)
    said: dict[str, Any] = {"technician_id": technician_id, **_who(request)}
    if _did(request, form, lambda: actions.change_technician(**form.cleaned_data, **said), _("It is written down.")):
        return redirect("technician", technician_id=technician_id)
    return _technician(request, worker, form, SkillForm())


@require_POST
@requires("dispatch_orders")
def technician_skill(request: HttpRequest, technician_id: int) -> HttpResponse:
    """Write down what a technician may do, and until when."""
    worker, form = _worker(technician_id), SkillForm(request.POST)
    said: dict[str, Any] = {"technician_id": technician_id, **_who(request)}
    if _did(request, form, lambda: actions.set_skill(**form.given(), **said), _("The skill is written down.")):
        return redirect("technician", technician_id=technician_id)
    return _technician(request, worker, _form_of(worker), form)


@require_POST
@requires("dispatch_orders")
def technician_unskill(request: HttpRequest, technician_id: int) -> HttpResponse:
    """Take a skill back: yesterday was its last day."""
    worker, skill = _worker(technician_id), request.POST.get("skill", "")
    if skill not in {one.skill for one in worker.skills}:
        raise Http404
    yesterday = local_day(clock.now(), COUNTRIES[worker.country].ZONE) - timedelta(days=1)
    said: dict[str, Any] = {"technician_id": technician_id, "skill": skill, **_who(request)}
    _say(request, lambda: actions.set_skill(valid_until=yesterday, **said), _("The skill is taken back."))
    return redirect("technician", technician_id=technician_id)


@require_POST
@requires("dispatch_orders")
def technician_gone(request: HttpRequest, technician_id: int) -> HttpResponse:
    """Let a technician go."""
    _worker(technician_id)
    left = _say(
        request, lambda: actions.let_go(technician_id=technician_id, **_who(request)), _("The technician has left.")
    )
    return redirect("people") if left else redirect("technician", technician_id=technician_id)


@FORM
@requires("dispatch_orders")
def vehicle_new(request: HttpRequest) -> HttpResponse:
    """Add a vehicle."""
    form = NewVehicleForm(request.POST or None)
    made = _made(request, form, actions.add_vehicle, _("The vehicle is added: now say who has it."))
    if made is not None:
        return redirect("vehicle", vehicle_id=made)
    return _shown(request, form, gettext("A new vehicle"))


@FORM
@requires("dispatch_orders")
def vehicle(request: HttpRequest, vehicle_id: int) -> HttpResponse:
    """Show a vehicle, and describe it anew."""
    found = _vehicle(vehicle_id)
    form = VehicleForm(request.POST or None, initial={"name": found.car.name})
    said: dict[str, Any] = {"vehicle_id": vehicle_id, **_who(request)}
    if _did(request, form, lambda: actions.name_vehicle(**form.cleaned_data, **said), _("It is written down.")):
        return redirect("vehicle", vehicle_id=vehicle_id)
    context = {"one": found, "form": form, "hand": HandForm(initial={"who": _has(found)})}
    return render(request, "fieldwork/vehicle.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires("dispatch_orders")
def vehicle_hand(request: HttpRequest, vehicle_id: int) -> HttpResponse:
    """Give a vehicle to somebody, or to nobody."""
    _vehicle(vehicle_id)
    form = HandForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Choose who has it."))
        return redirect("vehicle", vehicle_id=vehicle_id)
    said: dict[str, Any] = {"vehicle_id": vehicle_id, **_who(request)}
    _say(request, lambda: actions.hand_vehicle(**form.given(), **said), _("It is written down who has it."))
    return redirect("vehicle", vehicle_id=vehicle_id)


@require_POST
@requires("dispatch_orders")
def vehicle_gone(request: HttpRequest, vehicle_id: int) -> HttpResponse:
    """Let a vehicle go."""
    _vehicle(vehicle_id)
    left = _say(
        request, lambda: actions.drop_vehicle(vehicle_id=vehicle_id, **_who(request)), _("The vehicle is gone.")
    )
    return redirect("people") if left else redirect("vehicle", vehicle_id=vehicle_id)


def _added(form: NewTechnicianForm) -> int | None:
    """Return whom the same page has added before: by then their sign-in is taken, and the form no longer whole."""
    if not form.is_bound:
        return None
    form.full_clean()
    key = form.cleaned_data.get("key")
    return queries.technician_added(key=key) if key else None


def _did(request: HttpRequest, form: forms.Form, do: Callable[[], object], said: Promise) -> bool:
    """Do it when the form is whole, and tell whether it was done; what is refused stands above the form."""
    if not form.is_valid():
        return False
    try:
        do()
    except Refused as refused:
        form.add_error(None, in_words(refused=refused))
        return False
    messages.success(request, str(said))
    return True


def _made(request: HttpRequest, form: forms.Form, make: Callable[..., int], said: Promise) -> int | None:
    """Make something of what was written, when the form is whole, and return its id."""
    made: list[int] = []
    _did(request, form, lambda: made.append(make(**form.cleaned_data, **_who(request))), said)
    return made[0] if made else None


def _say(request: HttpRequest, do: Callable[[], object], said: Promise) -> bool:
    """Do it, and say how it went; tell whether it was done."""
    try:
        do()
    except Refused as refused:
        messages.error(request, in_words(refused=refused))
        return False
    messages.success(request, str(said))
    return True


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request=request), "at": clock.now()}


def _worker(technician_id: int) -> Worker:
    found = queries.technician(technician_id=technician_id)
    if found is None or found.left_at is not None:
        raise Http404
    return found


def _vehicle(vehicle_id: int) -> pages.Vehicle:
    found = pages.vehicle(vehicle_id=vehicle_id)
    if found is None:
        raise Http404
    return found


def _has(one: pages.Vehicle) -> str:
    if one.car.technician_id is not None:
        return f"t:{one.car.technician_id}"
    return f"c:{one.car.crew_id}" if one.car.crew_id is not None else ""


def _form_of(worker: Worker, request: HttpRequest | None = None) -> TechnicianForm:
    known = {"name": worker.name, "crew_id": worker.crew.id, "user_id": worker.user_id}
    known |= {"day_begins": worker.day_begins, "day_ends": worker.day_ends}
    data = request.POST or None if request is not None else None
    return TechnicianForm(data, initial=known, sign_ins=pages.sign_ins(but_for=worker.id))


def _technician(request: HttpRequest, worker: Worker, form: TechnicianForm, skill: SkillForm) -> HttpResponse:
    context = {"worker": worker, "skills": pages.skills_of(worker=worker, at=clock.now()), "form": form, "skill": skill}
    status = 422 if form.is_bound or skill.is_bound else 200
    return render(request, "fieldwork/technician.html", context, status=status)


def _shown(request: HttpRequest, form: forms.Form, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse("people")}
    return render(request, "fieldwork/roster_form.html", context, status=422 if form.is_bound else 200)
