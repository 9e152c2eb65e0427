"""What can be expected in a story: one row a key. Fields that are left out are not checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from varsel.kit import located_values
from varsel.kit.located_yaml import LocatedEntry, LocatedScalar, Place
from varsel.surfaces.stories.loading import vocabulary
from varsel.surfaces.stories.loading.fields import Field, Scene, Shape, an, optional, read_field, read_shape, the
from varsel.surfaces.stories.loading.kinds import (
    amount_or_nothing,
    count,
    day,
    day_or_moment,
    list_of,
    moment,
    one_of,
    one_or_list_of,
    rule,
    saying,
    text,
    times,
    word,
)
from varsel.surfaces.stories.loading.outage_verbs import CREW


@dataclass(frozen=True, slots=True)
class PerId:
    """An expectation that is written `{ID: value}`: what the ids name, and how a value is read."""

    names: Field
    value: Field


def _in_order(fields: Mapping[str, Any], scene: Scene, place: Place) -> None:
    del scene
    if fields["from"] and fields["to"] and fields["from"] > fields["to"]:
        raise place.error(message="'from' lies after 'to'", remedy="write the first day, then the last")


ABOUT = optional(one_of(*vocabulary.ABOUT))
SINCE = optional(moment)

EXPECTATIONS: Mapping[str, Shape | PerId] = MappingProxyType(
    {
        "access": PerId(names=the("service"), value=an(one_of(*vocabulary.LEVELS))),
        "told": Shape(
            {
                "customer": the("customer"),
                "about": ABOUT,
                "by": optional(one_or_list_of(one_of(*vocabulary.TOLD_BY))),
                "times": optional(times, default=1),
                "says": optional(list_of(saying), default=()),
                "since": SINCE,
            }
        ),
        "not_told": Shape({"customer": the("customer"), "about": ABOUT, "since": SINCE}),
        "browse": Shape({"service": the("service"), "sees": an(one_of("internet", "terms_page"))}),
        # An outage that an alarm declared has its node's id.
        "outage": Shape(
            {
                "id": the("node", "outage"),
                "state": optional(one_of("open", "restored", "none")),
                "affected": optional(count),
            }
        ),
        # What the public page says now.
        "status": Shape(
            {
                "outage": the("node", "outage"),
                "crew": optional(one_of(*CREW)),
                "waiting_for": optional(text),
                "forecast": optional(moment),
            }
        ),
        "owes": Shape({"customer": the("customer"), "amount": an(amount_or_nothing)}),
        "credit_note": Shape(
            {
                "customer": the("customer"),
                "amount": optional(amount_or_nothing),
                "about": optional(names=("service", "node", "outage", "invoice", "dispute")),
            }
        ),
        "call_list": Shape({"customer": the("customer"), "about": ABOUT}),
        "why": Shape({"service": the("service"), "cites": an(list_of(rule))}),
        "journal": Shape(
            {
                "about": the(
                    "service",
                    "customer",
                    "node",
                    "outage",
                    "invoice",
                    "dispute",
                    "contract",
                    "complaint",
                    "work",
                    "visit",
                ),
                "kinds": an(list_of(one_of(*vocabulary.JOURNAL))),
            }
        ),
        "duty": Shape(
            {
                "about": the("complaint", "node", "outage", "work"),
                "kind": an(one_of(*vocabulary.DUTIES)),
                "due": optional(day_or_moment),
                "state": optional(one_of("open", "kept", "broken")),
            }
        ),
        "complaints": Shape(
            {
                "authority": optional(one_of(*vocabulary.AUTHORITIES)),
                "from": optional(day),
                "to": optional(day),
                "category": optional(word),
                "about": optional(names=("invoice", "node", "outage", "change", "ticket")),
                "count": an(count),
            },
            _in_order,
        ),
        "proposed": Shape({"service": the("service"), "action": optional(one_of("limit", "close"))}),
    }
)


def read_expectation(*, key: str, entry: LocatedEntry, scene: Scene) -> dict[str, Any]:
    """Read the fields of one expectation whose key is known.

    :raises InputError: a field that is unknown, missing or wrong, or a thing not told.
    """
    row = EXPECTATIONS[key]
    if not isinstance(row, PerId):
        return read_shape(shape=row, node=entry.value, name=key, scene=scene)
    entries = located_values.mapping(node=entry.value, name=key)
    if not entries:
        raise entry.place.error(message=f"{key} is empty", remedy="write {ID: value}")
    for named, one in entries.items():
        read_field(field=row.names, node=LocatedScalar(named, named, one.place), name=key, scene=scene)
    return {
        named: read_field(field=row.value, node=one.value, name=f"{key}.{named}", scene=scene)
        for named, one in entries.items()
    }
