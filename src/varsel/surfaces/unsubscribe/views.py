"""Ending offers by the link in one: a mail service does it in one click (RFC 8058), a person by a button."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from varsel.kit import clock
from varsel.outlets.notices.offers import actions as offers
from varsel.outlets.notices.offers import links
from varsel.records.parties import queries as parties


# No cookie, so no token against forged posts: the signed address is what only the customer has.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET, since programs follow links; end the offers on POST. A second time changes nothing more."""
    ref = links.party_ref(token=token)
    customer = parties.by_ref(ref=ref) if ref else None
    if customer and request.method == "POST":
        offers.stop(party_id=customer.id, seen="unsubscribe link", actor="customer", at=clock.now())
    context = {
        "operator": settings.OPERATOR_NAME,
        "phone": settings.OPERATOR_PHONE,
        "known": customer is not None,
        "stopped": request.method == "POST",
    }
    return render(request, "unsubscribe/stop.html", context, status=HTTPStatus.OK if customer else HTTPStatus.NOT_FOUND)
