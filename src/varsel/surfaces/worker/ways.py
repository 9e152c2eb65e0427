"""The gateways of this installation: by what each channel's words leave. What is not set goes into the spool."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from varsel.kit import clock
from varsel.outlets.notices.channels import Gateway
from varsel.outlets.notices.channels.mail import relay
from varsel.outlets.notices.channels.mail.addresses import Ours
from varsel.outlets.notices.channels.mail.provider import Provider
from varsel.outlets.notices.channels.mail.relay import Relay
from varsel.outlets.notices.channels.spool import Spool
from varsel.outlets.notices.letters import handing, senders
from varsel.outlets.notices.letters.print_house import PrintHouse
from varsel.outlets.notices.letters.recipients import recipients
from varsel.surfaces.intake import sms


def real() -> Mapping[str, Gateway]:
    """Return the gateways that words really leave by, new ones each time; channels that share one are sent in turn."""
    spool = Spool(folder=settings.SPOOL)
    return {"sms": sms.way(url=settings.SMS) or spool, "email": _email() or spool, "letter": _letters()}


def _email() -> Gateway | None:
    ours = Ours(
        name=settings.OPERATOR_NAME,
        sender=settings.MAIL_FROM,
        replies=settings.MAIL_REPLIES,
        bounces=settings.MAIL_BOUNCES,
        offers=settings.MAIL_OFFERS,
    )
    if settings.MAIL_RELAY:
        return Relay(to=relay.read(url=settings.MAIL_RELAY), ours=ours)
    if settings.MAIL_PROVIDER:
        return Provider(backend=f"anymail.backends.{settings.MAIL_PROVIDER}.EmailBackend", ours=ours)
    return None


def _letters() -> Gateway:
    key = Path(settings.PRINT_KEY) if settings.PRINT_KEY else None
    way = handing.way(target=settings.PRINT_TO, key=key, known_hosts=Path(settings.PRINT_KNOWN_HOSTS))
    return PrintHouse(way=way, sender=senders.operator(), recipients=recipients, now=clock.now)
