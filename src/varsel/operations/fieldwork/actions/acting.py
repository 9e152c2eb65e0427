"""What every act on an order begins with: the order alone, whose it is, and whether it was done already."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from django.db import IntegrityError, connection, transaction

from varsel.operations.fieldwork.account import Answer
from varsel.operations.fieldwork.ladder import states
from varsel.operations.fieldwork.models import Act, Order
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.outages import actions as outages
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind

_KEYS = 5263  # an advisory lock beside each key: twice the same at once is done one after the other
_REFUSED_BY = {"order_one_at_a_time": "taken", "fieldwork_order_for_the_skilled": "lacks-skills"}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page sends along with an act: its key, how the order stood on it (`states.standing`), and whose it was.

    `seen` None: whoever asks has compared nothing. `worker_id` None: dispatch speaks.
    """

    name: str
    key: UUID | None
    seen: str | None = None
    worker_id: int | None = None


def locked(*, order_id: int) -> Order:
    """Return an order; it, and the outages if it is about one, stay as they are until the transaction ends.

    Everybody locks in this way: the order, the outages, then the stock.

    :raises Refused: not-found.
    """
    row = Order.objects.select_for_update().filter(id=order_id).first()
    if row is None:
        raise Refused(code="not-found")
    if row.outage_id is not None:
        outages.lock_topology()
    return row


def locked_open(*, order_id: int, worker_id: int | None = None) -> Order:
    """Return an order that is not over, and where a technician acts: that is theirs.

    :raises Refused: not-found, already-closed, not-yours.
    """
    row = locked(order_id=order_id)
    if row.ended_at is not None:
        raise Refused(code="already-closed")
    if worker_id is not None and row.technician_id != worker_id:
        raise Refused(code="not-yours")
    return row


def once(
    *,
    sent: Sent,
    order_id: int,
    asked: Mapping[str, Any],
    actor: str,
    at: datetime,
    do: Callable[[], None],
) -> Answer:
    """Do an act, and under a key only once: done again it does nothing and answers as the first time.

    The order is locked before it is compared with what was seen. What was refused has not been done, so it may be
    tried again under the same key.

    :raises Refused: not-found; key-reused, when something else was asked under the key; already-closed, not-yours or
        not-now, when the order stands otherwise than was seen; and what `do` raises.
    """
    row = locked(order_id=order_id)
    fingerprint = _fingerprint(sent.name, order_id, actor, asked)
    former = _former(sent.key, fingerprint)
    if former is not None:
        return former
    _as_seen(row, sent)
    do()
    row.refresh_from_db()
    return _keep(row, sent, fingerprint, actor=actor, at=at)


def made_once(*, sent: Sent, asked: Mapping[str, Any], actor: str, at: datetime, make: Callable[[], Order]) -> Answer:
    """Make an order, and under a key only one: made again there is nothing new, and the answer is the first one's.

    :raises Refused: key-reused, when something else was asked under the key; and what `make` raises.
    """
    if sent.key is not None:
        with connection.cursor() as cursor:  # there is no order yet that could be locked
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_KEYS, str(sent.key)])
    fingerprint = _fingerprint(sent.name, None, actor, asked)
    return _former(sent.key, fingerprint) or _keep(make(), sent, fingerprint, actor=actor, at=at)


def become(*, order: Order, state: str, **columns: Any) -> None:
    """Let an order become something else, and keep what changes with it.

    :raises Refused: not-now, when it can't from what it is.
    """
    if state != order.state and not states.may_become(state=order.state, new=state):
        raise Refused(code="not-now")
    for name, value in ({"state": state} | columns).items():
        setattr(order, name, value)
    order.save(update_fields=["state", *columns])


@contextmanager
def possible() -> Iterator[None]:
    """Refuse what the database does not let be: two orders at once for one technician, or who lacks a skill.

    :raises Refused: taken, lacks-skills.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        broken = error.__cause__.diag.constraint_name if isinstance(error.__cause__, psycopg.Error) else None
        if broken not in _REFUSED_BY:
            raise
        raise Refused(code=_REFUSED_BY[broken]) from error


def write(
    *, order: Order, kind: Kind, actor: str, at: datetime, facts: Mapping[str, Any], personal: str | None = None
) -> None:
    """Write what happened to an order into the journal."""
    journal.write(
        at=at, kind=kind, about=f"order:{order.id}", actor=actor, party=order.party_id, facts=facts, personal=personal
    )


def _fingerprint(name: str, order_id: int | None, actor: str, asked: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps([name, order_id, actor, asked], default=str).encode()).hexdigest()


def _former(key: UUID | None, fingerprint: str) -> Answer | None:
    """Return what was answered when this was done under the key before."""
    former = Act.objects.filter(key=key).first() if key else None
    if former is None:
        return None
    if former.asked != fingerprint:
        raise Refused(code="key-reused")
    return _read(former.answer)


def _as_seen(order: Order, sent: Sent) -> None:
    """Refuse what is asked on an old page: the order is over, somebody else's, or simply further on."""
    now = states.standing(state=order.state, step=order.step, technician_id=order.technician_id)
    if sent.seen is None or sent.seen == now:
        return
    if order.ended_at is not None:
        raise Refused(code="already-closed")
    is_theirs = sent.worker_id is None or order.technician_id in (None, sent.worker_id)
    raise Refused(code="not-now" if is_theirs else "not-yours")


def _keep(row: Order, sent: Sent, fingerprint: str, *, actor: str, at: datetime) -> Answer:
    """Keep what was answered under the key."""
    answer = Answer(order_id=row.id, state=row.state, step=row.step, at=at)
    if sent.key is not None:
        said = {"order_id": row.id, "state": row.state, "step": row.step, "at": at.isoformat()}
        Act.objects.create(key=sent.key, order=row, name=sent.name, asked=fingerprint, answer=said, by=actor, at=at)
    return answer


def _read(answer: Mapping[str, Any]) -> Answer:
    moment = datetime.fromisoformat(answer["at"])
    return Answer(order_id=answer["order_id"], state=answer["state"], step=answer["step"], at=moment)
