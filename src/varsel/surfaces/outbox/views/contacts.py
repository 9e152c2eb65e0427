"""Contact details that do not work: somebody asks for better ones."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.lists import Rows, page_of
from varsel.kit.sheets import sheet
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Bounced, Customer
from varsel.records.staff.gates import requires
from varsel.surfaces.outbox.masking import MASK
from varsel.surfaces.outbox.words import CHANNELS


@dataclass(frozen=True, slots=True)
class Row:
    """A contact point that does not work; masked where the identity is protected."""

    it: Bounced
    customer: Customer

    @property
    def value(self) -> str:
        """Return the address or number."""
        return MASK if self.customer.protected_identity else self.it.value


@require_GET
@requires("view_customer")
def bounced(request: HttpRequest) -> HttpResponse:
    """List the contact points that do not work, the newest first."""
    context = {"page": page_of(rows=_rows(), wanted=request.GET.get("page")), "now": clock.now()}
    return answer(request=request, page="outbox/contacts.html", part="outbox/_contacts.html", context=context)


@require_GET
@requires("view_customer")
def sheet_of_bounced(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file."""
    rows = _rows()
    heads = (_("Since"), _("Channel"), _("Address"), _("Customer"), _("Name"))
    lines = (
        (one.it.bounced_at, CHANNELS[one.it.channel], one.value, one.customer.number, one.customer.shown_name)
        for one in rows.fetch(0, rows.total)
    )
    return sheet(name="contacts", heads=heads, rows=lines, at=clock.now())


def _rows() -> Rows[Row]:
    return Rows(parties.count_bounced(), _some)


def _some(skip: int, limit: int) -> list[Row]:
    found = parties.bounced(limit=limit, skip=skip)
    people = parties.customers(party_ids={one.party_id for one in found})
    return [Row(one, people[one.party_id]) for one in found]
