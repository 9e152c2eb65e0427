"""Declaring an outage by hand, and planning work: a node is found, what hangs on it is seen, then it is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from varsel.kit import clock
from varsel.operations.outages import actions
from varsel.operations.outages.forms import DeclareForm, PlanForm
from varsel.operations.outages.pages import plans
from varsel.operations.outages.pages.plans import Chosen
from varsel.operations.outages.pages.rehearsal import Rehearsal
from varsel.operations.outages.views.finding import posted, sees_names
from varsel.operations.outages.views.looking import Act, look_then_do
from varsel.records.staff.gates import actor_of, requires

DECLARE, PLAN = _("Declare an outage"), _("Plan work")


@require_http_methods(["GET", "POST"])
@requires("declare_outage")
def declare(request: HttpRequest) -> HttpResponse:
    """Find a node, see what would be affected, and declare its outage after a look at who is told what."""
    node = _node(request)
    if node is None:
        return _search(request, {"title": DECLARE})
    at, names, chosen = clock.now(), sees_names(request=request), node
    form = DeclareForm(posted(request=request), initial={"node": node.name}, now=at)

    def do(said: Mapping[str, Any]) -> str:
        what = {"called": chosen.name, "node_id": chosen.node_id, "title": said["title"], "expected": said["expected"]}
        outage_id = actions.declare_outage(**what, actor=actor_of(request=request), at=at)
        return reverse("outage", args=[outage_id])

    act = Act(
        title=DECLARE,
        button=_("Declare it"),
        said=_("The outage is declared."),
        back=reverse("outages_new"),
        rehearse=lambda said: plans.of_declaring(
            node=chosen, title=said["title"], expected=said["expected"], with_names=names, at=at
        ),
        do=do,
        more={"node": chosen},
    )
    return look_then_do(request=request, form=form, act=act)


@require_http_methods(["GET", "POST"])
@requires("declare_outage")
def plan(request: HttpRequest) -> HttpResponse:
    """Find a node, see what would be affected, and plan work on it after a look at who is told what, and when."""
    node = _node(request)
    if node is None:
        return _search(request, {"title": PLAN})
    at, names, chosen = clock.now(), sees_names(request=request), node
    form = PlanForm(posted(request=request), initial={"node": node.name}, now=at)
    more: dict[str, Any] = {"node": chosen, "plans": True}

    def rehearse(said: Mapping[str, Any]) -> Rehearsal:
        more["told_at"] = plans.work_told_at(node=chosen, begins_at=said["begins_at"], at=at)
        window = {"begins_at": said["begins_at"], "ends_at": said["ends_at"]}
        return plans.of_work(node=chosen, title=said["title"], **window, with_names=names, at=at)

    def do(said: Mapping[str, Any]) -> str:
        work = {key: said[key] for key in ("called", "title", "begins_at", "ends_at")}
        actions.plan_work(**work, node_id=chosen.node_id, actor=actor_of(request=request), at=at)
        return f"{reverse('outages')}?show=planned"

    act = Act(PLAN, _("Plan it"), _("The work is planned."), reverse("outages_plan"), rehearse, do, more)
    return look_then_do(request=request, form=form, act=act)


def _node(request: HttpRequest) -> Chosen | None:
    """Return the node that the form or the address names.

    :raises Http404: when the register does not have it.
    """
    name = request.POST.get("node", "") or request.GET.get("node", "")
    node = plans.chosen(name=name) if name else None
    if name and node is None:
        raise Http404
    return node


def _search(request: HttpRequest, more: Mapping[str, Any]) -> HttpResponse:
    text = request.GET.get("q", "").replace("\0", "").strip()
    context = {"text": text, "found": plans.found(text=text) if text else [], **more}
    return render(request, "outages/search.html", context)
