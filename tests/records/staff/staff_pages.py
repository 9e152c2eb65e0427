"""Addresses for the tests of staff: sign-in, and two pages that stand in for the desk."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from varsel.records.staff.gates import requires


@requires("view_desk")
def desk(request: HttpRequest) -> HttpResponse:
    """Answer with what the person may do."""
    return HttpResponse(" ".join(sorted(request.rights)))  # type: ignore[attr-defined]


@requires("lift_cap")
def cap(request: HttpRequest) -> HttpResponse:
    """Answer to the few who may see it."""
    return HttpResponse("the cap")


def undecorated(request: HttpRequest) -> HttpResponse:
    """Answer to whoever the front door lets through."""
    return HttpResponse("inside")


@login_not_required
def public(request: HttpRequest) -> HttpResponse:
    """Answer to anybody, with the language and the clock of the page."""
    return HttpResponse(f"{get_language()} {get_current_timezone_name()}")


urlpatterns = [
    path("", desk),
    path("cap/", cap),
    path("undecorated/", undecorated),
    path("public/", public),
    path("sign-in/", include("varsel.records.staff.urls")),
]
