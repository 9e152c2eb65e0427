"""Deliveries: on their way, later than said, here, called off."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from varsel.kit import clock
from varsel.operations.stock import actions, queries
from varsel.operations.stock.account import Incoming
from varsel.operations.stock.forms import AnewForm, ArriveForm, CallOffForm, ExpectForm
from varsel.operations.stock.views.acting import form_then_do
from varsel.records.staff.gates import actor_of, requires

FORM = require_http_methods(["GET", "POST"])


@FORM
@requires("keep_stock")
def expect(request: HttpRequest) -> HttpResponse:
    """Write down what is on its way."""
    at, first = clock.now(), {key: request.GET[key] for key in ("item", "place_id") if key in request.GET}
    form = ExpectForm(request.POST or None, initial=first, now=at)
    return form_then_do(
        request=request,
        form=form,
        title=_("Something is on its way"),
        button=_("Write it down"),
        said=_("It is written down. Who waits for it hears of it."),
        do=lambda given: actions.expect(**given, actor=actor_of(request=request), at=at),
        to=_back(),
    )


@require_GET
@requires("view_stock")
def delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Show a delivery, and who waits for it."""
    one, at = _found(delivery_id), clock.now()
    waits = [row for row in queries.wanting(item=one.item.called) if _is_promised(row, delivery_id)]
    context = {"one": one, "is_late": one.expected_at < at, "waits": waits}
    return render(request, "stock/delivery.html", context)


@FORM
@requires("keep_stock")
def anew(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Say that a delivery comes at another time."""
    one, at = _found(delivery_id), clock.now()
    form = AnewForm(request.POST or None, initial={"expected_at": one.expected_at}, now=at)
    return form_then_do(
        request=request,
        form=form,
        title=_("It comes at another time: %(item)s") % {"item": one.item.name},
        button=_("Say the new time"),
        said=_("The new time is said. Who waits for it hears of it."),
        do=lambda given: actions.expect_anew(delivery_id=one.id, **given, actor=actor_of(request=request), at=at),
        to=_back(),
    )


@FORM
@requires("keep_stock")
def came(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Write down that a delivery came, or so many of it."""
    one, at = _found(delivery_id), clock.now()
    form = ArriveForm(request.POST or None, initial={"count": one.count})
    return form_then_do(
        request=request,
        form=form,
        title=_("It came: %(item)s to %(place)s") % {"item": one.item.name, "place": one.place.called},
        button=_("Write it down"),
        said=_("It is here. Who waited for it hears of it."),
        do=lambda given: actions.arrive(delivery_id=one.id, **given, actor=actor_of(request=request), at=at),
        to=_back(),
    )


@FORM
@requires("keep_stock")
def off(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Say that the rest of a delivery does not come."""
    one, at = _found(delivery_id), clock.now()
    form = CallOffForm(request.POST or None)
    return form_then_do(
        request=request,
        form=form,
        title=_("It does not come: %(item)s") % {"item": one.item.name},
        button=_("It does not come"),
        said=_("It is called off. Who waited for it hears of it."),
        do=lambda given: actions.call_off(delivery_id=one.id, **given, actor=actor_of(request=request), at=at),
        to=_back(),
    )


def _found(delivery_id: int) -> Incoming:
    one = queries.delivery(delivery_id=delivery_id)
    if one is None:
        raise Http404
    return one


def _is_promised(standing: queries.Standing, delivery_id: int) -> bool:
    return any(held.delivery_id == delivery_id for wanted in standing.needs for held in wanted.held)


def _back() -> str:
    return f"{reverse('stock')}?show=coming"
