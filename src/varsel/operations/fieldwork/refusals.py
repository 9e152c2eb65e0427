"""Why an act in field work is refused. A code never changes its meaning."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "not-found": _("There is nothing by that name."),
    "already-closed": _("It is over already."),
    "not-lawful": _("What ends, ends after it begins, and what is planned lies ahead."),
    "not-now": _("This can't be done with the order as it stands."),
    "not-yours": _("The order is somebody else's."),
    "lacks-skills": _("Who is to do it lacks a skill that the order demands."),
    "taken": _("The technician has another order then."),
    "has-left": _("The technician has left."),
    "has-orders": _("The technician has orders that are not over: give them to somebody else first."),
    "not-a-contractor": _("An order for our own people is given to one of them by name."),
    "visit-promised": _("The customer was promised another time: move the visit."),
    "no-window": _("Nobody who can do it is free then."),
    "too-late": _("The visit's time has begun: it can't be moved or called off any more."),
    "checked-in": _("The technician has checked in: the visit was not missed."),
    "out-of-stock": _("There are not so many of it: count what there is first."),
    "named-already": _("There is one by that name already."),
    "holds-stock": _("There is still something of the stock in the vehicle: move it first."),
    "key-reused": _("Under this key something else was done already: load the page anew."),
}


class Refused(Exception):
    """An act that can't be done. Nothing has changed. `missing`: the skills that are lacking, if it is about skills."""

    def __init__(self, *, code: str, missing: Sequence[str] = ()) -> None:
        super().__init__(f"{code}: {SENTENCES[code]}" + (f" ({', '.join(missing)})" if missing else ""))
        self.code = code
        self.missing = tuple(missing)
