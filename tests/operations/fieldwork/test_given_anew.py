"""An order of an outage that changes hands: the crew that was there has left, and who has it now begins anew."""

from __future__ import annotations

import pytest

import builders
from operations.fieldwork import field
from operations.fieldwork.field import AT, HOUR
from operations.outages.network import tree
from varsel.operations.fieldwork import actions
from varsel.operations.outages import actions as outages
from varsel.operations.outages import queries as told


@pytest.fixture
def outage(db: None) -> int:
    """Give an outage."""
    builders.set_policy()
    return outages.declare_outage(
        called="O1", node_id=tree().nodes["a"], title="Byn", expected=AT + 9 * HOUR, actor="s", at=AT
    )


def _begun(outage: int, technician: int) -> int:
    key = field.order(outage_id=outage)
    field.assign(key, technician)
    actions.say(order_id=key, step="on_site", actor="s", at=AT)
    return key


def _crew(outage: int) -> list[str]:
    return [one.state for one in told.crew(outage_id=outage)]


def test_a_crew_from_which_the_order_is_taken_has_left(outage: int) -> None:
    order = _begun(outage, field.team().technician)
    actions.unassign(order_id=order, because="ill", actor="s", at=AT)

    assert _crew(outage) == ["on_site", "left"]


def test_a_colleague_of_the_same_crew_begins_anew(outage: int) -> None:
    team = field.team()
    order = _begun(outage, team.technician)
    colleague = field.colleague(crew=team.crew, skills=("splicing",))
    field.assign(order, colleague)

    job = field.job(order)
    assert (job.technician_id, job.state, job.step) == (colleague, "acknowledged", "")
    assert _crew(outage) == ["on_site", "left"]


def test_who_only_comes_at_another_time_has_not_left(outage: int) -> None:
    team = field.team()
    order = _begun(outage, team.technician)
    field.assign(order, team.technician, begins_at=AT, ends_at=AT + HOUR)

    assert _crew(outage) == ["on_site"]
    assert field.job(order).step == "on_site"


def test_a_first_giving_tells_nothing_of_a_crew(outage: int) -> None:
    field.assign(field.order(outage_id=outage), field.team().technician)

    assert _crew(outage) == []


def test_what_waits_still_waits_for_who_has_it_then(outage: int) -> None:
    order = _begun(outage, field.team().technician)
    actions.wait(order_id=order, kind="digging_permit", what="the yard", actor="s", at=AT)
    field.assign(order, field.team().technician)

    assert (field.job(order).state, field.job(order).step) == ("held", "")
