"""Why an act on a case is refused. A code never changes its meaning."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "not-found": _("There is nothing by that name."),
    "already-closed": _("The case is decided already: that stays."),
    "not-lawful": _("Whoever gets nothing, or less than they asked for, is told why: write the reason."),
    "below-standard": _("The amount is less than what we have promised everybody."),
    "in-shadow": _("In shadow mode the systems of today give credits."),
}


class Refused(Exception):
    """An act that can't be done. Nothing has changed."""

    def __init__(self, *, code: str) -> None:
        super().__init__(f"{code}: {SENTENCES[code]}")
        self.code = code
