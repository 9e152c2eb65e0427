"""What dispatch does with an order: give it, move it, take it back, undo that, call it off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from varsel.kit import clock, ids
from varsel.law.calendar import local_day
from varsel.operations.fieldwork import actions, queries
from varsel.operations.fieldwork.forms.desk import AssignForm, BecauseForm
from varsel.operations.fieldwork.pages import giving, steps
from varsel.operations.fieldwork.pages.giving import Able, Choice
from varsel.operations.fieldwork.pages.undo import former
from varsel.operations.fieldwork.queries import Job
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.fieldwork.sentences import CREWS, SKILLS
from varsel.operations.fieldwork.views.finding import as_it_is, day_of, found, in_words
from varsel.records.staff.gates import actor_of, requires

QUARTER = timedelta(minutes=15)


@require_http_methods(["GET", "POST"])
@requires("dispatch_orders")
def assign(request: HttpRequest, order_id: int) -> HttpResponse:
    """Give an order to somebody for a time, or move it: who lacks what, and who has what then, stands beside."""
    order, at, zone = found(order_id=order_id), clock.now(), get_current_timezone_name()
    begin = _begin(order, at=at)
    day = day_of(text=request.GET["day"]) if request.GET.get("day") else local_day(begin, zone)
    choices = giving.choices(order=order, day=day, zone=zone)
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        choices=[_group(choice) for choice in choices],
        initial=_initial(order, begin) | {"key": ids.new(at=at), "seen": steps.standing(order=order)},
    )
    if form.is_valid() and _given(request, order, form, at=at):
        given_on = local_day(form.cleaned_data["begins_at"], zone)
        return redirect(_board(order.id, given_on.isoformat()))
    context = {
        "order": order,
        "stop": queries.stops(orders=[order])[0],
        "form": form,
        "choices": choices,
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "back": f"{reverse('dispatch_day', args=[day.isoformat()])}#order-{order.id}",
    }
    return render(request, "fieldwork/assign.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires("dispatch_orders")
def unassign(request: HttpRequest, order_id: int) -> HttpResponse:
    """Take an order back from whoever has it."""
    order = found(order_id=order_id)
    day = local_day(order.begins_at, get_current_timezone_name()).isoformat() if order.begins_at else ""
    return _because(request, order_id, actions.unassign, _("The order is nobody's."), _board(order_id, day))


@require_POST
@requires("dispatch_orders")
def cancel(request: HttpRequest, order_id: int) -> HttpResponse:
    """Call an order off."""
    return _because(request, order_id, actions.cancel, _("The order is called off."), reverse("order", args=[order_id]))


@require_POST
@requires("dispatch_orders")
def reject(request: HttpRequest, order_id: int) -> HttpResponse:
    """Say that an order is not taken."""
    return _because(request, order_id, actions.reject, _("The order is not taken."), reverse("order", args=[order_id]))


@require_POST
@requires("dispatch_orders")
def undo(request: HttpRequest, order_id: int) -> HttpResponse:
    """Take back what was done last with an order, as long as nobody has gone on from there."""
    at, who = clock.now(), actor_of(request=request)
    found(order_id=order_id)
    before = former(order_id=order_id, actor=who, at=at)
    if before is None or str(before.entry_id) != request.POST.get("entry", ""):
        messages.error(request, _("It can't be undone any more: somebody has gone on from there."))
        return redirect("order", order_id=order_id)
    try:
        if before.crew_id is None or before.begins_at is None or before.ends_at is None:
            actions.unassign(order_id=order_id, because=_("undone"), actor=who, at=at)
        else:
            actions.assign(
                order_id=order_id,
                technician_id=before.technician_id,
                crew_id=before.crew_id,
                begins_at=before.begins_at,
                ends_at=before.ends_at,
                actor=who,
                at=at,
            )
    except Refused as refused:
        messages.error(request, in_words(refused=refused))
    else:
        messages.success(request, _("It is as it was before."))
    seen = before.begins_at or before.order.begins_at
    day = local_day(seen, get_current_timezone_name()).isoformat() if seen else ""
    return redirect(_board(order_id, day, can_undo=False))


def _given(request: HttpRequest, order: Job, form: AssignForm, *, at: datetime) -> bool:
    """Do it, and tell whether it was done; what is refused stands above the form."""
    try:
        actions.assign(order_id=order.id, **form.given(), actor=actor_of(request=request), at=at)
    except Refused as refused:
        form.add_error(None, in_words(refused=refused))
        if refused.code == "not-now":
            _show_anew(form, found(order_id=order.id))
        return False
    messages.success(request, _("The order is given."))
    return True


def _show_anew(form: AssignForm, order: Job) -> None:
    """Say how an order stands that was changed meanwhile: who has read it may send the same again."""
    form.add_error(None, as_it_is(order=order))
    form.data = {**form.data, "seen": steps.standing(order=order)}


def _because(request: HttpRequest, order_id: int, do: Callable[..., None], said: str, to: str) -> HttpResponse:
    form, order = BecauseForm(request.POST), found(order_id=order_id)
    if not form.is_valid():
        messages.error(request, _("Say why."))
        return redirect("order", order_id=order.id)
    try:
        do(order_id=order.id, because=form.cleaned_data["because"], actor=actor_of(request=request), at=clock.now())
    except Refused as refused:
        messages.error(request, in_words(refused=refused))
        return redirect("order", order_id=order.id)
    messages.success(request, said)
    return redirect(to)


def _begin(order: Job, *, at: datetime) -> datetime:
    """Return when it would begin: when it is promised or planned, if that lies ahead; else at the next quarter."""
    visit = queries.visit_to_come(order_id=order.id)
    planned = visit.begins_at if visit and order.crew_id is None else order.begins_at
    if planned is not None and (order.crew_id is not None or planned > at):
        return planned
    return at + (QUARTER - (at - at.replace(minute=0, second=0, microsecond=0)) % QUARTER)


def _initial(order: Job, begin: datetime) -> dict[str, Any]:
    takes = timedelta(minutes=order.minutes_left + order.travel_minutes)
    ends = order.ends_at if order.crew_id is not None and order.ends_at else begin + takes
    who = f"c:{order.crew_id}" if order.crew_id is not None else ""
    return {
        "who": f"t:{order.technician_id}" if order.technician_id is not None else who,
        "begins_at": begin,
        "ends_at": ends,
    }


def _group(choice: Choice) -> tuple[str, list[tuple[str, str]]]:
    """Return a crew with its people, as a select shows them."""
    people = [(f"t:{one.worker.id}", _in_words(one)) for one in choice.people]
    whole = [(f"c:{choice.crew.id}", _("%(crew)s, whoever takes it") % {"crew": choice.crew.name})]
    return f"{choice.crew.name} ({CREWS[choice.crew.kind]})", (
        whole if choice.crew.kind == "contractor" else []
    ) + people


def _in_words(one: Able) -> str:
    lacks = ", ".join(str(SKILLS.get(skill, skill)) for skill in one.lacks)
    return f"{one.worker.name} – {_('lacks')} {lacks}" if lacks else one.worker.name


def _board(order_id: int, day: str, *, can_undo: bool = True) -> str:
    address = reverse("dispatch_day", args=[day]) if day else reverse("dispatch")
    return f"{address}{f'?given={order_id}' if can_undo else ''}#order-{order_id}"
