"""What an order waits for, written down: each thing once, until it is there."""

from __future__ import annotations

from datetime import datetime

from varsel.operations.fieldwork.actions import acting
from varsel.operations.fieldwork.ladder import states
from varsel.operations.fieldwork.models import Order, Wait
from varsel.operations.stock.account import Wanted
from varsel.records.journal.kinds import Kind

MATERIAL, PAUSE = "material", "pause"


def begin(
    *,
    order: Order,
    kind: str,
    what: str,
    actor: str,
    at: datetime,
    place: str = "",
    count: int = 1,
    expected: datetime | None = None,
) -> None:
    """Let an order wait for something; what it waits for already gets its new place and time.

    :raises Refused: not-now, when the order can't wait as it stands.
    """
    said = {"place": place, "count": count, "expected": expected}
    row, is_new = Wait.objects.get_or_create(
        order=order, kind=kind, what=what, over_at=None, defaults={**said, "at": at, "by": actor}
    )
    if not is_new:
        Wait.objects.filter(id=row.id).update(**said)
    _hold(order)
    facts = {"kind": kind, "item": what, "place": place, "count": count, "expected_at": _written(expected)}
    acting.write(order=order, kind=Kind.ORDER_WAITS, actor=actor, at=at, facts=facts)


def begin_for_stock(*, order: Order, wanted: Wanted, actor: str, at: datetime) -> None:
    """Let an order wait for what the stock does not have for it now: from where it comes, and when, if it is known."""
    expected = None if wanted.missing else wanted.expected_at
    last = next((one for one in wanted.held if one.expected_at == expected), None)
    place = last.place.called if last and not wanted.missing else ""
    begin(
        order=order,
        kind=MATERIAL,
        what=wanted.item.called,
        place=place,
        count=wanted.count,
        expected=expected,
        actor=actor,
        at=at,
    )


def begin_by_itself(*, order: Order, wanted: Wanted, at: datetime) -> None:
    """Let an order about an outage wait for what the stock does not have: once for an item, then people say it."""
    if order.outage_id is None or wanted.is_here:
        return
    if not Wait.objects.filter(order=order, kind=MATERIAL, what=wanted.item.called).exists():
        begin_for_stock(order=order, wanted=wanted, actor="system", at=at)


def expect(*, order: Order, wait: Wait, expected: datetime | None, actor: str, at: datetime) -> None:
    """Note that something is expected at another time; None: nobody knows any more."""
    wait.expected = expected
    wait.save(update_fields=["expected"])
    facts = {"item": wait.what, "place": wait.place, "expected_at": _written(expected)}
    acting.write(order=order, kind=Kind.ORDER_EXPECTS, actor=actor, at=at, facts=facts)


def end(*, order: Order, wait: Wait, actor: str, at: datetime) -> None:
    """Note that something is there. When nothing is missing any more, the order is what it was before."""
    wait.over_at = at
    wait.save(update_fields=["over_at"])
    _hold(order)
    facts = {"kind": wait.kind, "item": wait.what}
    acting.write(order=order, kind=Kind.ORDER_GOES_ON, actor=actor, at=at, facts=facts)


def end_all(*, order: Order, at: datetime) -> None:
    """Wait for nothing more: the order ends, or somebody else begins it anew."""
    Wait.objects.filter(order=order, over_at__isnull=True).update(over_at=at)


def _hold(order: Order) -> None:
    kinds = set(Wait.objects.filter(order=order, over_at__isnull=True).values_list("kind", flat=True))
    state = states.waits_as(kinds=kinds) if kinds else states.goes_on_as(step=order.step)
    acting.become(order=order, state=state)


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
