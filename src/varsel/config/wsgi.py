"""The web server's way in: granian starts this application, one blocking thread a worker.

What every page needs is read when a process starts, not while the first person waits for their page.
"""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import translation

from varsel.surfaces.status.wsgi import status_first

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "varsel.config.settings")
application = status_first(application=get_wsgi_application(), folder=settings.PUBLIC)


def _warm() -> None:
    """Read all addresses with the code behind them, the texts of each language, and the frame of a page."""
    get_resolver().reverse_dict  # noqa: B018  reading it is the point
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Board")
    get_template("base.html")


_warm()
