"""What an e-mail provider tells by webhook: anymail reads each provider's own words, we do what follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from anymail.signals import AnymailInboundEvent, AnymailTrackingEvent
from anymail.webhooks.base import AnymailCoreWebhookView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from varsel.kit import clock
from varsel.outlets.notices import receipts
from varsel.outlets.notices.channels import Arrived, Receipt
from varsel.outlets.notices.channels.inbound import Reply
from varsel.outlets.notices.replies import actions as replies
from varsel.surfaces.intake import mail

_STATES: dict[str, Arrived] = {"queued": "accepted", "sent": "accepted", "deferred": "accepted"}
_STATES |= {"delivered": "delivered", "rejected": "failed", "failed": "expired", "bounced": "failed"}
_NOT_THE_ADDRESS = {"timed_out", "spam", "other", "blocked", "unsubscribed"}


@csrf_exempt
@login_not_required
@require_POST
def told(request: HttpRequest, provider: str, kind: str) -> HttpResponse:
    """Take what the operator's provider tells; it is checked by the provider's signature or our secret.

    Anything that goes wrong here is answered with an error, and the provider tells it again.
    """
    view = _view(provider, kind)
    if view is None:
        return HttpResponseNotFound("this is not the provider that is set")
    view.setup(request)
    view.run_validators(request)
    for event in view.parse_events(request):
        _take(event, at=clock.now())
    return HttpResponse(status=204)


def _view(provider: str, kind: str) -> AnymailCoreWebhookView | None:
    """Return anymail's reader of the provider's words; only for the provider that is set."""
    if provider != settings.MAIL_PROVIDER:
        return None
    try:
        found = resolve(f"/{provider}/{kind}/", urlconf="anymail.urls")
    except Resolver404:
        return None
    view: AnymailCoreWebhookView = found.func.view_class()  # type: ignore[attr-defined]
    return view


def _take(event: AnymailTrackingEvent | AnymailInboundEvent, *, at: datetime) -> None:
    if isinstance(event, AnymailInboundEvent):
        mail.take(content=event.message.as_bytes(), at=at)
    elif event.event_type == "complained":
        _complained(event, at=at)
    else:
        receipts.note(receipts=_receipts(event, at=at), channel="email", at=at)


def _receipts(event: AnymailTrackingEvent, *, at: datetime) -> Sequence[Receipt]:
    """Return what an event says of a message; opening and clicking say nothing here: nobody is tracked."""
    state = _STATES.get(event.event_type)
    if state is None:
        return ()
    if state == "failed" and event.reject_reason in _NOT_THE_ADDRESS:
        state = "expired"
    because = " ".join(f"{event.reject_reason or ''} {event.mta_response or event.description or ''}".split())[:300]
    happened, ref = event.timestamp or at, str((event.metadata or {}).get("ref", ""))
    return (Receipt(state=state, at=happened, ref=ref, gateway_ref=str(event.message_id or ""), because=because),)


def _complained(event: AnymailTrackingEvent, *, at: datetime) -> None:
    """Keep a complaint as the customer's words: a person decides, for a legal notice may not simply be left out."""
    reply = Reply(
        channel="email",
        address=str(event.recipient or "").lower(),
        to="",
        text="reported as spam",
        at=min(event.timestamp or at, at),
        key=f"complaint {event.event_id or event.message_id}",
    )
    replies.take(reply=reply, ref=str((event.metadata or {}).get("ref", "")), at=at)
