"""A customer's account as the ladder sees it: frozen, in öre, without a database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple

from varsel.law.facts import ServiceKind
from varsel.records.ledger.queries import Billed


class Deadline(NamedTuple):
    """What a delivered warning gave: `last_day` to pay for a demand, none for an advance notice."""

    warning_id: int
    ground: str  # unpaid, repeatedly_late
    told_at: datetime
    sent_on: date
    received_at: datetime
    received_on: date
    last_day: date | None
    ends_at: datetime
    says_interruption: bool


class Part(NamedTuple):
    """A part of an invoice's principal for one service: unpaid, undisputed, demanded together.

    `since` is when a dispute about it was rejected, or a payment taken back: then it is demanded anew. `warned`: a
    warning was made since.
    """

    invoice_id: int
    due_on: date
    ore: int
    since: datetime | None
    warned: bool
    deadline: Deadline | None


class Limit(NamedTuple):
    """An open restriction for debt."""

    id: int
    level: str
    ground: str
    begins_on: date
    first_on: date


class Waiting(NamedTuple):
    """A proposal that waits: for a person (`act_at` None) or for its moment."""

    id: int
    action: str
    act_at: datetime | None
    caused_by: str


class Standing(NamedTuple):
    """One service of the account."""

    id: int
    external_id: str
    kind: ServiceKind
    country: str
    telecare: bool
    credit_limit_ore: int | None
    parts: tuple[Part, ...]
    disputed_ore: int
    unpaid_ore: int  # its service principal, disputed or not, due or not
    due_ore: int  # what of it is past its due day
    demanded: bool  # a demand or a warning about it has ever reached the customer
    limit: Limit | None
    proposal: Waiting | None
    outage_open: bool
    rejected_by: str | None = None  # who last rejected a dispute about it

    @property
    def about(self) -> str:
        """Return how the journal speaks of the service."""
        return f"service:{self.id}"


class Late(NamedTuple):
    """An invoice that was not paid by its demand's last day."""

    invoice_id: int
    last_day: date


class Unsaid(NamedTuple):
    """What a warning that nobody has got yet says of a service."""

    warning_id: int
    notice_id: int
    invoice_id: int
    service_id: int
    ore: int


class Account(NamedTuple):
    """A customer with all services and what is unpaid on them."""

    party_id: int
    services: tuple[Standing, ...]
    late: tuple[Late, ...]
    hold_until: date | None
    owed_ore: int  # everything, of any kind
    due_ore: int  # what of it is past its due day
    feed_is_stale: bool = False  # the billing system has said nothing for too long (policy: ledger follow)
    unsaid: tuple[Unsaid, ...] = ()
    invoices: Mapping[int, Billed] = MappingProxyType({})

    def service(self, *, service_id: int) -> Standing:
        """Return one service of the account."""
        return next(service for service in self.services if service.id == service_id)

    def warned(self, *, unsaid: tuple[Unsaid, ...]) -> Account:
        """Return the account as it is once a demand was queued that says so much."""
        spoken = {(one.invoice_id, one.service_id) for one in unsaid}
        services = [
            service._replace(
                parts=tuple(
                    part._replace(warned=True) if (part.invoice_id, service.id) in spoken else part
                    for part in service.parts
                )
            )
            for service in self.services
        ]
        return self._replace(services=tuple(services), unsaid=(*self.unsaid, *unsaid))

    def proposed(self, *, service_id: int, waiting: Waiting) -> Account:
        """Return the account as it is once a proposal waits for a service."""
        services = [one._replace(proposal=waiting) if one.id == service_id else one for one in self.services]
        return self._replace(services=tuple(services))

    def let_go(self, *, service_ids: Collection[int]) -> Account:
        """Return the account as it is once nothing restricts these services, or is proposed for them."""
        services = [one._replace(limit=None, proposal=None) if one.id in service_ids else one for one in self.services]
        return self._replace(services=tuple(services))
