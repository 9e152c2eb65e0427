"""Acts on an outage that speak to all whom it touches: looked at, then done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from varsel.kit import clock
from varsel.operations.outages import actions
from varsel.operations.outages.account import Told
from varsel.operations.outages.forms import EndForm, EstimateForm, WaitingForm
from varsel.operations.outages.pages import live, plans
from varsel.operations.outages.pages.rehearsal import Rehearsal
from varsel.operations.outages.views.finding import posted, sees_names, top
from varsel.operations.outages.views.looking import Act, look_then_do
from varsel.records.staff.gates import actor_of, requires

ESTIMATE, WAIT, END = _("A new expected time"), _("The work waits"), _("The outage is over")


@require_http_methods(["GET", "POST"])
@requires("run_outage")
def estimate(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Say until when it is expected to last, after a look at who is told what."""
    at, seen = clock.now(), top(outage_id=outage_id)
    form = EstimateForm(posted(request=request), now=at)
    names = sees_names(request=request)
    act = _act(
        seen,
        ESTIMATE,
        _("Say it"),
        _("The new time is said."),
        at=at,
        rehearse=lambda said: plans.of_estimate(
            outage=seen, until=said["until"], because=said["because"], with_names=names, at=at
        ),
        do=lambda said: actions.estimate(outage_id=seen.id, **said, actor=actor_of(request=request), at=at),
    )
    return look_then_do(request=request, form=form, act=act)


@require_http_methods(["GET", "POST"])
@requires("run_outage")
def wait(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Say what the work waits for, after a look at who is told what."""
    at, seen = clock.now(), top(outage_id=outage_id)
    form = WaitingForm(posted(request=request), now=at)
    names = sees_names(request=request)
    act = _act(
        seen,
        WAIT,
        _("Say it"),
        _("It is said what the work waits for."),
        at=at,
        rehearse=lambda said: plans.of_waiting(outage=seen, **said, with_names=names, at=at),
        do=lambda said: actions.wait_for(outage_id=seen.id, **said, actor=actor_of(request=request), at=at),
    )
    return look_then_do(request=request, form=form, act=act)


@require_http_methods(["GET", "POST"])
@requires("run_outage")
def restore(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Say that an outage is over, after a look at who is told."""
    at, seen = clock.now(), top(outage_id=outage_id)
    names, is_credited = sees_names(request=request), plans.is_credited(outage=seen, at=at)
    act = _act(
        seen,
        END,
        _("It is over: tell them"),
        _("The outage is over. Those who were told of it are told."),
        at=at,
        rehearse=lambda said: plans.of_end(outage=seen, with_names=names, at=at),
        do=lambda said: actions.restore(outage_id=seen.id, actor=actor_of(request=request), at=at),
        more={"is_credited": is_credited, "ends": True},
    )
    return look_then_do(request=request, form=EndForm(request.POST), act=act)


def _act(
    seen: Told,
    title: Promise,
    button: Promise,
    said: Promise,
    *,
    at: datetime,
    rehearse: Callable[[Mapping[str, Any]], Rehearsal],
    do: Callable[[Mapping[str, Any]], None],
    more: Mapping[str, Any] | None = None,
) -> Act:
    """Return the act on an outage, which leads back to it."""
    back = reverse("outage", args=[seen.id])

    def done(said: Mapping[str, Any]) -> str:
        do(said)
        return back

    row = live.row(outage=seen, at=at)
    return Act(title, button, said, back, rehearse, done, {"row": row, **(more or {})})
