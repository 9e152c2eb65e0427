"""What those whom an outage touches hear of the orders about it: crew, what is missing, until when it lasts.

An outage that is over hears nothing more. What several orders wait for is said of the one that comes last.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from varsel.operations.fieldwork.actions.waiting import MATERIAL, PAUSE
from varsel.operations.fieldwork.ladder import forecast
from varsel.operations.fieldwork.ladder.forecast import Window
from varsel.operations.fieldwork.models import Order, Wait
from varsel.operations.outages import actions as outages
from varsel.operations.outages import queries as told
from varsel.operations.outages.account import Awaited
from varsel.operations.stock import queries as shelves


def tell_crew(*, order: Order, state: str, because: str, actor: str, at: datetime) -> None:
    """Say what the crew does: it is on the public page at once."""
    top = _still_open(order)
    if top is not None:
        outages.set_crew(outage_id=top, state=state, because=because, actor=actor, at=at)


def tell_crew_left(*, order: Order, because: str, actor: str, at: datetime) -> None:
    """Say that the crew of an order that is no longer under way has left, unless another about the outage is."""
    if order.outage_id is None:
        return
    others = Order.objects.filter(outage_id__in=told.family(outage_id=_top(order.outage_id)), state="inProgress")
    if not others.exists():
        tell_crew(order=order, state="left", because=because, actor=actor, at=at)


def tell_waiting(*, order: Order, actor: str, at: datetime) -> None:
    """Say what is missing, from where, expected when, and in the same word until when it lasts because of it.

    Nothing new is no word. When nothing is missing any more the work goes on, and a time that no longer holds moves.
    """
    top = _still_open(order)
    if top is None:
        return
    status, waits = told.status(outage_id=top, at=at), _open_waits(top)
    moved = _moved(top, waits, status.forecast.until if status.forecast else None, at=at)
    if not waits:
        _tell_going_on(order, top, status.waiting_for, actor=actor, at=at)
        return
    last = max(waits, key=lambda one: (one.expected is None, one.expected or one.at, one.id))
    said, (item, place) = status.waiting_for, _in_words(last)
    if moved is None and said is not None and (said.item, said.place, said.expected) == (item, place, last.expected):
        return
    outages.wait_for(
        outage_id=top,
        item=item,
        place=place,
        expected=last.expected,
        until=moved.until if moved else None,
        earliest=moved.earliest if moved else None,
        actor=actor,
        at=at,
    )
    if moved is not None:
        Wait.objects.filter(id__in=[one.id for one in waits]).update(foretold=moved.until)


def _tell_going_on(order: Order, top: int, said: Awaited | None, *, actor: str, at: datetime) -> None:
    over = Wait.objects.filter(order=order, over_at=at).exclude(kind=PAUSE).order_by("-id").first()
    if said is not None and over is not None and (said.item, said.place) == _in_words(over):
        outages.go_on(outage_id=top, actor=actor, at=at)
    if over is None or over.foretold is None or order.ended_at is not None:
        return
    new = _window(order, at, at=at)
    foretold = told.status(outage_id=top, at=at).forecast
    if foretold and forecast.moves(said=foretold.until, own=over.foretold, new=new.until):
        outages.estimate(
            outage_id=top, until=new.until, earliest=new.earliest, because=_in_words(over)[0], actor=actor, at=at
        )


def _moved(top: int, waits: Sequence[Wait], said: datetime | None, *, at: datetime) -> Window | None:
    """Return until when the outage lasts because of what is missing, if that is news; None as long as nobody knows."""
    by_order: dict[int, list[datetime | None]] = {}
    for one in waits:
        by_order.setdefault(one.order_id, []).append(one.expected)
    arrivals = {key: forecast.arrives_last(expected=moments) for key, moments in by_order.items()}
    if not arrivals or any(moment is None for moment in arrivals.values()):
        return None
    rows = Order.objects.filter(id__in=list(arrivals))
    windows = [_window(row, moment, at=at) for row in rows if (moment := arrivals[row.id]) is not None]
    new = max(windows, key=lambda one: one.until)
    owns = Wait.objects.filter(order__outage_id__in=told.family(outage_id=top), foretold=said)
    own = said if said is not None and owns.exists() else None
    return new if forecast.moves(said=said, own=own, new=new.until) else None


def _window(order: Order, arrives: datetime, *, at: datetime) -> Window:
    return forecast.window(arrives=arrives, minutes_left=order.minutes_left, travel_minutes=order.travel_minutes, at=at)


def _open_waits(top: int) -> Sequence[Wait]:
    rows = Wait.objects.filter(order__outage_id__in=told.family(outage_id=top), over_at__isnull=True)
    return list(rows.exclude(kind=PAUSE).order_by("id"))


def _in_words(wait: Wait) -> tuple[str, str]:
    """Return what is missing, and from where, as people call it: an item of the stock by its name."""
    kept = shelves.article(called=wait.what) if wait.kind == MATERIAL else None
    return kept.name if kept else wait.what, wait.place


def _top(outage_id: int) -> int:
    own = told.outage(outage_id=outage_id)
    return own.merged_into or own.id


def _still_open(order: Order) -> int | None:
    """Return the open outage that the order is about, or that took it over; it stays open until we are done."""
    if order.outage_id is None:
        return None
    outages.lock_topology()
    top = told.outage(outage_id=_top(order.outage_id))
    return top.id if top.ended_at is None else None
