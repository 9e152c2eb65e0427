"""What cases of compensation are called on pages."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATES: dict[str, Promise] = {
    "open": _("undecided"),
    "granted": _("granted in full"),
    "partly": _("granted in part"),
    "rejected": _("not granted"),
}
# What a verdict's reasons say.
REASONS: dict[str, Promise] = {
    "customer_was_there": _("Nobody came to the customer who waited."),
    "no_hindrance_excuses": _("Neither weather nor another hindrance excuses it."),
}
