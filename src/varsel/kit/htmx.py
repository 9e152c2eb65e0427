"""Pages and parts: one view answers a whole page, and only its moving part when htmx asks."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_part(*, request: HttpRequest) -> bool:
    """Say whether htmx asked for a part of the page (a boosted link or a restored page wants all of it)."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not (htmx.boosted or htmx.history_restore_request)


def answer(
    *, request: HttpRequest, page: str, part: str, context: Mapping[str, Any], refused: bool = False
) -> HttpResponse:
    """Render `part` when htmx asked for it, else `page` (which includes the part).

    `refused` gives status 422, which the base page's htmx swaps in like any other answer: a form with its errors.
    The answer varies by what htmx asked, so that no cache gives a part to a browser that wants a page.
    """
    template = part if wants_part(request=request) else page
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    response = render(request, template, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
