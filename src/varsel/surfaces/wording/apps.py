from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from varsel.kit.rooms import Room


class Config(AppConfig):
    """The texts on the desk."""

    name = "varsel.surfaces.wording"
    label = "surfaces_wording"
    rooms = (Room("wording", _("Texts"), "view_wording"),)
