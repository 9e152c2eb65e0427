"""From whom letters are, as the installation says it."""

from __future__ import annotations

from django.conf import settings

from varsel.outlets.notices.letters.typesetting import Sender


def operator() -> Sender:
    """Return the operator: its name, its return address and its phone."""
    place = [part.strip() for part in settings.OPERATOR_ADDRESS.split(",")]
    return Sender(name=settings.OPERATOR_NAME, lines=(*place, settings.OPERATOR_PHONE))
