"""Customers: found, looked at, and what was said to them."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock
from varsel.kit.htmx import answer, wants_part
from varsel.outlets.notices import queries as notices
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.desk import search
from varsel.surfaces.desk.actions import note_shown
from varsel.surfaces.desk.forms import ShowForm
from varsel.surfaces.desk.person import person


@require_GET
@requires("view_customer")
def customers(request: HttpRequest) -> HttpResponse:
    """Find customers by whatever is known of them; what is one customer's alone leads straight there.

    While somebody types, the list alone changes: nobody is led away in the middle of a word.
    """
    text, upto = request.GET.get("q", "").strip(), _upto(request)
    found = search.find(text=text, limit=upto)
    if found.only and not wants_part(request=request):
        return redirect("desk_customer", number=found.only.number)
    further = min(upto + search.STEP, search.MOST) if found.more and upto < search.MOST else None
    context = {"text": text, "found": found, "further": further}
    return answer(request=request, page="desk/customers.html", part="desk/_customers.html", context=context)


@require_GET
@requires("view_customer")
def customer(request: HttpRequest, number: str) -> HttpResponse:
    """Show everything about one customer; a protected identity stays masked."""
    return render(request, "desk/customer.html", _person(_called(number), form=ShowForm()))


@never_cache
@require_POST
@requires("unmask_protected")
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show a protected identity in this answer only, and write down who asked and why."""
    found, form = _called(number), ShowForm(request.POST)
    unmasked = form.is_valid() and found.protected_identity
    if unmasked:
        because, by = form.cleaned_data["because"], actor_of(request=request)
        note_shown(party_id=found.id, because=because, actor=by, at=clock.now())
    context = _person(found, form=form) | {"unmasked": unmasked}
    refused = not form.is_valid()
    return answer(
        request=request, page="desk/customer.html", part="desk/_identity.html", context=context, refused=refused
    )


@require_GET
@requires("view_customer")
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Show a word as it was sent; the name of a protected identity is masked in it."""
    try:
        word = notices.word(notice_id=notice_id)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    to = parties.customer(party_id=word.party_id)
    text = word.text.replace(to.name, to.shown_name) if to.protected_identity else word.text
    return render(request, "desk/notice.html", {"word": word, "customer": to, "text": text})


def _person(found: Customer, *, form: ShowForm) -> dict[str, Any]:
    gathered = person(customer=found, at=clock.now(), language=_language())
    return {"person": gathered, "customer": found, "form": form, "unmasked": False}


def _called(number: str) -> Customer:
    found = parties.by_number(number=number)
    if found is None:
        raise Http404
    return found


def _upto(request: HttpRequest) -> int:
    wanted = request.GET.get("upto", "")
    if not re.fullmatch("[0-9]{1,4}", wanted, re.ASCII):
        return search.STEP
    return min(max(int(wanted), search.STEP), search.MOST)


def _language() -> str:
    return get_language() or "en"
