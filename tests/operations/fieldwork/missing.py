"""An outage whose order lacks a card: what customers hear and what is foretold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import builders
from operations.fieldwork import field
from operations.fieldwork.field import AT
from varsel.operations.fieldwork import actions
from varsel.operations.outages import queries as told
from varsel.operations.outages.queries import Status
from varsel.operations.stock import actions as stock

ACTOR = "staff:1"


@dataclass(slots=True)
class Scene:
    """An outage of a node with two customers, a warehouse without the card that is needed, and who reads."""

    outage: int
    warehouse: int
    out: builders.Out
    now: datetime = AT

    def until(self, at: datetime) -> None:
        """Let all happen that falls due by then."""
        builders.advance(after=self.now, to=at, out=self.out)
        self.now = at

    def words(self) -> list[str]:
        """Return what the customer has heard since this was asked last."""
        heard = [one.content.decode() for one in self.out.words.handed]
        self.out.words.handed.clear()
        return heard

    def status(self) -> Status:
        """Return what the public page says."""
        return told.status(outage_id=self.outage, at=self.now)

    def forecast(self) -> tuple[datetime | None, datetime]:
        """Return the window in which it is expected to end."""
        said = self.status().forecast
        assert said
        return said.earliest, said.until


def order(scene: Scene, **more: object) -> int:
    """Open an order about the outage."""
    about = {"outage_id": scene.outage, "minutes_left": 90, "travel_minutes": 30, "at": scene.now}
    return field.order(**(about | more))


def expect(scene: Scene, at: datetime, count: int = 1) -> int:
    """Expect cards at an instant."""
    about = {"item": "card", "count": count, "place_id": scene.warehouse, "actor": ACTOR, "at": scene.now}
    return stock.expect(**about, expected_at=at)


def material(scene: Scene, order: int, **more: object) -> None:
    """Say that the card is missing."""
    about = {"order_id": order, "kind": "material", "what": "card", "actor": ACTOR, "at": scene.now}
    actions.wait(**(about | more))
