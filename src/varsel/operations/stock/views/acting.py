"""What every act on stock does: show its form, do it once, say what was refused and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from varsel.operations.stock.refusals import SENTENCES, Refused


def form_then_do(
    *,
    request: HttpRequest,
    form: forms.Form,
    title: str | Promise,
    button: str | Promise,
    said: str | Promise,
    do: Callable[[Mapping[str, Any]], object],
    to: str,
) -> HttpResponse:
    """Show a form; when it is sent and whole, do it and go on to an address. What is refused stands above the form."""
    if form.is_bound and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(SENTENCES[refused.code]))
        else:
            messages.success(request, str(said))
            return redirect(to)
    context = {"form": form, "title": title, "button": button, "back": to}
    return render(request, "stock/form.html", context, status=422 if form.is_bound else 200)


def did(*, request: HttpRequest, do: Callable[[], object], said: str | Promise, to: str) -> HttpResponse:
    """Do one thing and lead back, with a word of how it went."""
    try:
        do()
    except Refused as refused:
        messages.error(request, str(SENTENCES[refused.code]))
    else:
        messages.success(request, str(said))
    return redirect(to)
