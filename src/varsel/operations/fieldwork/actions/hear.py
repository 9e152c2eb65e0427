"""The stock tells from where, and when, an order's material comes: what is missing moves the forecast by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.operations.fieldwork.actions import acting, outage, waiting
from varsel.operations.fieldwork.models import Order, Wait
from varsel.operations.stock import queries as stock
from varsel.operations.stock.account import Wanted
from varsel.records.clocks import actions as clocks
from varsel.records.journal.queries import Told


@transaction.atomic(durable=True)
def hear_promised(*, clock_id: int, entry: Told, at: datetime) -> None:
    """Look at what an order's material is promised now: an order waits, waits until another time, or goes on.

    What the stock answered in the act that asked it is known already (`entry.at` is not after the wait's).
    """
    if not clocks.take(clock_id=clock_id, at=at) or not entry.about.startswith("order:"):
        return
    order = acting.locked(order_id=int(entry.about.removeprefix("order:")))
    needs = stock.standing(subject=entry.about).needs
    for wanted in needs:
        if wanted.item.called == entry.facts["item"]:
            _follow(order, wanted, said_at=entry.at, at=at)
    outage.tell_waiting(order=order, actor="system", at=at)


def _follow(order: Order, wanted: Wanted, *, said_at: datetime, at: datetime) -> None:
    name = wanted.item.called
    row = Wait.objects.filter(order=order, kind=waiting.MATERIAL, what=name, over_at__isnull=True).first()
    if row is None:
        waiting.begin_by_itself(order=order, wanted=wanted, at=at)
        return
    if row.at >= said_at:
        return
    if wanted.is_here:
        waiting.end(order=order, wait=row, actor="system", at=at)
    else:
        waiting.begin_for_stock(order=order, wanted=wanted, actor="system", at=at)
