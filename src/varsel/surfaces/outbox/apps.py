from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from varsel.kit.rooms import Room


class Config(AppConfig):
    """Messages to customers, and what of them waits for a person."""

    name = "varsel.surfaces.outbox"
    label = "outbox"
    rooms = (Room("outbox", _("Messages"), "view_outbox", key="o"),)
