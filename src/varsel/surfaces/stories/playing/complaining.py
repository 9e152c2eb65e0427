"""What happens with complaints to the authorities: each verb is one call of what production calls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from varsel.operations.arrears.refusals import Refused
from varsel.operations.complaints import actions as complaints
from varsel.operations.complaints.actions import Filed
from varsel.operations.outages import queries as outages
from varsel.surfaces.stories.playing.stage import ACTOR, Stage, known

Fields = Mapping[str, Any]


def complaint(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """A complaint reaches the operator from an authority."""
    customer = fields["customer"]
    filed = Filed(
        external_id=fields["id"],
        authority=fields["authority"],
        received_on=fields["received"],
        category=fields["category"],
        caused_by=_subject(stage=stage, name=fields["about"]) if fields["about"] else "",
        party_id=known(among=stage.customers, name=customer) if customer else None,
        answer_by=fields["answer_by"],
    )
    stage.complaints[fields["id"]] = complaints.receive(filed=filed, actor=ACTOR, at=at)


def reach_out(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """Who complained is contacted, or not reached."""
    complaint_id = known(among=stage.complaints, name=fields["complaint"])
    complaints.reach_out(complaint_id=complaint_id, outcome=fields["outcome"], actor=ACTOR, at=at)


def answer_complaint(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """The authority gets an answer."""
    complaint_id = known(among=stage.complaints, name=fields["complaint"])
    complaints.answer(complaint_id=complaint_id, actor=ACTOR, at=at)


def complaint_decided(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """The case ends."""
    complaint_id = known(among=stage.complaints, name=fields["complaint"])
    complaints.decide(complaint_id=complaint_id, outcome=fields["outcome"], actor=ACTOR, at=at)


def _subject(*, stage: Stage, name: str) -> str:
    """Return how the journal speaks of what caused a complaint: an invoice, or the latest outage of a node.

    :raises Refused: not-found.
    """
    if name in stage.invoices:
        return f"invoice:{stage.invoices[name]}"
    outage = outages.called(name=name)
    if outage is None:
        raise Refused(code="not-found")
    return f"outage:{outage.id}"
