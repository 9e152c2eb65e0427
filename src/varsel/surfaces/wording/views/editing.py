"""Writing other words, looking at them, approving them, putting earlier ones back."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from varsel.kit import clock
from varsel.outlets.notices.versions import actions
from varsel.outlets.notices.versions import queries as versions
from varsel.outlets.notices.versions.actions import NotAllowed
from varsel.outlets.notices.versions.queries import Written
from varsel.outlets.notices.wording import Texts, WordingError
from varsel.outlets.notices.wording.abouts import ABOUTS
from varsel.outlets.notices.wording.checking import Finding, look
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.wording import previews, words
from varsel.surfaces.wording.forms import ApproveForm, PutBackForm, TextsForm
from varsel.surfaces.wording.views.looking import LANGUAGES, NONE, in_force, known, named


@require_http_methods(["GET", "POST"])
@requires("write_wording")
def edit(request: HttpRequest, about: str, variant: str, language: str) -> HttpResponse:
    """Show the editor; look at what was written, or keep it as a draft."""
    plain = known(about=about, variant=variant)
    if language not in LANGUAGES:
        raise Http404
    held = in_force(about=about, variant=plain, language=language)
    form = TextsForm(request.POST or None, initial={"short": held.short, "long": held.long})
    texts = _written(form, held) if request.method == "POST" else held
    if request.method == "POST" and form.is_valid() and "keep" in request.POST:
        try:
            ref = actions.draft(
                texts=texts, because=form.cleaned_data["because"], actor=actor_of(request=request), at=clock.now()
            )
        except NotAllowed as refused:
            form.add_error(None, str(words.REFUSALS[refused.code]))
        else:
            return redirect("wording_draft", ref=ref)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" and form.errors else HTTPStatus.OK
    return render(request, "wording/edit.html", _editor(about, variant, texts, form), status=status)


@require_http_methods(["GET"])
@requires("view_wording")
def draft(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show a draft as customers would get it. Who may approve and can see it has looked at it."""
    found = _called(ref)
    made = _try(found.texts)
    if made and found.decided_at is None and "write_wording" in request.rights:  # type: ignore[attr-defined]
        actions.preview(ref=str(ref), actor=actor_of(request=request), at=clock.now())
    texts = found.texts
    context = {
        "draft": found,
        "title": named(about=texts.about, variant=texts.variant),
        "variant": texts.variant or NONE,
        "language_word": words.LANGUAGES[texts.language],
        "held": in_force(about=texts.about, variant=texts.variant, language=texts.language),
        "findings": _findings(look(texts=texts)),
        "refused": any(one.refuses for one in look(texts=texts)),
        "preview": made,
        "own": found.drafted_by == actor_of(request=request),
        "form": ApproveForm(),
    }
    return render(request, "wording/draft.html", context)


@require_POST
@requires("write_wording")
def approve(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Put a draft in force, at once or from a moment on."""
    _called(ref)
    form, now = ApproveForm(request.POST), clock.now()
    if not form.is_valid():
        messages.error(request, _("That is no day and time. Nothing was changed."))
        return redirect("wording_draft", ref=ref)
    from_at = form.cleaned_data["from_at"] or now
    return _done(
        request,
        lambda: actions.approve(ref=str(ref), from_at=from_at, actor=actor_of(request=request), at=now),
        said=_("Approved."),
        to=("wording_draft", {"ref": ref}),
    )


@require_POST
@requires("write_wording")
def throw_away(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Let a draft go."""
    _called(ref)
    return _done(
        request,
        lambda: actions.throw_away(ref=str(ref), actor=actor_of(request=request), at=clock.now()),
        said=_("Thrown away. Nobody got it."),
        to=("wording_draft", {"ref": ref}),
    )


@require_POST
@requires("write_wording")
def put_back(request: HttpRequest, about: str, variant: str, language: str) -> HttpResponse:
    """Put an earlier version in force again, at once."""
    plain, form = known(about=about, variant=variant), PutBackForm(request.POST)
    if language not in LANGUAGES:
        raise Http404
    back: tuple[str, dict[str, Any]] = (
        "wording_history",
        {"about": about, "variant": variant, "language": language},
    )
    if not form.is_valid():
        messages.error(request, str(words.REFUSALS["blank"]))
        return _back(back)
    given = form.cleaned_data
    return _done(
        request,
        lambda: actions.put_back(
            name=(about, plain, language),
            version=given["version"] or None,
            because=given["because"],
            actor=actor_of(request=request),
            at=clock.now(),
        ),
        said=_("It holds again from now on."),
        to=back,
    )


def _done(request: HttpRequest, act: Any, *, said: str, to: tuple[str, dict[str, Any]]) -> HttpResponse:
    try:
        act()
    except NotAllowed as refused:
        messages.error(request, str(words.REFUSALS[refused.code]))
    else:
        messages.success(request, said)
    return _back(to)


def _back(to: tuple[str, dict[str, Any]]) -> HttpResponse:
    return HttpResponseRedirect(reverse(to[0], kwargs=to[1]))


def _editor(about: str, variant: str, texts: Texts, form: TextsForm) -> dict[str, Any]:
    return {
        "about": about,
        "variant": variant,
        "title": named(about=texts.about, variant=texts.variant),
        "language": texts.language,
        "language_word": words.LANGUAGES[texts.language],
        "form": form,
        "findings": _findings(look(texts=texts)),
        "preview": _try(texts),
        "known": [(f"(({name}))", kind) for name, kind in ABOUTS[texts.about, texts.variant].items()],
    }


def _written(form: TextsForm, held: Texts) -> Texts:
    given = {name: form.data.get(name, "").replace("\r\n", "\n").strip() for name in ("short", "long")}
    return replace(held, short=" ".join(given["short"].split()), long=given["long"])


def _try(texts: Texts) -> previews.Preview | None:
    """Return the preview of a text that may be broken still."""
    try:
        return previews.preview(texts=texts, customer=None)
    except WordingError:
        return None


def _findings(found: list[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "length": words.LENGTHS[one.length],
            "said": words.FINDINGS[one.code] % {"about": words.MUST_SAY.get(one.about, one.about)},
            "refuses": one.refuses,
        }
        for one in found
    ]


def _called(ref: UUID) -> Written:
    found = versions.draft(ref=str(ref))
    if found is None:
        raise Http404
    return found
