"""Plan, look, do: a form, the words that would be sent, and only then the act. Nothing is kept in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from varsel.operations.outages.pages.rehearsal import Rehearsal
from varsel.operations.outages.refusals import SENTENCES, Refused
from varsel.outlets.notices.wording import WordingError


@dataclass(frozen=True, slots=True)
class Act:
    """An act that speaks to many.

    `rehearse` and `do` take what the form says; `do` returns where to go then. `button` is what sends.
    """

    title: Promise
    button: Promise
    said: Promise
    back: str
    rehearse: Callable[[Mapping[str, Any]], Rehearsal]
    do: Callable[[Mapping[str, Any]], str]
    more: Mapping[str, Any] = field(default_factory=dict)


def look_then_do(*, request: HttpRequest, form: forms.Form, act: Act) -> HttpResponse:
    """Show the form, then the rehearsal; do it when what was seen is still so, else show what it is now."""
    wanted = form.is_bound and "change" not in request.POST
    if not wanted or not form.is_valid():
        return _shown(request, "outages/form.html", form, act, status=422 if wanted else 200)
    try:
        rehearsal = act.rehearse(form.cleaned_data)
    except WordingError as broken:
        form.add_error(None, str(broken))
        return _shown(request, "outages/form.html", form, act, status=422)
    seen = request.POST.get("seen", "")
    if seen != rehearsal.fingerprint:
        more = {"rehearsal": rehearsal, "changed": bool(seen), "said": list(_in_words(form))}
        return _shown(request, "outages/review.html", form, act, more=more, status=409 if seen else 200)
    return _done(request, form, act)


def _done(request: HttpRequest, form: forms.Form, act: Act) -> HttpResponse:
    try:
        address = act.do(form.cleaned_data)
    except Refused as refused:
        messages.error(request, str(SENTENCES[refused.code]))
        return redirect(act.back)
    messages.success(request, str(act.said))
    return redirect(address)


def _in_words(form: forms.Form) -> Iterator[tuple[str, object, bool]]:
    """Yield what the form says, as the review shows it: label, value, and whether that is a moment."""
    for bound in form.visible_fields():
        value = form.cleaned_data[bound.name]
        choices = dict(getattr(bound.field, "choices", ()))
        yield str(bound.label), choices.get(value, value) or "–", isinstance(value, datetime)


def _shown(
    request: HttpRequest,
    page: str,
    form: forms.Form,
    act: Act,
    *,
    status: int,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    context = {"form": form, "act": act, **act.more, **(more or {})}
    return render(request, page, context, status=status)
