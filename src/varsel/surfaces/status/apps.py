from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """Outages for everybody."""

    name = "varsel.surfaces.status"
    label = "surfaces_status"
