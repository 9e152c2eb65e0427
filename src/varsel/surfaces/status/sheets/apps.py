from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """Fact sheets."""

    name = "varsel.surfaces.status.sheets"
    label = "sheets"
