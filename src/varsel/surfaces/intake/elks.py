"""What the SMS provider 46elks tells by HTTP. An empty answer means taken; anything else, and it tells again."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotFound
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from varsel.kit import clock
from varsel.outlets.notices import receipts
from varsel.outlets.notices.channels.elks import account, told
from varsel.outlets.notices.replies import actions as replies

Taking = Callable[..., None]


def _from_provider(view: Taking) -> Callable[..., HttpResponse]:
    """Let in only who knows the secret and, where addresses are set, comes from one; for others there is nothing.

    The body of an answer would be sent to the customer as an SMS: it is always empty.
    """

    @csrf_exempt
    @login_not_required
    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest, secret: str, **more: UUID) -> HttpResponse:
        if not _is_provider(request, secret):
            return HttpResponseNotFound()  # a page of words would be sent to a customer
        try:
            view(request, at=clock.now(), **more)
        except told.NotTold as error:
            return HttpResponseBadRequest(str(error), content_type="text/plain; charset=utf-8")
        return HttpResponse(status=204)

    return guarded


@_from_provider
def delivered(request: HttpRequest, *, at: datetime, ref: UUID) -> None:
    """Take what became of a message; in any order, any number of times."""
    receipts.note(receipts=[told.receipt(form=request.POST.dict(), ref=str(ref), at=at)], channel="sms", at=at)


@_from_provider
def reply(request: HttpRequest, *, at: datetime) -> None:
    """Take what a customer wrote, once."""
    replies.take(reply=told.reply(form=request.POST.dict(), at=at), at=at)


def _is_provider(request: HttpRequest, secret: str) -> bool:
    if not settings.SMS.startswith("elks:"):
        return False
    ours = account.read(url=settings.SMS).secret
    allowed = settings.SMS_TOLD_FROM
    is_known = hmac.compare_digest(secret.encode(), ours.encode())
    return is_known and (not allowed or request.META.get("REMOTE_ADDR", "") in allowed)
