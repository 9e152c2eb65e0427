"""What every view of arrears needs to know of who asks, and how it answers when something was done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django_htmx.http import HttpResponseClientRedirect

from varsel.kit.htmx import wants_part


def person_id(request: HttpRequest) -> int:
    """Return the key of the signed-in person."""
    assert request.user.pk is not None  # every view here but the public one asks for sign-in
    return request.user.pk


def language(request: HttpRequest) -> str:
    """Return the language of the page."""
    return get_language() or "en"


def done(*, request: HttpRequest, to: str) -> HttpResponse:
    """Lead to a page after something was done, also when htmx sent the form."""
    return HttpResponseClientRedirect(to) if wants_part(request=request) else redirect(to)


def back_to(*, request: HttpRequest, number: str) -> str:
    """Return where the person came from, if that is a page of ours, else the customer's page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure()):
        return wanted
    return reverse("desk_customer", args=[number])
