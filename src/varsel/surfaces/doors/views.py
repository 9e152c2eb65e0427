"""The front page."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from varsel.records.staff import queries as staff
from varsel.records.staff import roles

OF_THE_FIELD = frozenset({"view_desk", "do_field_work", "report_work"})  # what who works in the field alone may do


@dataclass(frozen=True, slots=True)
class Door:
    """A way in: whose it is and what one can do there; either where it leads and in which words, or what is missing."""

    key: str
    name: Promise
    what: Promise
    address: str = ""
    lead: Promise | str = ""
    missing: Promise | str = ""


DOORS = (
    Door(
        key="desk",
        name=_("The desk"),
        what=_("For those who work here: what waits today, customers, payments, and why each line is as it is."),
        address="desk_board",
        lead=_("Sign in to the desk"),
    ),
    Door(
        key="mypages",
        name=_("My page"),
        what=_("For customers: your invoices, what we told you, and how your line is."),
        missing=_("You can't sign in here yet: call us, and we look it up together."),
    ),
    Door(
        key="status",
        name=_("Outages"),
        what=_("For everybody: is there an outage at an address, and until when do we expect it to last?"),
        address="status",
        lead=_("See outages"),
    ),
    Door(
        key="portal",
        name=_("New terms"),
        what=_(
            "For customers: read changed terms, then approve them or put it off. No line is closed because of terms."
        ),
        missing=_("This page is not there yet, and no notice of new terms goes out before it is."),
    ),
    Door(
        key="api",
        name=_("API"),
        what=_("For other systems: customers, invoices and outages, to read and to follow."),
        missing=_(
            "It is not there yet. Registers and bank files come in as files, and everything can be taken out as files."
        ),
    ),
)


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the doors; who is signed in goes straight to the desk, or to the day's work where that is all they do."""
    if request.user.pk is None:
        return doors(request)
    held = roles.rights(roles=staff.roles_of(user_id=request.user.pk))
    return redirect("field" if "do_field_work" in held and held <= OF_THE_FIELD else "desk_board")


@login_not_required
@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """Show the doors."""
    context = {"doors": DOORS, "operator": settings.OPERATOR_NAME, "phone": settings.OPERATOR_PHONE}
    return render(request, "doors/front.html", context)
