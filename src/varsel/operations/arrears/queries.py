"""What arrears has on record: warnings, deadlines, disputes, holds, proposals."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from varsel.kit import money
from varsel.kit.reading import fetch
from varsel.operations.arrears.account import Deadline, Waiting
from varsel.operations.arrears.models import Dispute, Hold, KeptOpen, Proposal
from varsel.operations.complaints import queries as complaints
from varsel.operations.complaints.queries import Case
from varsel.outlets.notices import queries as notices
from varsel.outlets.shadow import queries as shadow
from varsel.records.ledger import queries as ledger
from varsel.records.operator.policy import Payments

ALL_THAT_IS_LEFT = 2**53  # öre, more than any invoice: what is argued over is never more than what is left

# Columns stand in the order of the fields that they fill.
_WARNED_FOR = """
    SELECT warned.warning_id, warning.notice_id, warning.ground, warned.invoice_id, warned.service_id,
        warned.amount_ore, warning.made_at, told_at, sent_on, received_at, received_on, last_day, ends_at,
        warning.says_interruption
    FROM arrears_warning AS warning
    JOIN arrears_warned_service AS warned ON warned.warning_id = warning.id
    LEFT JOIN arrears_deadline AS deadline
        ON deadline.warning_id = warning.id AND deadline.service_id = warned.service_id
    WHERE warning.invoice_id = ANY(%(ids)s) ORDER BY warning.id, warned.id"""
_TOLD_AT = 7  # the first column of the deadline
_DISPUTES_OF = """
    SELECT id, external_id, invoice_id, amount_ore, because, opened_at, outcome, settled_at, settled_by
    FROM arrears_dispute WHERE invoice_id = ANY(%(ids)s) ORDER BY id"""
_HOLDS_OF = """
    SELECT party_id, max(until) FROM arrears_hold WHERE party_id = ANY(%(ids)s) AND lifted_at IS NULL GROUP BY 1"""
_WAITING_FOR = """
    SELECT service_id, id, action, act_at, caused_by
    FROM arrears_proposal WHERE service_id = ANY(%(ids)s) AND state IN ('open', 'approved')"""


class Warned(NamedTuple):
    """A warning about an invoice and a service, with its deadline once it arrived."""

    warning_id: int
    notice_id: int
    ground: str
    invoice_id: int
    service_id: int
    ore: int
    made_at: datetime
    deadline: Deadline | None


class Argued(NamedTuple):
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
    """Return what was warned of on these invoices, or waits to be, oldest first.

    Not what was dropped unsaid, nor what was told and bounced, nor what only shadow mode told, once it is over.
    """
    found = ever_warned_for(invoice_ids=invoice_ids)
    unsaid = {one.notice_id for one in found if one.deadline is None}  # what arrived was not dropped
    void = notices.bounced(notice_ids={one.notice_id for one in found})
    void |= notices.dropped(notice_ids=unsaid) if unsaid else set()
    void |= shadow.void(notice_ids={one.notice_id for one in found})
    return [one for one in found if one.notice_id not in void]


def ever_warned_for(*, invoice_ids: Collection[int]) -> list[Warned]:
    """Return every warning about these invoices, also what was dropped or counts for nothing now, oldest first."""
    rows = fetch(statement=_WARNED_FOR, values={"ids": list(invoice_ids)})
    return [Warned(*(*row[:_TOLD_AT], _deadline(row))) for row in rows]


def disputes_of(*, invoice_ids: Collection[int]) -> list[Argued]:
    """Return the disputes about these invoices, oldest first."""
    return [Argued(*row) for row in fetch(statement=_DISPUTES_OF, values={"ids": list(invoice_ids)})]


def argued_about(*, invoice_ids: Collection[int]) -> list[Argued]:
    """Return what freezes, or froze, an amount of these invoices: disputes, and complaints to the boards."""
    cases = complaints.pausing(invoice_ids=invoice_ids)
    return [*disputes_of(invoice_ids=invoice_ids), *(_argued_before_a_board(case) for case in cases)]


def dispute_called(*, external_id: str) -> Argued | None:
    """Return the dispute with this id of the outside."""
    row = Dispute.objects.filter(external_id=external_id).first()
    return _argued(row) if row else None


def holds_of(*, party_ids: Collection[int]) -> dict[int, date]:
    """Return the last day of each customer's longest hold that was not lifted."""
    return dict(fetch(statement=_HOLDS_OF, values={"ids": list(party_ids)}))


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
    rows = fetch(statement=_WAITING_FOR, values={"ids": list(service_ids)})
    return {service_id: Waiting(*waiting) for service_id, *waiting in rows}


def feed_is_stale(*, payments: Payments, at: datetime) -> bool:
    """Tell whether the billing system that we follow has said nothing for longer than the policy bears."""
    if payments.ledger != "follow":
        return False
    heard_at = ledger.feed_received_at()
    return heard_at is None or at - heard_at > timedelta(hours=payments.feed_max_age_hours)


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


def _deadline(row: Sequence[Any]) -> Deadline | None:
    if row[_TOLD_AT] is None:
        return None
    return Deadline(row[0], row[2], *row[_TOLD_AT:])


def _argued_before_a_board(case: Case) -> Argued:
    """Return a complaint as a dispute of all that is left of its invoice.

    Upheld, it freezes on until that is credited, which leaves nothing: no act comes between decision and credit.
    All else ends like a rejected dispute.
    """
    assert case.invoice_id is not None
    over = case.outcome not in (None, "upheld")
    return Argued(
        id=case.id,
        external_id=case.external_id,
        invoice_id=case.invoice_id,
        ore=ALL_THAT_IS_LEFT,
        because=case.category,
        opened_at=case.registered_at,
        outcome="rejected" if over else None,
        settled_at=case.decided_at if over else None,
        settled_by=case.decided_by if over else None,
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
