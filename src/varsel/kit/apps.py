from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The kit as a Django application: templates, tags and static files that every page shares."""

    name = "varsel.kit"
    label = "kit"
