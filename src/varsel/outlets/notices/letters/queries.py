"""Which letters were printed, in which batch, and which came back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from varsel.kit.reading import fetch
from varsel.outlets.notices.letters.models import Batch, Print

_RETURNED = """
    SELECT attempt.ref::text FROM notices_receipt AS receipt
    JOIN notices_attempt AS attempt ON attempt.id = receipt.attempt_id
    WHERE attempt.ref = ANY(%(refs)s::uuid[]) AND receipt.channel = 'letter' AND receipt.state = 'failed'"""


@dataclass(frozen=True, slots=True)
class Printed:
    """A letter as it was printed. `handed_over_at` is None while its batch did not reach the print house."""

    batch: str
    position: int
    mark: str
    pages: int
    sha256: str
    handed_over_at: datetime | None


@dataclass(frozen=True, slots=True)
class Handed:
    """A batch for the print house."""

    name: str
    country: str
    envelope: str
    made_at: datetime
    handed_over_at: datetime | None
    letters: int
    pages: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the print house checks a batch against, as it was made."""

    content: bytes
    sha256: str


def attempt_of(*, mark: str) -> str | None:
    """Return the reference of the hand-over that a mark stands for."""
    found = Print.objects.filter(mark=mark).values_list("attempt_ref", flat=True).first()
    return str(found) if found else None


def printed(*, attempt_ref: str) -> Printed | None:
    """Return what was printed for a hand-over, if it was a letter."""
    row = Print.objects.select_related("batch").filter(attempt_ref=attempt_ref).first()
    if row is None:
        return None
    batch = row.batch
    return Printed(
        batch=batch.name,
        position=row.position,
        mark=row.mark,
        pages=row.pages,
        sha256=row.sha256,
        handed_over_at=batch.handed_over_at,
    )


def content(*, attempt_ref: str) -> bytes | None:
    """Return the PDF of a hand-over, the very bytes that were printed."""
    found = Print.objects.filter(attempt_ref=attempt_ref).values_list("content", flat=True).first()
    return bytes(found) if found is not None else None


def batches(*, limit: int, skip: int = 0) -> list[Handed]:
    """Return batches, the newest first."""
    columns = ("name", "country", "envelope", "made_at", "handed_over_at", "letters", "pages")
    counted = Batch.objects.annotate(letters=Count("print"), pages=Coalesce(Sum("print__pages"), 0))
    return [Handed(*row) for row in counted.order_by("-id").values_list(*columns)[skip : skip + limit]]


def count_batches() -> int:
    """Return how many batches there are."""
    return Batch.objects.count()


def manifest(*, batch: str) -> Manifest | None:
    """Return the manifest of a batch by its name."""
    row = Batch.objects.filter(name=batch).only("manifest", "manifest_sha256").first()
    return Manifest(content=bytes(row.manifest), sha256=row.manifest_sha256) if row else None


def returned(*, attempt_refs: Collection[str]) -> set[str]:
    """Return those of these hand-overs that were noted as returned."""
    return {ref for (ref,) in fetch(statement=_RETURNED, values={"refs": list(attempt_refs)})}
