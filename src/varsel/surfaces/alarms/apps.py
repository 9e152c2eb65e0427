from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from varsel.kit.rooms import Room


class Config(AppConfig):
    """Alarms of the network, and whom they touch."""

    name = "varsel.surfaces.alarms"
    label = "alarms"
    rooms = (Room("alarms", _("Alarms"), "view_outbox", key="l"),)
