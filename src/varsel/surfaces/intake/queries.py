"""The bank files that came in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, QuerySet

from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.surfaces.intake.models import Entry, File


@dataclass(frozen=True, slots=True)
class Report:
    """A bank file, and what became of it when it was booked. `sums` is what it says that came in, less deductions."""

    id: int
    name: str
    format: str
    created_at: datetime
    received_at: datetime
    received_by: str
    sha256: str
    payments: int  # that the file tells of
    sums: Mapping[str, Decimal]
    booked: int  # of these, now and not before
    in_suspense: int
    known: int  # from an earlier delivery
    booked_sums: Mapping[str, Decimal]

    @property
    def placed(self) -> int:
        """Return how many found their invoice at once."""
        return self.booked - self.in_suspense


@dataclass(frozen=True, slots=True)
class Place:
    """Where a payment stands in a file: among its payments, and on which line."""

    file_id: int
    place: int
    line: int
    bank_key: str


def counts() -> dict[str, int]:
    """Return how many files there are, by format."""
    rows = File.objects.values_list("format").annotate(count=Count("id")).order_by("format")
    return dict(rows)


def reports(*, format: str, skip: int, limit: int) -> list[Report]:  # noqa: A002 -- the trade's word
    """Return files, the latest first, of one format or (empty) of all."""
    rows = File.objects.filter(format=format) if format else File.objects.all()
    return _reports(rows.order_by("-received_at", "-id"), skip=skip, limit=limit)


def report(*, file_id: int) -> Report | None:
    """Return one file."""
    return next(iter(_reports(File.objects.filter(id=file_id), skip=0, limit=1)), None)


def file_of(*, source: str, booked_at: datetime) -> Report | None:
    """Return the file that payments of this source, booked at this instant, came with; None where that is not sure."""
    found = _reports(File.objects.filter(received_at=booked_at, format=source), skip=0, limit=2)
    return found[0] if len(found) == 1 else None


def places_of(*, source: str, bank_key: str) -> list[Place]:
    """Return where a payment stands, in every file that tells of it; the one that it was booked with first."""
    rows = Entry.objects.filter(bank_key=bank_key, file__format=source).order_by("file__received_at", "file", "place")
    return [_place(row) for row in rows]


def places_in(*, file_id: int, skip: int, limit: int) -> list[Place]:
    """Return where the payments of a file stand, in its order; nothing while the worker has not written it down."""
    return [_place(row) for row in Entry.objects.filter(file_id=file_id).order_by("place")[skip : skip + limit]]


def standing_in(*, file_id: int, bank_keys: Collection[str]) -> set[str] | None:
    """Return those of these payments that stand in a file; None while the worker has not written it down."""
    rows = Entry.objects.filter(file_id=file_id)
    if not rows.exists():
        return None
    return set(rows.filter(bank_key__in=list(bank_keys)).values_list("bank_key", flat=True))


def _place(row: Entry) -> Place:
    return Place(file_id=row.file_id, place=row.place, line=row.line, bank_key=row.bank_key)


def content(*, file_id: int) -> bytes:
    """Return a file's bytes as they came."""
    return bytes(File.objects.values_list("content", flat=True).get(id=file_id))


def _reports(rows: QuerySet[File], *, skip: int, limit: int) -> list[Report]:
    found = list(rows.defer("content")[skip : skip + limit])
    booked = _booked([row.id for row in found])
    return [_report(row, booked.get(f"file:{row.id}", {})) for row in found]


def _booked(keys: Collection[int]) -> dict[str, Mapping[str, object]]:
    told = journal.entries(about=[f"file:{key}" for key in keys], kinds=[Kind.PAYMENT_FILE_BOOKED])
    return {one.about: one.facts for one in told}


def _report(row: File, facts: Mapping[str, object]) -> Report:
    return Report(
        id=row.id,
        name=row.name,
        format=row.format,
        created_at=row.created_at,
        received_at=row.received_at,
        received_by=row.received_by,
        sha256=row.sha256,
        payments=row.payments,
        sums=_amounts(row.sums),
        booked=int(str(facts.get("payments", 0))),
        in_suspense=int(str(facts.get("in_suspense", 0))),
        known=int(str(facts.get("known", 0))),
        booked_sums=_amounts(facts.get("sums", {})),
    )


def _amounts(written: object) -> dict[str, Decimal]:
    assert isinstance(written, dict)  # both columns are made by bank_files
    return {currency: Decimal(amount) for currency, amount in written.items()}
