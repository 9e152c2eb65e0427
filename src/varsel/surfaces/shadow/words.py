"""What a day in the shadow says to people: actions, groups, and why one side did what the other did not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from varsel.kit import instants
from varsel.operations.arrears.refusals import SENTENCES
from varsel.operations.arrears.sentences import REASONS

ACTIONS: dict[str, Promise] = {
    "demand": _("Payment demand"),
    "warning": _("Warning for late payment"),
    "limit": _("Limit"),
    "close": _("Close"),
    "reopen": _("Open again"),
}
GROUPS: dict[str, Promise] = {
    "both": _("Both did"),
    "ours": _("Only Varsel"),
    "theirs": _("Only the present system"),
}
BECAUSE: dict[str, Promise] = {
    **SENTENCES,
    "not-found": _("Varsel knows no such customer or service."),
    "demand-not-due": _("The operator's policy demands it later."),
    "demand-still-running": _("The customer still has time to pay."),
    "done-before": _("Varsel had done it before."),
    "waits-for-act-day": _("Varsel does it on the next day on which the operator acts."),
    "limited-days-running": _("The days of limited service have not passed."),
    "not-limited-first": _("The service has not been limited first."),
    "not-restricted": _("Varsel had not restricted it."),
    "still-owed": _("Something that was demanded is still unpaid."),
}
HELD: dict[str, Promise] = {
    **{code: held for code, (held, _not) in REASONS.items()},
    "nothing_carries_it": _("Nothing that was demanded is unpaid any more."),
}


def why(*, reasons: Sequence[str], since: date | None, language: str) -> str:
    """Return why we did, or would have done, something: the law's last reason, which made it so on that day."""
    if since is not None:
        day = instants.day_in_words(day=since, language=language)
        return gettext("Unpaid; it was due on %(day)s.") % {"day": day}
    return str(HELD.get(reasons[-1], reasons[-1]))


def why_not(*, code: str, day: date | None, reason: str, language: str) -> str:
    """Return why we would not have done something: the sentence of its code, the day it turns on, the law's reason."""
    said = [str(BECAUSE.get(code, code))]
    if day is not None:
        said[0] = f"{said[0][:-1]} ({instants.day_in_words(day=day, language=language)})."
    if reason in REASONS and str(REASONS[reason][1]) not in said:
        said.append(str(REASONS[reason][1]))
    return " ".join(said)
