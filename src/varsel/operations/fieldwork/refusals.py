"""Why an act on a visit is refused. A code never changes its meaning."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "not-found": _("There is nothing by that name."),
    "already-closed": _("The visit is over already."),
    "not-lawful": _("A visit ends after it begins."),
}


class Refused(Exception):
    """An act that can't be done. Nothing has changed."""

    def __init__(self, *, code: str) -> None:
        super().__init__(f"{code}: {SENTENCES[code]}")
        self.code = code
