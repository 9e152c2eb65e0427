"""Where news are written, published by a second person, corrected and withdrawn."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from varsel.kit import clock
from varsel.outlets.notices.feed import actions
from varsel.outlets.notices.feed import queries as feed
from varsel.outlets.notices.feed.actions import NotSaid
from varsel.outlets.notices.feed.queries import News
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.news.forms import NewsForm, WithdrawForm

SHOWN = 50


@require_GET
@requires("write_news")
def newsroom(request: HttpRequest) -> HttpResponse:
    """List what waits for a second person, and what everybody reads."""
    context = {"waiting": feed.waiting(), "published": feed.published(limit=SHOWN), "me": actor_of(request=request)}
    return render(request, "news/newsroom.html", context)


@require_http_methods(["GET", "POST"])
@requires("write_news")
def write(request: HttpRequest, ref: UUID | None = None) -> HttpResponse:
    """Write news; with a reference, news that correct others."""
    corrects = _called(ref) if ref else None
    form = NewsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write(
                stories=form.stories(),
                actor=actor_of(request=request),
                at=clock.now(),
                corrects=ref,
                despite=form.cleaned_data["despite"],
            )
        except NotSaid as refused:
            form.add_error(None, _refusal(refused))
        else:
            messages.success(request, _("Written. A second person publishes it."))
            return redirect("newsroom_piece", ref=made)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "news/write.html", {"form": form, "corrects": corrects}, status=status)


@require_GET
@requires("write_news")
def piece(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show one piece of news in every language, and what can be done about it."""
    return render(request, "news/newsroom_piece.html", _shown(request, _called(ref), WithdrawForm()))


@require_POST
@requires("write_news")
def publish(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Publish it at once."""
    return _done(request, ref, _("Published."), lambda **by: actions.publish(ref=ref, **by))


@require_POST
@requires("write_news")
def throw_away(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Throw away what nobody has read."""
    return _done(request, ref, _("Thrown away. Nobody has read it."), lambda **by: actions.throw_away(ref=ref, **by))


@require_POST
@requires("write_news")
def withdraw(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Withdraw what everybody could read; why is read in its place."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        context = _shown(request, _called(ref), form)
        return render(request, "news/newsroom_piece.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    because = form.because()
    return _done(request, ref, _("Withdrawn."), lambda **by: actions.withdraw(ref=ref, because=because, **by))


def _done(request: HttpRequest, ref: UUID, said: str, act: Any) -> HttpResponse:
    try:
        act(actor=actor_of(request=request), at=clock.now())
    except NotSaid as refused:
        if refused.code == "unknown":
            raise Http404 from refused
        messages.error(request, _refusal(refused))
    else:
        messages.success(request, said)
    return redirect("newsroom_piece", ref=ref)


def _shown(request: HttpRequest, news: News, form: WithdrawForm) -> dict[str, Any]:
    texts = [(one, news.titles[one], news.bodies[one], news.withdrawn_because.get(one, "")) for one in feed.LANGUAGES]
    posts = feed.posts(ref=UUID(news.ref))
    return {
        "news": news,
        "texts": texts,
        "posts": posts,
        "form": form,
        "own": news.written_by == actor_of(request=request),
    }


def _refusal(refused: NotSaid) -> str:
    return {
        "blank": _("Something is empty. Nothing was kept."),
        "long": _("A text is too long. Nothing was kept."),
        "personal": _("This looks like somebody's own number or address: %(about)s. Take it out, or say why it stays."),
        "own": _("You wrote it: another person publishes it."),
        "decided": _("Somebody was here before you. Nothing was changed."),
        "not_published": _("Only what everybody reads can be corrected or withdrawn."),
        "corrected": _("There is a correction already: correct that one."),
        "unknown": _("There are no such news."),
    }[refused.code] % {"about": refused.about}


def _called(ref: UUID) -> News:
    found = feed.news(ref=ref)
    if found is None:
        raise Http404
    return found
