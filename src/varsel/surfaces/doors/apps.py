from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The front page."""

    name = "varsel.surfaces.doors"
    label = "doors"
