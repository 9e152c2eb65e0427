"""What comes next on an order, and whether a page that is sent still shows how the order stands."""

from __future__ import annotations

from uuid import UUID

from varsel.operations.fieldwork.ladder import states
from varsel.operations.fieldwork.models import Act
from varsel.operations.fieldwork.queries import Job, Stop

FINISH, GO_ON, ACCEPT, LOOK = "finish", "go_on", "accept", "look"
_AFTER = {"": ACCEPT, "accepted": "on_the_way", "on_the_way": "on_site", "on_site": FINISH, "night_work": FINISH}


def next_step(*, stop: Stop) -> str:
    """Return what whoever has the order does next: `accept`, a step, `go_on`, `finish`; `look` where there is a choice.

    Nothing where the order is over.
    """
    if stop.order.ended_at is not None:
        return ""
    if stop.order.step and stop.waits:
        return GO_ON if len(stop.waits) == 1 else LOOK
    return _AFTER[stop.order.step]


def steps_left(*, order: Job) -> list[str]:
    """Return the steps that can be said now, what comes next first; the one that was said last is left out."""
    if order.ended_at is not None or order.crew_id is None:
        return []
    next_one = _AFTER[order.step]
    return sorted(states.STARTED - {order.step}, key=lambda one: (one != next_one, one))


def standing(*, order: Job) -> str:
    """Return how an order stands, as a page carries it along; what is said on the page is compared with it."""
    return states.standing(state=order.state, step=order.step, technician_id=order.technician_id)


def was_done(*, key: UUID) -> bool:
    """Tell whether something was done under a key: whoever sends it again is answered as the first time."""
    return Act.objects.filter(key=key).exists()
