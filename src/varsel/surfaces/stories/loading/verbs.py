"""What can happen in a story: one row a verb. A later room adds rows; nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from varsel.kit.located_yaml import Place
from varsel.surfaces.stories.loading import vocabulary
from varsel.surfaces.stories.loading.fields import Check, Field, Scene, Shape, an, new, optional, the
from varsel.surfaces.stories.loading.kinds import (
    address,
    amount,
    day,
    day_of,
    flag,
    moment,
    one_of,
    telephone,
    text,
    word,
)
from varsel.surfaces.stories.loading.outage_verbs import OUTAGE_VERBS


def _services_of_the_customer(fields: Mapping[str, Any], scene: Scene, place: Place) -> None:
    for line in fields["lines"]:
        owner = scene.told.owners.get(line["service"])
        if owner is not None and owner != fields["customer"]:
            message = f"the service '{line['service']}' is {owner}'s, not {fields['customer']}'s"
            raise place.error(message=message, remedy="invoice customers for their own services")


def _one_contact(fields: Mapping[str, Any], scene: Scene, place: Place) -> None:
    del scene
    if not any(fields[channel] for channel in vocabulary.CONTACTS):
        raise place.error(message="contact changes nothing", remedy="add one of sms, email, letter")


def _answered_after_it_came(fields: Mapping[str, Any], scene: Scene, place: Place) -> None:
    _not_later_than_the_step("received")(fields, scene, place)
    if fields["answer_by"] is not None and fields["answer_by"] < fields["received"]:
        raise place.error(message="'answer_by' lies before 'received'", remedy="write the day that the authority gave")


def _not_later_than_the_step(key: str) -> Check:
    def check(fields: Mapping[str, Any], scene: Scene, place: Place) -> None:
        told_at = scene.at if isinstance(fields[key], datetime) else scene.at.date()
        if fields[key] is not None and fields[key] > told_at:
            raise place.error(message=f"'{key}' lies after the step", remedy="a step tells what has happened")

    return check


LINE = Shape(
    {
        "service": the("service"),
        "amount": an(amount),
        "kind": optional(one_of("service", "repair", "equipment", "fee"), default="service"),
        "change": optional(names=("change",)),
    }
)

VERBS: Mapping[str, Shape] = MappingProxyType(
    {
        "invoice": Shape(
            {"id": new("invoice"), "customer": the("customer"), "due": an(day), "lines": Field(rows=LINE, fewest=1)},
            _services_of_the_customer,
        ),
        "payment": Shape(
            {
                "invoice": the("invoice"),
                "amount": an(amount),
                "initiated": optional(day, at=lambda at: at.date()),
            },
            _not_later_than_the_step("initiated"),
        ),
        "credit": Shape({"invoice": the("invoice"), "amount": an(amount)}),
        # Without an amount the dispute is about the rest of the invoice.
        "dispute": Shape(
            {"id": new("dispute"), "invoice": the("invoice"), "amount": optional(amount), "because": an(text)}
        ),
        "dispute_settled": Shape({"dispute": the("dispute"), "outcome": an(one_of("upheld", "rejected"))}),
        "usage": Shape(
            {
                "service": the("service"),
                "amount": an(amount),
                "kind": optional(one_of("call", "premium", "roaming"), default="call"),
                "made": optional(moment),
            },
            _not_later_than_the_step("made"),
        ),
        "keep_open": Shape({"service": the("service")}),
        "hold": Shape({"customer": the("customer"), "until": an(day), "because": an(text)}),
        "approve": Shape({"service": the("service")}),
        "contact": Shape(
            {
                "customer": the("customer"),
                "sms": optional(telephone),
                "email": optional(address),
                "letter": optional(text),
            },
            _one_contact,
        ),
        # `late`: the last of these words that went out on it comes back as well.
        "bounces": Shape(
            {
                "customer": the("customer"),
                "by": an(one_of(*vocabulary.CONTACTS)),
                "late": optional(one_of(*vocabulary.ABOUT)),
            }
        ),
        "call": Shape({"service": the("service"), "to": an(telephone), "allowed": an(flag)}),
        # An outage that an alarm declared has its node's id.
        "complaint": Shape(
            {
                "id": new("complaint"),
                "authority": an(one_of(*vocabulary.AUTHORITIES)),
                "received": an(day_of),
                "category": an(word),
                "about": optional(names=("invoice", "node", "outage", "change", "ticket")),
                "customer": optional(names=("customer",)),
                "answer_by": optional(day),
            },
            _answered_after_it_came,
        ),
        "reach_out": Shape(
            {"complaint": the("complaint"), "outcome": an(one_of("interested", "declined", "no-answer"))}
        ),
        "answer_complaint": Shape({"complaint": the("complaint")}),
        "complaint_decided": Shape(
            {
                "complaint": the("complaint"),
                "outcome": an(one_of("upheld", "partly", "rejected", "dismissed", "withdrawn")),
            }
        ),
        **OUTAGE_VERBS,
    }
)
