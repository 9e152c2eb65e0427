"""Why an act on an outage is refused. A code never changes its meaning."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "not-found": _("There is nothing by that name."),
    "already-closed": _("The outage has ended already."),
    "notice-too-late": _("Planned work is announced at least 24 hours before it begins."),
    "not-answerable": _("The customer has a router already."),
    "out-of-stock": _("No router is left."),
    "no-coverage": _("No mobile phone works there, as far as we know: a router would not help."),
    "no-device": _("No router of this serial number is where this can be done with it."),
    "not-lawful": _("This can't be: a forecast looks ahead, and work ends after it began."),
}


class Refused(Exception):
    """An act that can't be done. Nothing has changed."""

    def __init__(self, *, code: str) -> None:
        super().__init__(f"{code}: {SENTENCES[code]}")
        self.code = code
