"""The web server's way in: granian starts this application, one blocking thread a worker."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "varsel.config.settings")
application = get_wsgi_application()
