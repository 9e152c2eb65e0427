"""What happens to a network: each verb is one call of what production calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from varsel.operations.arrears.refusals import Refused
from varsel.operations.outages import actions as outages
from varsel.operations.outages import queries
from varsel.operations.stock import actions as shelves
from varsel.surfaces.stories.playing.stage import ACTOR, Stage, known

Fields = Mapping[str, Any]


def alarm(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """A node goes down, or comes back."""
    node_id = known(among=stage.nodes, name=fields["node"])
    if fields["state"] == "down":
        outages.raise_alarm(node_id=node_id, at=at)
    else:
        outages.clear_alarm(node_id=node_id, actor=ACTOR, at=at)


def outage(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """Somebody declares an outage by hand."""
    outages.declare_outage(
        called=fields["id"],
        node_id=known(among=stage.nodes, name=fields["node"]),
        title=fields["title"] or "",
        expected=_instant(stage, fields["expected"]),
        actor=ACTOR,
        at=at,
    )


def planned_work(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """Work is announced."""
    outages.plan_work(
        called=fields["id"],
        node_id=known(among=stage.nodes, name=fields["node"]),
        begins_at=stage.instant(local=fields["from"]),
        ends_at=stage.instant(local=fields["to"]),
        title=fields["title"] or fields["id"],
        actor=ACTOR,
        at=at,
    )


def estimate(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """There is a new expected time."""
    until = stage.instant(local=fields["until"])
    outages.estimate(outage_id=_outage(fields), until=until, because=fields["because"], actor=ACTOR, at=at)


def waiting_for(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """The technician lacks material."""
    outages.wait_for(
        outage_id=_outage(fields),
        item=fields["item"],
        place=fields["from"] or "",
        expected=_instant(stage, fields["expected"]),
        actor=ACTOR,
        at=at,
    )


def crew(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """The crew does something else."""
    del stage
    because = fields["because"] or ""
    outages.set_crew(outage_id=_outage(fields), state=fields["state"], because=because, actor=ACTOR, at=at)


def restored(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """An outage is over."""
    del stage
    outages.restore(outage_id=_outage(fields), actor=ACTOR, at=at)


def stock(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """A warehouse is counted."""
    del stage
    shelves.set_count(warehouse=fields["warehouse"], item=fields["item"], count=fields["count"], actor=ACTOR, at=at)


def accept_loan(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """A customer takes the router that was offered."""
    party_id = known(among=stage.customers, name=fields["customer"])
    outages.accept_loan(outage_id=_outage(fields), party_id=party_id, actor=ACTOR, at=at)


def return_loan(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """A customer brings the router back."""
    party_id = known(among=stage.customers, name=fields["customer"])
    outages.return_loan(outage_id=_outage(fields), party_id=party_id, actor=ACTOR, at=at)


def _outage(fields: Fields) -> int:
    """Return the outage that a name of the story means now.

    :raises Refused: not-found.
    """
    found = queries.called(name=fields["outage"])
    if found is None:
        raise Refused(code="not-found")
    return found.id


def _instant(stage: Stage, local: datetime | None) -> datetime | None:
    return None if local is None else stage.instant(local=local)


VERBS: tuple[Callable[..., None], ...] = (
    alarm,
    outage,
    planned_work,
    estimate,
    waiting_for,
    crew,
    restored,
    stock,
    accept_loan,
    return_loan,
)
