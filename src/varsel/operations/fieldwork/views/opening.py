"""One work order as the desk sees it; and a new one, about an outage, a service or planned work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from varsel.kit import clock, ids
from varsel.operations.fieldwork import actions, queries
from varsel.operations.fieldwork.forms.desk import OrderForm
from varsel.operations.fieldwork.pages.board import about
from varsel.operations.fieldwork.queries import Job
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.fieldwork.views.finding import in_words, may
from varsel.operations.fieldwork.views.showing import show_order
from varsel.operations.outages import queries as outages
from varsel.records.agreements import queries as agreements
from varsel.records.network import queries as network
from varsel.records.staff.gates import actor_of, requires


@dataclass(frozen=True, slots=True)
class Subject:
    """What an order is to be about: the argument that says so, its name, and the open orders about it already."""

    argument: dict[str, Any]
    kind: str
    name: str
    before: Sequence[Job]


@require_GET
@requires("view_orders")
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """Show an order: what it is about, what it needs, how it stands, all that was said and done."""
    return show_order(request=request, order_id=order_id)


@require_http_methods(["GET", "POST"])
@requires("open_order")
def new(request: HttpRequest) -> HttpResponse:
    """Choose what an order is about, write what is to be done, and take it in."""
    subject = _subject(request)
    if subject is None:
        return _choose(request)
    at = clock.now()
    form = OrderForm(request.POST if request.method == "POST" else None, initial={"key": ids.new(at=at)})
    if form.is_valid():
        try:
            order_id = actions.open_order(**form.given(), **subject.argument, actor=actor_of(request=request), at=at)
        except Refused as refused:
            form.add_error(None, in_words(refused=refused))
        else:
            messages.success(request, _("The order is taken in."))
            return redirect(_next(request, subject), order_id=order_id)
    context = {"form": form, "subject": subject, "books": "visit" in request.GET}
    return render(request, "fieldwork/new.html", context, status=422 if form.is_bound else 200)


def _next(request: HttpRequest, subject: Subject) -> str:
    """Return the page that follows: where a visit is to be booked, its windows."""
    if "visit" in request.GET and subject.kind == "service" and may(request=request, verb="book_visit"):
        return "order_visit"
    return "order"


def _choose(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    unknown = {name: request.GET.get(name, "") for name in ("service", "node")}
    context = {"outages": outages.open_now(), "planned": outages.planned_after(at=at), "unknown": unknown}
    return render(request, "fieldwork/new_about.html", context)


def _subject(request: HttpRequest) -> Subject | None:
    """Return what the address names.

    :raises Http404: when there is no such outage or work.
    """
    for kind in ("outage", "planned"):
        text = request.GET.get(kind, "")
        if text:
            if not re.fullmatch("[0-9]{1,18}", text, re.ASCII):
                raise Http404
            return _of(kind, int(text))
    name = request.GET.get("node", "").strip()
    if name:
        return _of_node(name)
    service = agreements.service_called(external_id=request.GET.get("service", "").strip())
    if service is None:
        return None
    before = [one for one in queries.open_orders() if one.service_id == service.id]
    return Subject({"service_id": service.id}, "service", service.external_id, before)


def _of_node(name: str) -> Subject | None:
    """Return a node as what an order is about; None when nothing in the network is called so."""
    node_id = network.node_id(external_id=name)
    if node_id is None:
        return None
    before = [one for one in queries.open_orders() if one.node_id == node_id and about(order=one) == "node"]
    return Subject({"node_id": node_id}, "node", name, before)


def _of(kind: str, key: int) -> Subject:
    argument = {f"{kind}_id": key}
    try:
        if kind == "planned":
            work = outages.planned(work_id=key)
            before = [one for one in queries.open_orders() if one.planned_id == key]
            return Subject(argument, kind, work.title or work.called, before)
        found = outages.outage(outage_id=key)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    family = outages.family(outage_id=found.merged_into or found.id)
    before = [one for one in queries.orders_of_outage(outage_ids=family) if one.ended_at is None]
    return Subject(argument, kind, found.title or found.called, before)
