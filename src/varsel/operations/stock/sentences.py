"""What stock is called on pages: kinds of places and movements, states of devices, lists."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACES: dict[str, Promise] = {"warehouse": _("warehouse"), "vehicle": _("vehicle")}
MOVES: dict[str, Promise] = {
    "count": _("counted"),
    "came": _("came"),
    "moved": _("moved"),
    "sent": _("sent"),
    "used": _("used"),
    "lent": _("lent"),
    "back": _("back"),
    "lost": _("lost"),
}
STATES: dict[str, Promise] = {
    "stock": _("in stock"),
    "reserved": _("reserved"),
    "out": _("out"),
    "back": _("back, to be made ready"),
    "lost": _("lost"),
}
# How a device's state is shown, in the state language.
SHOWN: dict[str, str] = {"stock": "kept", "reserved": "held", "out": "open", "back": "due_soon", "lost": "dropped"}
SHOWS: dict[str, Promise] = {
    "here": _("on shelves"),
    "low": _("to be ordered"),
    "coming": _("on its way"),
    "moves": _("what came and went"),
    "devices": _("devices"),
}
