"""What can happen to a network in a story: one row a verb. An outage that an alarm declared has its node's id."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from varsel.kit.located_yaml import Place
from varsel.surfaces.stories.loading.fields import Field, Scene, Shape, an, new, optional, the
from varsel.surfaces.stories.loading.kinds import count, moment, one_of, text

CREW = ("on_the_way", "on_site", "night_work", "paused", "left")


def _in_order(fields: Mapping[str, Any], scene: Scene, place: Place) -> None:
    del scene
    if fields["to"] <= fields["from"]:
        raise place.error(message="'to' does not lie after 'from'", remedy="write the begin, then the end")


def _outage() -> Field:
    return the("outage", "node")


OUTAGE_VERBS: Mapping[str, Shape] = MappingProxyType(
    {
        "alarm": Shape({"node": the("node"), "state": an(one_of("down", "up"))}),
        "outage": Shape(
            {
                "id": new("outage"),
                "node": the("node"),
                "title": optional(text),
                "expected": optional(moment),
            }
        ),
        "planned_work": Shape(
            {"id": new("work"), "node": the("node"), "from": an(moment), "to": an(moment), "title": optional(text)},
            _in_order,
        ),
        "estimate": Shape({"outage": _outage(), "until": an(moment), "because": an(text)}),
        "waiting_for": Shape(
            {"outage": _outage(), "item": an(text), "from": optional(text), "expected": optional(moment)}
        ),
        "crew": Shape({"outage": _outage(), "state": an(one_of(*CREW)), "because": optional(text)}),
        "restored": Shape({"outage": _outage()}),
        "stock": Shape({"warehouse": an(text), "item": an(text), "count": an(count)}),
        "accept_loan": Shape({"outage": _outage(), "customer": the("customer")}),
        "visit": Shape(
            {
                "id": new("visit"),
                "customer": the("customer"),
                "service": the("service"),
                "from": an(moment),
                "to": an(moment),
            },
            _in_order,
        ),
        "visit_missed": Shape({"visit": the("visit")}),
        "visit_done": Shape({"visit": the("visit")}),
        "return_loan": Shape({"outage": _outage(), "customer": the("customer")}),
    }
)
