"""The gate before a view: who may pass, and what a person reads who may not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from varsel.records.staff import queries, roles
from varsel.records.staff.models import RoleName

View = Callable[..., HttpResponse]


def requires(verb: str) -> Callable[[View], View]:
    """Let only those through who may do the verb; the others read which right is missing and who gives it.

    The view finds everything the person may do in `request.rights`, a frozenset of verbs, for its buttons.

    :raises ValueError: at import, when the verb is no right.
    """
    roles.may(roles=(), verb=verb)

    def gate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            assert request.user.pk is not None  # login_required
            held = roles.rights(roles=queries.roles_of(user_id=request.user.pk))
            request.rights = held  # type: ignore[attr-defined]
            return view(request, *args, **kwargs) if verb in held else refuse(request=request, verb=verb)

        return guarded

    return gate


def actor_of(*, request: HttpRequest) -> str:
    """Return who asks, as the journal has it."""
    return f"staff:{request.user.pk}"


def refuse(*, request: HttpRequest, verb: str) -> HttpResponse:
    """Answer 403: which right is missing, whose it is and who gives it."""
    held_by = [RoleName(role).label for role in RoleName if role in roles.MATRIX[verb]]
    context = {"missing": roles.WORDS[verb], "held_by": held_by, "granted_by": queries.who_grants()}
    return render(request, "403.html", context, status=403)
