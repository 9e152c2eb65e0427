from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from varsel.kit.rooms import Room


class Config(AppConfig):
    """News for everybody."""

    name = "varsel.surfaces.news"
    label = "surfaces_news"
    rooms = (Room("newsroom", _("News"), "write_news"),)
