"""Money that waits on an account and could be paid out, pay-outs, and the files that they went to the bank in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet, Sum

from varsel.kit.reading import fetch
from varsel.records.ledger.models import PayOut, PayRun

STATES = ("proposed", "approved", "asked", "sent", "returned", "withdrawn")
_WAITING = """
    SELECT 'payment', id, party_id, currency, unplaced_ore, amount_ore, booked_at FROM ledger_payment
    WHERE unplaced_ore > 0 AND party_id IS NOT NULL
    UNION ALL
    SELECT 'credit', id, party_id, currency, unplaced_ore, amount_ore, granted_at FROM ledger_credit
    WHERE unplaced_ore > 0"""


@dataclass(frozen=True, slots=True)
class Left:
    """What waits on a payment or a credit (`of`) because nothing is open that it could pay; in öre."""

    of: str
    id: int
    party_id: int
    currency: str
    ore: int
    of_ore: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Out:
    """A pay-out, in öre. `release_at` is when what one person approved alone may go out."""

    id: int
    party_id: int
    country: str
    of: str
    source_id: int
    currency: str
    ore: int
    name: str
    scheme: str
    account: str
    state: str
    proposed_at: datetime
    proposed_by: str
    approved_at: datetime | None
    approved_by: str | None
    release_at: datetime | None
    run_id: int | None

    @property
    def about(self) -> str:
        """Return how the journal speaks of it."""
        return f"pay_out:{self.id}"


@dataclass(frozen=True, slots=True)
class Run:
    """A file of pay-outs as it went to the bank."""

    id: int
    country: str
    currency: str
    message_id: str
    executes_on: date
    made_at: datetime
    made_by: str
    count: int
    ore: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Own:
    """The account that a country's pay-outs are paid from."""

    country: str
    name: str
    scheme: str
    account: str
    bic: str


def how_many_left() -> int:
    """Return on how many payments and credits money waits that could be paid out."""
    return int(fetch(statement=f"SELECT count(*) FROM ({_WAITING}) AS waiting", values={})[0][0])  # noqa: S608


def left(*, skip: int, limit: int) -> list[Left]:
    """Return money that could be paid out, what waits longest first."""
    statement = f"{_WAITING} ORDER BY 7, 1, 2 OFFSET %(skip)s LIMIT %(limit)s"
    return [Left(*row) for row in fetch(statement=statement, values={"skip": skip, "limit": limit})]


def left_on(*, of: str, source_id: int) -> Left | None:
    """Return what waits on one payment or credit, if anything does."""
    statement = f"SELECT * FROM ({_WAITING}) AS waiting (of, id) WHERE of = %(of)s AND id = %(id)s"  # noqa: S608
    rows = fetch(statement=statement, values={"of": of, "id": source_id})
    return Left(*rows[0]) if rows else None


def counts() -> dict[str, int]:
    """Return how many pay-outs are in each state."""
    return dict(PayOut.objects.values_list("state").order_by("state").annotate(count=Count("id")))


def pay_outs(*, state: str, skip: int, limit: int) -> list[Out]:
    """Return pay-outs of a state (empty for all), the newest first."""
    return [_out(row) for row in _of(state).order_by("-proposed_at", "-id")[skip : skip + limit]]


def pay_out(*, pay_out_id: int) -> Out | None:
    """Return one pay-out."""
    row = PayOut.objects.filter(id=pay_out_id).first()
    return _out(row) if row else None


def ready(*, at: datetime) -> dict[str, tuple[int, int]]:
    """Return by country how many pay-outs may go to the bank now, and their sum in öre."""
    rows = PayOut.objects.filter(state="approved", release_at__lte=at).values_list("country").order_by("country")
    return {country: (count, ore) for country, count, ore in rows.annotate(count=Count("id"), ore=Sum("amount_ore"))}


def ready_ids(*, at: datetime) -> list[int]:
    """Return the pay-outs that are approved and released."""
    rows = PayOut.objects.filter(state="approved", release_at__lte=at).order_by("id")
    return list(rows.values_list("id", flat=True))


def how_many_runs() -> int:
    """Return how many files there are."""
    return PayRun.objects.count()


def runs(*, skip: int, limit: int) -> list[Run]:
    """Return the files, the newest first."""
    return [_run(row) for row in PayRun.objects.defer("content").order_by("-id")[skip : skip + limit]]


def run(*, run_id: int) -> Run | None:
    """Return one file."""
    row = PayRun.objects.defer("content").filter(id=run_id).first()
    return _run(row) if row else None


def content(*, run_id: int) -> bytes:
    """Return a file's bytes as they were made."""
    return bytes(PayRun.objects.values_list("content", flat=True).get(id=run_id))


def _of(state: str) -> QuerySet[PayOut]:
    return PayOut.objects.filter(state=state) if state else PayOut.objects.all()


def _out(row: PayOut) -> Out:
    return Out(
        id=row.id,
        party_id=row.party_id,
        country=row.country,
        of="payment" if row.payment_id else "credit",
        source_id=row.payment_id or row.credit_id or 0,
        currency=row.currency,
        ore=row.amount_ore,
        name=row.name,
        scheme=row.scheme,
        account=row.account,
        state=row.state,
        proposed_at=row.proposed_at,
        proposed_by=row.proposed_by,
        approved_at=row.approved_at,
        approved_by=row.approved_by,
        release_at=row.release_at,
        run_id=row.run_id,
    )


def _run(row: PayRun) -> Run:
    return Run(
        id=row.id,
        country=row.country,
        currency=row.currency,
        message_id=row.message_id,
        executes_on=row.executes_on,
        made_at=row.made_at,
        made_by=row.made_by,
        count=row.count,
        ore=row.sum_ore,
        sha256=row.sha256,
    )
