"""The two pages of an order: a technician's, and the desk's; each with the forms of what can be said now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from varsel.kit import clock, ids
from varsel.operations.fieldwork.forms.acts import (
    Act,
    ExpectForm,
    FailForm,
    FinishForm,
    GoOnForm,
    LeaveForm,
    LeftForm,
    MaterialForm,
    PauseForm,
    StepForm,
)
from varsel.operations.fieldwork.pages import material, one, steps, today
from varsel.operations.fieldwork.queries import Job, Stop, Worker
from varsel.operations.fieldwork.queries.people import cars_of
from varsel.operations.fieldwork.views.finding import language
from varsel.operations.stock import queries as stock

FORMS: dict[str, Callable[..., Act]] = {
    "accept": Act,
    "say": StepForm,
    "missing": MaterialForm,
    "leave": LeaveForm,
    "pause": PauseForm,
    "go_on": GoOnForm,
    "expect": ExpectForm,
    "left": LeftForm,
    "finish": FinishForm,
    "fail": FailForm,
}


def form_of(*, name: str, stop: Stop, at: datetime, data: QueryDict | None = None, **initial: Any) -> Act:
    """Return the form of something that is said of an order: a new one under a key of its own, or as it was sent."""
    more: dict[str, Any] = {}
    if name == "finish":
        parts = material.parts(stops=[stop]).get(stop.order.id, ())
        more = {"parts": parts, "more": _in_vehicle(stop.order)}
    which = initial.get("wait_id", "") if data is None else data.get("wait_id", "")
    carried = {"key": ids.new(at=at), "standing": steps.standing(order=stop.order)}
    return FORMS[name](data, now=at, auto_id=f"{name}{which}_%s", initial=carried | initial, **more)


def show_task(
    *, request: HttpRequest, worker: Worker, order_id: int, bound: Mapping[str, Act] | None = None, status: int = 200
) -> HttpResponse:
    """Show an order to the technician whose it is; to others that it is not theirs."""
    at = clock.now()
    task = today.task(order_id=order_id, worker=worker, at=at)
    if task is None:
        return render(request, "fieldwork/not_yours.html", status=404)
    context = {"task": task, "now": at, "here": request.build_absolute_uri(request.path)}
    context |= _forms(task.stop, to="task", bound=bound or {}, at=at)
    return render(request, "fieldwork/task.html", context, status=status)


def show_order(
    *, request: HttpRequest, order_id: int, bound: Mapping[str, Act] | None = None, status: int = 200
) -> HttpResponse:
    """Show an order to the desk.

    :raises Http404: when there is none.
    """
    at = clock.now()
    seen = one.one(order_id=order_id, at=at, language=language())
    if seen is None:
        raise Http404
    context = {"one": seen, "here": request.build_absolute_uri(request.path)}
    context |= _forms(seen.stop, to="order", bound=bound or {}, at=at)
    return render(request, "fieldwork/order.html", context, status=status)


def _forms(stop: Stop, *, to: str, bound: Mapping[str, Act], at: datetime) -> dict[str, Any]:
    """Return a form for all that can be said now; `waits` has two for each thing that is waited for."""
    order = stop.order
    if order.ended_at is not None:
        return {"forms": dict(bound), "waits": []}
    left: dict[str, Any] = {"minutes_left": order.minutes_left, "travel_minutes": order.travel_minutes}
    made = {name: form_of(name=name, stop=stop, at=at, to=to) for name in _said_now(order)}
    if said := steps.steps_left(order=order):
        made["say"] = form_of(name="say", stop=stop, at=at, to=to, step=said[0])
    made["left"] = form_of(name="left", stop=stop, at=at, to=to, **left)
    waits = [
        (
            wait,
            form_of(name="go_on", stop=stop, at=at, to=to, wait_id=wait.id),
            _sent(bound, wait.id)
            or form_of(name="expect", stop=stop, at=at, to=to, wait_id=wait.id, expected=wait.expected),
        )
        for wait in stop.waits
    ]
    opened, stores = next(iter(bound), ""), stock.stores(kind="warehouse")
    return {"forms": {**made, **bound}, "waits": waits, "opened": opened, "stores": stores}


def _sent(bound: Mapping[str, Act], wait_id: int) -> Act | None:
    """Return the form about something that is waited for as it was sent, if it was that one."""
    form = bound.get("expect")
    return form if form is not None and form.data.get("wait_id") == str(wait_id) else None


def _said_now(order: Job) -> list[str]:
    always = ["accept", "say", "missing", "leave", "pause", "fail"]
    return [*always, "finish"] if order.state == "inProgress" else always


def _in_vehicle(order: Job) -> list[tuple[str, str]]:
    """Return what lies in the vehicle that whoever has the order drives, as choices."""
    cars = cars_of(technician_ids=[order.technician_id]) if order.technician_id is not None else {}
    store = stock.store_called(name=cars[order.technician_id].place) if order.technician_id in cars else None
    if store is None:
        return []
    return [(one.item.called, one.item.name) for one in stock.shelves(place_id=store.id) if one.count]
