"""Before every page: the person's language, the desk's clock, and the front door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from django_htmx.http import HttpResponseClientRedirect

from varsel.records.staff import queries

# Sweden and Norway have one clock. A page about a customer elsewhere names the zone: {% time instant zone %}.
DESK_ZONE = ZoneInfo("Europe/Stockholm")
SETTING_UP = frozenset(
    {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout", "staff_language"}
)


class OwnLanguage:
    """Speak the language asked for in the address (?lang=sv), else the signed-in person's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in that language and in the desk's local time."""
        language = _asked(request=request) or _own(request=request) or request.LANGUAGE_CODE
        with translation.override(language), timezone.override(DESK_ZONE):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or language)
            return response


class FrontDoor(LoginRequiredMiddleware):
    """Every page asks for sign-in with two factors, unless its view says @login_not_required."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Let the signed-in through; a person without a second factor must add one before anything else."""
        if not getattr(view_func, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return _outside(request=request, answer=self.handle_no_permission(request, view_func))
        match = request.resolver_match
        if match and match.url_name in SETTING_UP:
            return None
        return None if queries.has_second_factor(user_id=request.user.pk) else redirect("mfa_index")


def _outside(*, request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """Send the whole page to the sign-in, also when htmx asked for a part of one."""
    htmx = getattr(request, "htmx", None)
    return HttpResponseClientRedirect(answer["Location"]) if htmx else answer


def _asked(*, request: HttpRequest) -> str:
    """Return the language in the address when it is one of ours."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else ""


def _own(*, request: HttpRequest) -> str:
    """Return the signed-in person's language; a visitor without a session costs no question to the database."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    return getattr(request.user, "language", "")
