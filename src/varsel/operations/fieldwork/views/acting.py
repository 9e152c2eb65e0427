"""What is said of an order by whoever does it: once, however often it is sent, and only where it still fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from varsel.kit import clock
from varsel.operations.fieldwork import actions, queries
from varsel.operations.fieldwork.forms.acts import Act
from varsel.operations.fieldwork.pages import steps
from varsel.operations.fieldwork.queries import Job, Worker
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.fieldwork.views.finding import as_it_is, found, in_words, may, worker_of
from varsel.operations.fieldwork.views.showing import form_of, show_order, show_task
from varsel.records.staff.gates import actor_of, requires


@dataclass(frozen=True, slots=True)
class Doing:
    """An act, and what is said when it was done."""

    do: Callable[..., object]
    said: Promise


DOINGS = {
    "accept": Doing(actions.accept, _("The order is taken.")),
    "say": Doing(actions.say, _("It is said.")),
    "missing": Doing(actions.wait, _("The order waits for it. Whom it concerns is told.")),
    "leave": Doing(actions.wait, _("The order waits for it. Whom it concerns is told.")),
    "pause": Doing(actions.wait, _("The work rests.")),
    "go_on": Doing(actions.go_on, _("The work goes on.")),
    "expect": Doing(actions.expect, _("The new time is written down.")),
    "left": Doing(actions.set_left, _("It is written down how long it still takes.")),
    "finish": Doing(actions.finish, _("The order is done.")),
    "fail": Doing(actions.fail, _("It is written down that it could not be done.")),
}


@require_POST
@requires("report_work")
def act(request: HttpRequest, order_id: int, name: str) -> HttpResponse:
    """Say something of an order, as the technician whose it is, or as dispatch for whoever rang."""
    at, order = clock.now(), found(order_id=order_id)
    worker = _worker(request, order)
    form = form_of(name=name, stop=queries.stops(orders=[order])[0], at=at, data=request.POST)
    to = _back(order, form, worker, name)
    if not form.is_valid() and not _is_old(form):
        return _shown(request, order, worker, name, form)
    try:
        _do(request, order, worker, name, form, at=at)
    except Refused as refused:
        messages.error(request, f"{in_words(refused=refused)} {_how_it_is(order_id, worker)}".strip())
        return redirect("field" if refused.code == "not-yours" and worker else to)
    messages.success(request, str(DOINGS[name].said))
    return redirect(to)


def _do(request: HttpRequest, order: Job, worker: Worker | None, name: str, form: Act, *, at: datetime) -> None:
    """Do it. What was done under this key is answered as the first time; the act asks whether the page is old.

    :raises Refused: not-yours; not-now, without a key; and what the act raises.
    """
    key = form.cleaned_data.get("key")
    if worker is None and (name == "accept" or not may(request=request, verb="dispatch_orders")):
        raise Refused(code="not-yours")
    if key is None:
        raise Refused(code="not-now")
    if not form.is_valid():
        return  # it was done under this key when it was whole
    page = {"key": key, "seen": form.cleaned_data["standing"], "worker_id": worker.id if worker else None}
    DOINGS[name].do(order_id=order.id, **form.given(), **page, actor=actor_of(request=request), at=at)


def _worker(request: HttpRequest, order: Job) -> Worker | None:
    """Return the technician who speaks; None when dispatch speaks for whoever has the order."""
    worker = worker_of(request=request) if may(request=request, verb="do_field_work") else None
    if worker and may(request=request, verb="dispatch_orders") and order.technician_id != worker.id:
        return None
    return worker


def _is_old(form: Act) -> bool:
    """Tell whether a form that is not whole was sent before, or carries no key: then it is no form to mend."""
    key: UUID | None = form.cleaned_data.get("key")
    return key is None or steps.was_done(key=key)


def _how_it_is(order_id: int, worker: Worker | None) -> str:
    """Say how the order stands now; to a technician whose it is not, nothing."""
    order = found(order_id=order_id)
    if worker is not None and order.technician_id not in (None, worker.id):
        return gettext("Your own day is below.")
    return as_it_is(order=order)


def _shown(request: HttpRequest, order: Job, worker: Worker | None, name: str, form: Act) -> HttpResponse:
    if worker is not None:
        return show_task(request=request, worker=worker, order_id=order.id, bound={name: form}, status=422)
    if not may(request=request, verb="view_orders"):
        return redirect("field")
    return show_order(request=request, order_id=order.id, bound={name: form}, status=422)


def _back(order: Job, form: Act, worker: Worker | None, name: str) -> str:
    """Return where to go then: to the page that it was said on; to the day when the order is over."""
    if worker is None:
        return reverse("order", args=[order.id])
    if form.data.get("to") == "task" and name not in {"finish", "fail"}:
        return reverse("field_task", args=[order.id])
    return f"{reverse('field')}#order-{order.id}"
