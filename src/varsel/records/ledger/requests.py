"""What the billing system was asked, what it answered, and what is late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from varsel.kit import money
from varsel.records.ledger.models import Invoice, Request

STATES = ("late", "requested", "refused", "acknowledged")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to the billing system: `ref` is what it is called between us, `theirs` what they call what they did."""

    id: int
    ref: UUID
    kind: str
    party_id: int
    invoice: str  # its number, empty where it is about none
    about: str
    because: str
    amount: Decimal
    currency: str
    asked_at: datetime
    answer_by: date
    exported_at: datetime | None
    state: str
    answered_at: datetime | None
    theirs: str
    reason: str
    superseded: bool  # refused, and asked anew since

    def is_late(self, *, today: date) -> bool:
        """Tell whether the answer should be here."""
        return self.state == "requested" and self.answer_by < today


def count(*, state: str, today: date) -> int:
    """Return how many requests are in a state: one of STATES, or empty for all."""
    return _of(state, today).count()


def requests(*, state: str, today: date, skip: int, limit: int) -> list[Asked]:
    """Return requests in a state, the oldest first while they wait, else the newest."""
    rows = _of(state, today)
    ordered = rows.order_by("asked_at", "id") if state in ("late", "requested") else rows.order_by("-asked_at", "-id")
    return list(_asked(list(ordered[skip : skip + limit])))


def request(*, request_id: int) -> Asked | None:
    """Return one request."""
    return next(_asked(list(Request.objects.filter(id=request_id))), None)


def unanswered() -> list[Asked]:
    """Return every request that waits for an answer, oldest first."""
    return list(_asked(list(Request.objects.filter(state="requested").order_by("asked_at", "id"))))


def _of(state: str, today: date) -> QuerySet[Request]:
    rows = Request.objects.all()
    if state == "late":
        return rows.filter(state="requested", answer_by__lt=today)
    if state == "refused":
        return rows.filter(state="refused")
    return rows.filter(Q(state=state)) if state else rows


def _asked(rows: list[Request]) -> Iterator[Asked]:
    numbers = dict(
        Invoice.objects.filter(id__in={row.invoice_id for row in rows if row.invoice_id}).values_list("id", "number")
    )
    granted = {row.credit_id for row in rows if row.state == "refused" and row.credit_id}
    anew = set(
        Request.objects.filter(credit_id__in=granted).exclude(state="refused").values_list("credit_id", flat=True)
    )
    for row in rows:
        yield Asked(
            id=row.id,
            ref=row.ref,
            kind=row.kind,
            party_id=row.party_id,
            invoice=numbers.get(row.invoice_id or 0, ""),
            about=row.about,
            because=row.because,
            amount=money.from_ore(ore=row.amount_ore),
            currency=row.currency,
            asked_at=row.asked_at,
            answer_by=row.answer_by,
            exported_at=row.exported_at,
            state=row.state,
            answered_at=row.answered_at,
            theirs=row.theirs,
            reason=row.reason,
            superseded=row.credit_id in anew,
        )
