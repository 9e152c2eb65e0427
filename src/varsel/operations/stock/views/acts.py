"""Acts on what lies there: what came, was counted, was moved; items, places, devices, coverage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from varsel.kit import clock
from varsel.operations.stock import actions, queries
from varsel.operations.stock.forms import (
    ComeForm,
    CountForm,
    CoverageForm,
    DevicesForm,
    ItemForm,
    PlaceForm,
    TransferForm,
    first_item,
)
from varsel.operations.stock.views.acting import did, form_then_do
from varsel.records.staff.gates import actor_of, requires

FORM = require_http_methods(["GET", "POST"])


@FORM
@requires("keep_stock")
def come(request: HttpRequest) -> HttpResponse:
    """Write down what came."""
    form, who = ComeForm(request.POST or None, initial=_first(request)), _who(request)
    return form_then_do(
        request=request,
        form=form,
        title=_("Something came"),
        button=_("Write it down"),
        said=_("It is written down."),
        do=lambda given: actions.come(**given, **who),
        to=_moves(),
    )


@FORM
@requires("keep_stock")
def count(request: HttpRequest) -> HttpResponse:
    """Write down what somebody counted."""
    form, who = CountForm(request.POST or None, initial=_first(request)), _who(request)

    def do(given: Mapping[str, Any]) -> None:
        place = queries.store(place_id=given["place_id"])
        actions.set_count(warehouse=place.called, item=given["item"], count=given["count"], **who)

    title, button, said = _("Somebody counted"), _("Write it down"), _("It is written down.")
    return form_then_do(request=request, form=form, title=title, button=button, said=said, do=do, to=_moves())


@FORM
@requires("keep_stock")
def transfer(request: HttpRequest) -> HttpResponse:
    """Move things from one place to another."""
    form, who = TransferForm(request.POST or None, initial=_first(request)), _who(request)
    return form_then_do(
        request=request,
        form=form,
        title=_("Move things"),
        button=_("Move them"),
        said=_("They are moved."),
        do=lambda given: actions.transfer(**given, **who),
        to=_moves(),
    )


@FORM
@requires("keep_stock")
def item(request: HttpRequest) -> HttpResponse:
    """Describe an item: a new one, or the one that the address names."""
    name = request.GET.get("item", "")
    known = queries.article(called=name) if name else None
    if name and known is None:
        raise Http404
    form, who = ItemForm(request.POST or None, initial=first_item(item=known)), _who(request)
    if known is not None:
        form.fields["called"].disabled = True
    title = known.name if known else _("A new item")
    return form_then_do(
        request=request,
        form=form,
        title=title,
        button=_("Keep it so"),
        said=_("The item is written down."),
        do=lambda given: actions.set_item(**given, **who),
        to=reverse("stock"),
    )


@FORM
@requires("keep_stock")
def place(request: HttpRequest) -> HttpResponse:
    """Add a place."""
    form, who = PlaceForm(request.POST or None), _who(request)
    return form_then_do(
        request=request,
        form=form,
        title=_("A new place"),
        button=_("Add it"),
        said=_("The place is written down."),
        do=lambda given: actions.add_place(**given, **who),
        to=reverse("stock"),
    )


@FORM
@requires("keep_stock")
def devices(request: HttpRequest) -> HttpResponse:
    """Enter devices that came, with their numbers."""
    form, who = DevicesForm(request.POST or None, initial=_first(request)), _who(request)
    return form_then_do(
        request=request,
        form=form,
        title=_("Devices came"),
        button=_("Enter them"),
        said=_("The devices are entered."),
        do=lambda given: actions.enter_devices(**given, **who),
        to=f"{reverse('stock')}?show=devices",
    )


@require_POST
@requires("keep_stock")
def ready(request: HttpRequest) -> HttpResponse:
    """Say that a device that came back is reset and whole."""
    serial, who = request.POST.get("serial", ""), _who(request)
    said, to = _("It can be lent again."), f"{reverse('stock')}?show=devices&state=back"
    return did(request=request, do=lambda: actions.make_ready(serial=serial, **who), said=said, to=to)


@FORM
@requires("keep_stock")
def coverage(request: HttpRequest) -> HttpResponse:
    """Write down where there is mobile coverage."""
    form, who = CoverageForm(request.POST or None), _who(request)

    def do(given: Mapping[str, Any]) -> None:
        actions.set_coverage(nodes=given["lines"].nodes, services=given["lines"].services, **who)

    title, button, said = _("Mobile coverage"), _("Write it down"), _("The coverage is written down.")
    return form_then_do(request=request, form=form, title=title, button=button, said=said, do=do, to=reverse("stock"))


@require_POST
@requires("keep_stock")
def undo(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take back what was written down by mistake."""
    who, said = _who(request), _("It is taken back.")
    return did(request=request, do=lambda: actions.undo(batch=ref, **who), said=said, to=_moves())


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request=request), "at": clock.now()}


def _moves() -> str:
    return f"{reverse('stock')}?show=moves"


def _first(request: HttpRequest) -> dict[str, str]:
    """Return what a link to the form says already."""
    return {key: request.GET[key] for key in ("item", "place_id", "source_id") if key in request.GET}
