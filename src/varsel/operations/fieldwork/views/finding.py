"""What every page of field work begins with: which order, who asks, and what is said of a refusal."""

from __future__ import annotations

import re
from datetime import date

from django.http import Http404, HttpRequest
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from varsel.kit import clock
from varsel.law.calendar import local_day
from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.queries import Job, Worker
from varsel.operations.fieldwork.refusals import SENTENCES, Refused
from varsel.operations.fieldwork.sentences import SKILLS, STATES, STEPS


def found(*, order_id: int) -> Job:
    """Return the order.

    :raises Http404: when there is none.
    """
    order = queries.order(order_id=order_id)
    if order is None:
        raise Http404
    return order


def may(*, request: HttpRequest, verb: str) -> bool:
    """Tell whether who asks may do a verb."""
    return verb in getattr(request, "rights", ())


def worker_of(*, request: HttpRequest) -> Worker | None:
    """Return the technician who asks, if it is one."""
    return queries.technician_of(user_id=request.user.pk) if request.user.pk is not None else None


def language() -> str:
    """Return the language of the page."""
    return get_language() or "en"


def day_of(*, text: str) -> date:
    """Return the day that an address names; today for none.

    :raises Http404: when it is no day.
    """
    if not text:
        return local_day(clock.now(), get_current_timezone_name())
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        raise Http404
    try:
        return date.fromisoformat(text)
    except ValueError as nonsense:
        raise Http404 from nonsense


def in_words(*, refused: Refused) -> str:
    """Return why something was refused, with the skills that are lacking."""
    lacking = ", ".join(str(SKILLS.get(one, one)) for one in refused.missing)
    return f"{SENTENCES[refused.code]} {_('Missing:')} {lacking}." if lacking else str(SENTENCES[refused.code])


def as_it_is(*, order: Job) -> str:
    """Return how an order stands now, as a sentence."""
    state, step, whose = STATES[order.state].word, STEPS[order.step], order.technician or order.crew or _("nobody")
    return _("The order is now: %(state)s, %(step)s (%(whose)s).") % {"state": state, "step": step, "whose": whose}
