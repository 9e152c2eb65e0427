"""How the channels do today, and the brake: stopped by anybody who sees a mistake, let go by who answers for it."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.law.calendar import at_local, local_day
from varsel.law.countries import COUNTRIES
from varsel.outlets.notices import brakes
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.outbox import channels
from varsel.surfaces.outbox.forms import StopForm
from varsel.surfaces.outbox.words import CHANNELS

ZONE = COUNTRIES["SE"].ZONE  # the day of a desk, whose countries have one clock


@require_GET
@requires("view_outbox")
def health(request: HttpRequest) -> HttpResponse:
    """Show how the channels do today, and which are stopped."""
    page, part = "outbox/channels.html", "outbox/_channels.html"
    return answer(request=request, page=page, part=part, context=_context())


@require_POST
@requires("stop_words")
def stop(request: HttpRequest) -> HttpResponse:
    """Stop all words or those of a channel, and say how long it took until it held."""
    form, pressed, began = StopForm(request.POST), clock.now(), time.monotonic()
    if not form.is_valid():
        context = _context() | {"stop_form": form}
        return render(request, "outbox/channels.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    channel, actor = form.cleaned_data["channel"], actor_of(request=request)
    done = brakes.stop(channel=channel, because=form.cleaned_data["because"], actor=actor, at=pressed)
    seconds = f"{time.monotonic() - began:.2f}"
    if done:
        told = _("Stopped: %(what)s. No hand-over begins from %(seconds)s seconds after it was pressed.")
        messages.success(request, told % {"what": CHANNELS[channel], "seconds": seconds})
    else:
        messages.info(request, _("It stood already. Nothing was changed."))
    return redirect("outbox_channels")


@require_POST
@requires("release_words")
def go(request: HttpRequest) -> HttpResponse:
    """Let words go again."""
    form = StopForm(request.POST)
    if not form.is_valid():
        context = _context() | {"go_form": form, "go_channel": request.POST.get("channel", "")}
        return render(request, "outbox/channels.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    channel, actor = form.cleaned_data["channel"], actor_of(request=request)
    if brakes.go(channel=channel, because=form.cleaned_data["because"], actor=actor, at=clock.now()):
        told = _("Words go again: %(what)s. What is no longer true is not said.")
        messages.success(request, told % {"what": CHANNELS[channel]})
    else:
        messages.info(request, _("It went already. Nothing was changed."))
    return redirect("outbox_channels")


def _context() -> dict[str, object]:
    at = clock.now()
    return {
        "channels": channels.today(at=at, over=_since_midnight(at)),
        "stops": channels.stops(),
        "stop_form": StopForm(auto_id="stop_%s"),
        "go_form": StopForm(auto_id="go_%s"),
        "now": at,
    }


def _since_midnight(at: datetime) -> timedelta:
    return at - at_local(local_day(at, ZONE), datetime.min.time(), ZONE)
