"""What changed is shared out anew: who waited gets what came free, and hears of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import F

from varsel.operations.stock import ladder, queries
from varsel.operations.stock.actions.finding import locked
from varsel.operations.stock.models import Delivery, Hold, Item, Need, Shelf
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a need had: enough to tell whether anything changed for its subject."""

    count: int
    parts: frozenset[tuple[int | None, int | None, datetime | None, int]]


@contextmanager
def sharing(*, called: Iterable[str], actor: str, at: datetime) -> Iterator[list[Item]]:
    """Lock items for an act that changes what is free or what comes; after it, share out and tell whom it concerns.

    :raises Refused: not-found.
    """
    items = locked(called=called)
    before = _seen(items)
    yield items
    for item in items:
        _share_out(item)
    after = _seen(items)
    for subject, name in sorted(after):
        if before.get((subject, name)) != after[subject, name]:
            _tell(subject, name, actor=actor, at=at)


def _share_out(item: Item) -> None:
    """Let what lies on shelves for somebody be; share out the rest, and all that comes."""
    Hold.objects.filter(item=item, delivery__isnull=False).delete()
    lacking = Need.objects.filter(item=item, held__lt=F("count")).order_by("id")
    asks = [ladder.Ask(need.id, need.count - need.held, need.near_id) for need in lacking]
    if not asks:
        return
    shelves = Shelf.objects.filter(item=item, count__gt=F("reserved")).select_related("place")
    free = [ladder.Free(row.place_id, row.count - row.reserved, row.place.kind == "warehouse") for row in shelves]
    coming = Delivery.objects.filter(item=item, count__gt=0).order_by("expected_at", "id")
    comes = [ladder.Comes(row.id, row.count) for row in coming]
    for part in ladder.share_out(asks=asks, free=free, comes=comes):
        Hold.objects.create(item=item, **asdict(part))


def _seen(items: list[Item]) -> dict[tuple[str, str], _Seen]:
    keys = [item.id for item in items]
    parts: dict[int, set[tuple[int | None, int | None, datetime | None, int]]] = {}
    for hold in Hold.objects.filter(item__in=keys).select_related("delivery"):
        moment = hold.delivery.expected_at if hold.delivery else None
        parts.setdefault(hold.need_id, set()).add((hold.place_id, hold.delivery_id, moment, hold.count))
    needs = Need.objects.filter(item__in=keys).select_related("item")
    return {(need.subject, need.item.called): _Seen(need.count, frozenset(parts.get(need.id, ()))) for need in needs}


def _tell(subject: str, item: str, *, actor: str, at: datetime) -> None:
    wanted = next(one for one in queries.standing(subject=subject).needs if one.item.called == item)
    facts = {
        "item": item,
        "count": wanted.count,
        "missing": wanted.missing,
        "places": sorted({one.place.called for one in wanted.held if one.expected_at is None}),
        "expected": wanted.expected_at.isoformat() if wanted.expected_at else None,
    }
    journal.write(at=at, kind=Kind.STOCK_PROMISED, about=subject, actor=actor, facts=facts)
