"""What arrears has on record: warnings, deadlines, disputes, holds, proposals."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from varsel.kit import money
from varsel.operations.arrears.account import Deadline, Waiting
from varsel.operations.arrears.models import Deadline as DeadlineRow
from varsel.operations.arrears.models import Dispute, Hold, KeptOpen, Proposal, WarnedService, Warning
from varsel.outlets.notices import queries as notices


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning about an invoice and a service, with its deadline once it arrived."""

    warning_id: int
    notice_id: int
    ground: str
    invoice_id: int
    service_id: int
    ore: int
    made_at: datetime
    deadline: Deadline | None


@dataclass(frozen=True, slots=True)
class Argued:
    """A dispute about an invoice."""

    id: int
    external_id: str
    invoice_id: int
    ore: int
    because: str
    opened_at: datetime
    outcome: str | None
    settled_at: datetime | None
    settled_by: str | None

    @property
    def amount(self) -> Decimal:
        """Return the disputed amount."""
        return money.from_ore(ore=self.ore)


@dataclass(frozen=True, slots=True)
class Held:
    """A pause of collection."""

    id: int
    party_id: int
    kind: str
    until: date
    because: str
    set_at: datetime
    set_by: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal that waits, for the desk."""

    id: int
    ref: str
    service_id: int
    party_id: int
    action: str
    entry_id: int
    made_at: datetime
    caused_by: str
    act_at: datetime | None


def warned_for(*, invoice_ids: Collection[int]) -> list[Warned]:
    """Return what was warned of on these invoices, or waits to be, oldest first; not what was dropped unsaid."""
    warnings = {row.id: row for row in Warning.objects.filter(invoice_id__in=list(invoice_ids))}
    deadlines = {
        (row.warning_id, row.service_id): _deadline(row, says_interruption=warnings[row.warning_id].says_interruption)
        for row in DeadlineRow.objects.filter(invoice_id__in=list(invoice_ids))
    }
    dropped = notices.dropped(notice_ids=[row.notice_id for row in warnings.values()])
    live = [key for key, row in warnings.items() if row.notice_id not in dropped]
    rows = WarnedService.objects.filter(warning_id__in=live).order_by("warning_id", "id")
    return [
        Warned(
            warning_id=row.warning_id,
            notice_id=warnings[row.warning_id].notice_id,
            ground=warnings[row.warning_id].ground,
            invoice_id=row.invoice_id,
            service_id=row.service_id,
            ore=row.amount_ore,
            made_at=warnings[row.warning_id].made_at,
            deadline=deadlines.get((row.warning_id, row.service_id)),
        )
        for row in rows
    ]


def disputes_of(*, invoice_ids: Collection[int]) -> list[Argued]:
    """Return the disputes about these invoices, oldest first."""
    return [_argued(row) for row in Dispute.objects.filter(invoice_id__in=list(invoice_ids)).order_by("id")]


def dispute_called(*, external_id: str) -> Argued | None:
    """Return the dispute with this id of the outside."""
    row = Dispute.objects.filter(external_id=external_id).first()
    return _argued(row) if row else None


def holds_of(*, party_ids: Collection[int]) -> dict[int, date]:
    """Return the last day of each customer's longest hold that was not lifted."""
    rows = Hold.objects.filter(party_id__in=list(party_ids), lifted_at__isnull=True)
    longest: dict[int, date] = {}
    for row in rows:
        longest[row.party_id] = max(row.until, longest.get(row.party_id, row.until))
    return longest


def holds(*, party_id: int) -> list[Held]:
    """Return a customer's holds that were not lifted, newest first."""
    rows = Hold.objects.filter(party_id=party_id, lifted_at__isnull=True).order_by("-id")
    return [
        Held(
            id=row.id,
            party_id=row.party_id,
            kind=row.kind,
            until=row.until,
            because=row.because,
            set_at=row.set_at,
            set_by=row.set_by,
        )
        for row in rows
    ]


def waiting_for(*, service_ids: Collection[int]) -> dict[int, Waiting]:
    """Return the proposal that waits for each of these services."""
    rows = Proposal.objects.filter(service_id__in=list(service_ids), state__in=["open", "approved"])
    return {
        row.service_id: Waiting(id=row.id, action=row.action, act_at=row.act_at, caused_by=row.caused_by)
        for row in rows
    }


def proposals(*, limit: int, action: str = "") -> list[Proposed]:
    """Return the proposals that wait for a person, oldest first."""
    rows = Proposal.objects.filter(state="open").order_by("made_at", "id")
    return [_proposed(row) for row in (rows.filter(action=action) if action else rows)[:limit]]


def proposal(*, ref: str) -> Proposed | None:
    """Return one proposal, waiting or not."""
    row = Proposal.objects.filter(ref=ref).first()
    return _proposed(row) if row else None


def kept_open_since(*, service_id: int, since: datetime | None) -> bool:
    """Tell whether the customer asked, since an instant, that the service stays open in spite of its limit."""
    rows = KeptOpen.objects.filter(service_id=service_id)
    return (rows.filter(at__gt=since) if since else rows).exists()


def _proposed(row: Proposal) -> Proposed:
    return Proposed(
        id=row.id,
        ref=str(row.ref),
        service_id=row.service_id,
        party_id=row.party_id,
        action=row.action,
        entry_id=row.entry_id,
        made_at=row.made_at,
        caused_by=row.caused_by,
        act_at=row.act_at,
    )


def _deadline(row: DeadlineRow, *, says_interruption: bool) -> Deadline:
    return Deadline(
        warning_id=row.warning_id,
        ground=row.ground,
        told_at=row.told_at,
        sent_on=row.sent_on,
        received_at=row.received_at,
        received_on=row.received_on,
        last_day=row.last_day,
        ends_at=row.ends_at,
        says_interruption=says_interruption,
    )


def _argued(row: Dispute) -> Argued:
    return Argued(
        id=row.id,
        external_id=row.external_id,
        invoice_id=row.invoice_id,
        ore=row.amount_ore,
        because=row.because,
        opened_at=row.opened_at,
        outcome=row.outcome,
        settled_at=row.settled_at,
        settled_by=row.settled_by,
    )
