"""Which complaints there are, how many, and which of them freeze an invoice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from varsel.kit.reading import fetch
from varsel.operations.complaints.models import Complaint, Outreach

COUNTRIES = {"KO": "SE", "ARN": "SE", "BKN": "NO"}  # the authorities, and whose they are
PAUSING = ("ARN", "BKN")  # they decide disputes; KO supervises, and decides nobody's dispute (SE-COMP-03)
_PAUSING = """
    SELECT id, external_id, authority, country, reference, received_on, registered_at, category, about, invoice_id,
        party_id, answer_by, answered_at, outcome, decided_at, decided_by
    FROM complaints_complaint WHERE invoice_id = ANY(%(invoices)s) AND authority = ANY(%(authorities)s)
    ORDER BY id"""  # columns stand in the order of the fields of Case


@dataclass(frozen=True, slots=True)
class Case:
    """A complaint: open while `outcome` is None."""

    id: int
    external_id: str
    authority: str
    country: str
    reference: str
    received_on: date
    registered_at: datetime
    category: str
    caused_by: str  # "invoice:5", or empty
    invoice_id: int | None
    party_id: int | None
    answer_by: date | None
    answered_at: datetime | None
    outcome: str | None
    decided_at: datetime | None
    decided_by: str | None

    @property
    def about(self) -> str:
        """Return how the journal speaks of the complaint."""
        return f"complaint:{self.id}"

    @property
    def called(self) -> str:
        """Return the number that people know it by: the authority's, else ours."""
        return self.reference or self.external_id

    @property
    def pauses(self) -> bool:
        """Tell whether it is about an invoice and at a board whose decision is waited for."""
        return self.invoice_id is not None and self.authority in PAUSING


@dataclass(frozen=True, slots=True)
class Contact:
    """An attempt to reach who complained."""

    at: datetime
    on: date
    outcome: str
    by: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which complaints to list or count; what is empty is not asked for. `first` and `last` are days of receipt."""

    authority: str = ""
    category: str = ""
    caused_by: Collection[str] | None = None
    first: date | None = None
    last: date | None = None
    state: str = ""  # open, decided


def complaint(*, complaint_id: int) -> Case | None:
    """Return one complaint, if there is one."""
    row = Complaint.objects.filter(id=complaint_id).first()
    return _case(row) if row else None


def called(*, external_id: str) -> Case | None:
    """Return the complaint with this id of the outside."""
    row = Complaint.objects.filter(external_id=external_id).first()
    return _case(row) if row else None


def with_reference(*, authority: str, reference: str) -> Case | None:
    """Return the complaint that the authority knows by this number."""
    row = Complaint.objects.filter(authority=authority, reference=reference).first()
    return _case(row) if row else None


def pausing(*, invoice_ids: Collection[int]) -> list[Case]:
    """Return the complaints, open or decided, about these invoices to boards that decide disputes; oldest first."""
    values = {"invoices": list(invoice_ids), "authorities": list(PAUSING)}
    return [Case(*row) for row in fetch(statement=_PAUSING, values=values)]


def of_parties(*, party_ids: Collection[int]) -> list[Case]:
    """Return the complaints of these customers, newest first."""
    rows = Complaint.objects.filter(party_id__in=list(party_ids)).order_by("-received_on", "-id")
    return [_case(row) for row in rows]


def listed(*, wanted: Wanted, skip: int, limit: int) -> list[Case]:
    """Return complaints, newest first."""
    rows = _rows(wanted).order_by("-received_on", "-id")[skip : skip + limit]
    return [_case(row) for row in rows]


def count(*, wanted: Wanted) -> int:
    """Return how many complaints were received so."""
    return _rows(wanted).count()


def counts(*, by: str) -> dict[str, int]:
    """Return how many complaints there are `by` authority or category."""
    return dict(Complaint.objects.values_list(by).order_by(by).annotate(count=Count("id")))


def outreach(*, complaint_id: int) -> list[Contact]:
    """Return the attempts to reach who complained, oldest first."""
    rows = Outreach.objects.filter(complaint_id=complaint_id).order_by("id")
    return [Contact(at=row.at, on=row.on, outcome=row.outcome, by=row.by) for row in rows]


def _rows(wanted: Wanted) -> QuerySet[Complaint]:
    rows = Complaint.objects.all()
    given = {
        "authority": wanted.authority,
        "category": wanted.category,
        "received_on__gte": wanted.first,
        "received_on__lte": wanted.last,
    }
    rows = rows.filter(**{key: value for key, value in given.items() if value})
    if wanted.caused_by is not None:
        rows = rows.filter(about__in=list(wanted.caused_by))
    return rows.filter(outcome__isnull=wanted.state == "open") if wanted.state else rows


def _case(row: Complaint) -> Case:
    return Case(
        id=row.id,
        external_id=row.external_id,
        authority=row.authority,
        country=row.country,
        reference=row.reference,
        received_on=row.received_on,
        registered_at=row.registered_at,
        category=row.category,
        caused_by=row.about,
        invoice_id=row.invoice_id,
        party_id=row.party_id,
        answer_by=row.answer_by,
        answered_at=row.answered_at,
        outcome=row.outcome,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
    )
