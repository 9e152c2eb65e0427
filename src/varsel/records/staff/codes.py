"""Six figures for the demo operator's people, who have no phone. Closed everywhere else."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings


def current_code(*, user_id: int, at: datetime) -> str:
    """Return the code that the person's authenticator app would show at this instant (RFC 6238, section 4).

    :raises PermissionError: when this is no demo operator.
    :raises LookupError: when the person has no authenticator app.
    """
    if not settings.DEMO:
        raise PermissionError("codes are shown for the demo operator only (VARSEL_DEMO=true)")
    app = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).first()
    if app is None:
        raise LookupError(f"person {user_id} has no authenticator app")
    secret = get_adapter().decrypt(app.data["secret"])
    return str(format_hotp_value(hotp_value(secret, int(at.timestamp()) // app_settings.TOTP_PERIOD)))
