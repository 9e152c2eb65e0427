"""A page that shows everything the kit can show, for tests that look at it: nothing here is part of the product."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.utils.cache import patch_vary_headers

from varsel.kit.htmx import wants_part
from varsel.kit.states import STATES
from varsel.records.staff.gates import requires

HERE = Path(__file__).parent
PUBLIC = """{% extends "public.html" %}{% block title %}When may we limit your service?{% endblock %}
{% block content %}<h1 class="ds-heading" data-size="lg">When may we limit your service?</h1>
<p>First we write to you and say what is unpaid. Then we wait.</p>
{% load varsel %}{% state "limited" %}{% endblock %}"""

DESK = (
    """{% extends "base.html" %}{% block title %}Desk{% endblock %}{% block content %}<h1>The desk</h1>{% endblock %}"""
)


class Claim(forms.Form):
    """A form with one field that can be wrong."""

    amount = forms.RegexField("[0-9]+", label="Amount")
    sure = forms.BooleanField(label="I am sure", required=False)


def _rows() -> list[dict[str, object]]:
    """Return a page of invoices."""
    told = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
    states = ["limited", "working", "closed", "held"]
    return [
        {"number": f"K7WQ-{n}4HX", "due": date(2026, 3, 31), "told": told, "ore": n * 39900, "state": states[n % 4]}
        for n in range(1, 9)
    ]


def _show(request: HttpRequest, name: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """Render a template of this folder."""
    template = engines["django"].from_string((HERE / name).read_text(encoding="utf-8"))
    response = HttpResponse(template.render(context, request), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


@login_not_required
def specimen(request: HttpRequest) -> HttpResponse:
    """Show everything; answer a posted form with the form alone when htmx asks."""
    form = Claim(request.POST or None)
    part = engines["django"].from_string((HERE / "specimen_part.html").read_text(encoding="utf-8"))
    rows = Paginator(range(40), 10).page(2)
    context = {"form": form, "rows": _rows(), "page": rows, "states": STATES, "part": part.template}
    name = "specimen_part.html" if wants_part(request=request) else "specimen.html"
    return _show(request, name, context, status=422 if form.errors else 200)


@login_not_required
def public(request: HttpRequest) -> HttpResponse:
    """Show a public page."""
    return HttpResponse(engines["django"].from_string(PUBLIC).render({}, request))


@requires("view_desk")
def desk(request: HttpRequest) -> HttpResponse:
    """Stand in for the desk: its first page."""
    return HttpResponse(engines["django"].from_string(DESK).render({}, request))


@requires("lift_cap")
def cap(request: HttpRequest) -> HttpResponse:
    """Stand in for a page that few may see."""
    return HttpResponse("the cap")


urlpatterns = [
    path("", desk),
    path("cap/", cap),
    path("specimen/", specimen),
    path("public/", public),
    path("sign-in/", include("varsel.records.staff.urls")),
]
