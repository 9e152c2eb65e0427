"""What everybody reads. No cookie is set, nothing is counted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from varsel.outlets.notices.feed import queries as feed
from varsel.surfaces.news import atom
from varsel.surfaces.news.pieces import Piece
from varsel.surfaces.news.pieces import piece as in_language

SHOWN = 20
MOST_LETTERS = 20_000  # with its style the page stays below 30 kB
KEPT_SECONDS = 60


@login_not_required
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Show the newest news, as many as a slow line loads at once."""
    shown: list[Piece] = []
    letters = 0
    for one in _pieces():
        letters += len(one.title.encode()) + len(one.body.encode()) + 600
        if shown and letters > MOST_LETTERS:
            break
        shown.append(one)
    return _kept(render(request, "news/news.html", _said() | {"pieces": shown}))


@login_not_required
@require_safe
def piece(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show one piece of news, for as long as there is anything to show."""
    found = feed.news(ref=ref)
    if found is None or found.published_at is None:
        raise Http404
    return _kept(render(request, "news/piece.html", _said() | {"one": in_language(news=found, language=_language())}))


@login_not_required
@require_safe
def atom_feed(request: HttpRequest) -> HttpResponse:
    """Give the news as a feed."""
    title = f"{settings.OPERATOR_NAME}: {_('News')}"
    content = atom.feed(
        pieces=_pieces(),
        title=title,
        author=settings.OPERATOR_NAME,
        language=_language(),
        origin=settings.PUBLIC_ORIGIN,
    )
    return _kept(HttpResponse(content, content_type="application/atom+xml; charset=utf-8"))


def _pieces() -> list[Piece]:
    return [in_language(news=one, language=_language()) for one in feed.published(limit=SHOWN)]


def _language() -> str:
    return get_language() or "en"


def _said() -> dict[str, Any]:
    return {"operator": settings.OPERATOR_NAME, "phone": settings.OPERATOR_PHONE}


def _kept(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response
