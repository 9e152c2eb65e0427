"""What happens with visits: each verb is one call of what production calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from varsel.operations.arrears.refusals import Refused
from varsel.operations.fieldwork import actions as fieldwork
from varsel.operations.fieldwork import queries
from varsel.surfaces.stories.playing.stage import ACTOR, Stage, known

Fields = Mapping[str, Any]


def visit(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """A technician is promised to a customer."""
    fieldwork.book_visit(
        called=fields["id"],
        party_id=known(among=stage.customers, name=fields["customer"]),
        service_id=known(among=stage.services, name=fields["service"]),
        begins_at=stage.instant(local=fields["from"]),
        ends_at=stage.instant(local=fields["to"]),
        actor=ACTOR,
        at=at,
    )


def visit_missed(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """Nobody came."""
    del stage
    fieldwork.visit_missed(visit_id=_visit(fields), actor=ACTOR, at=at)


def visit_done(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """The technician was there."""
    del stage
    fieldwork.visit_done(visit_id=_visit(fields), actor=ACTOR, at=at)


def _visit(fields: Fields) -> int:
    """Return the visit of a name.

    :raises Refused: not-found.
    """
    found = queries.called(name=fields["visit"])
    if found is None:
        raise Refused(code="not-found")
    return found.id


VERBS: tuple[Callable[..., None], ...] = (visit, visit_missed, visit_done)
