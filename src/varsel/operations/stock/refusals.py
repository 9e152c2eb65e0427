"""Why an act on stock is refused. A code never changes its meaning."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "not-found": _("There is nothing by that name."),
    "out-of-stock": _("There are not so many free there."),
    "has-serials": _("Devices with serial numbers lie there: say which by their numbers."),
    "entered-already": _("A device or a SIM with this number is there already."),
    "not-there": _("The device is not where this can be done with it."),
    "moved-on": _("Something has happened since: it can't be undone any more. Write down what is so now."),
    "over-already": _("Nothing of this delivery is on its way any more."),
    "named-otherwise": _("There is a place of another kind by this name."),
}


class Refused(Exception):
    """An act that can't be done. Nothing has changed."""

    def __init__(self, *, code: str) -> None:
        super().__init__(f"{code}: {SENTENCES[code]}")
        self.code = code
