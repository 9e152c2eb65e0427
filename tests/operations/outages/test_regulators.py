"""What the regulator is owed, and that only a receipt keeps it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

import builders
from operations.outages.network import Tree, tree
from varsel.operations.outages import actions, queries
from varsel.operations.outages.refusals import Refused
from varsel.records.clocks import queries as clocks

AT = builders.START
HOUR = timedelta(hours=1)
DECLARED = AT + timedelta(minutes=2)


@pytest.fixture(autouse=True)
def policy(db: None) -> None:
    """Let the operator choose the defaults."""
    builders.set_policy()


def _outage(net: Tree, name: str) -> int:
    actions.raise_alarm(node_id=net.nodes[name], at=AT)
    builders.advance(to=DECLARED)
    found = queries.called(name=net.names[name])
    assert found
    return found.id


def _duties(outage_id: int) -> dict[str, tuple[datetime, str]]:
    return {one.kind: (one.due_at, one.state) for one in clocks.duties(about=[f"outage:{outage_id}"])}


def test_three_of_four_customers_of_a_norwegian_municipality_are_told_within_half_an_hour() -> None:
    net = tree(country="NO")

    assert _duties(_outage(net, "core")) == {"regulator_notice": (DECLARED + HOUR / 2, "open")}


def test_half_of_a_municipality_is_not_more_than_half_but_more_than_a_tenth_of_the_country() -> None:
    net = tree(country="NO")
    outage_id = _outage(net, "agg-1")

    (ground,) = {one.ground for one in clocks.upcoming(limit=100) if one.about == f"outage:{outage_id}" and one.owed_to}
    assert ground == "share_of_country"


def test_two_outages_of_one_municipality_count_together() -> None:
    net = tree(country="NO")
    for _ in range(40):  # so that one leaf is no tenth of the country
        builders.service(party_id=builders.customer(country="NO"), country="NO")
    first = _outage(net, "agg-1")
    assert _duties(first) == {}
    actions.raise_alarm(node_id=net.nodes["c"], at=AT + HOUR)
    builders.advance(after=AT + HOUR, to=AT + HOUR + timedelta(minutes=2))

    second = queries.called(name=net.names["c"])
    assert second
    assert list(_duties(second.id)) == ["regulator_notice"]


def test_a_leaf_with_an_alarm_on_its_line_is_always_told() -> None:
    net = tree(country="NO", telecare="d")
    for _ in range(40):
        builders.service(party_id=builders.customer(country="NO"), country="NO")

    assert list(_duties(_outage(net, "d"))) == ["regulator_notice"]


def test_in_sweden_a_receipt_keeps_each_step_and_the_notification_starts_the_month() -> None:
    outage_id = _outage(tree(), "core")
    at = AT + 3 * HOUR
    with pytest.raises(Refused, match="not-lawful"):
        actions.report_to_regulator(outage_id=outage_id, step="regulator_notice", receipt=" ", actor="staff:1", at=at)
    with pytest.raises(Refused, match="not-found"):
        actions.report_to_regulator(outage_id=outage_id, step="regulator_final", receipt="R", actor="staff:1", at=at)
    assert {state for _, state in _duties(outage_id).values()} == {"open"}

    for step in ("regulator_notice", "regulator_report"):
        actions.report_to_regulator(outage_id=outage_id, step=step, receipt="MCF-1", actor="staff:1", at=at)

    assert _duties(outage_id) == {
        "regulator_notice": (DECLARED + 24 * HOUR, "kept"),
        "regulator_report": (DECLARED + 72 * HOUR, "kept"),
        "regulator_final": (datetime(2026, 4, 2, 22, 0, tzinfo=UTC), "open"),  # the whole of 2 April
    }
    with pytest.raises(Refused, match="already-closed"):
        actions.report_to_regulator(outage_id=outage_id, step="regulator_notice", receipt="R", actor="staff:1", at=at)


def test_a_late_report_is_written_down_and_the_duty_stays_broken() -> None:
    outage_id = _outage(tree(), "core")
    late = DECLARED + 24 * HOUR
    builders.advance(after=DECLARED, to=late)
    assert _duties(outage_id)["regulator_notice"][1] == "broken"

    actions.report_to_regulator(outage_id=outage_id, step="regulator_notice", receipt="R", actor="staff:1", at=late)

    assert _duties(outage_id)["regulator_notice"][1] == "broken"
    assert queries.reported(outage_id=outage_id) == {"regulator_notice": "R"}


def test_the_operator_owns_the_swedish_thresholds() -> None:
    for area in ("municipality", "country"):
        actions.set_threshold(country="SE", area=area, share=Decimal("0.75"), actor="staff:1", at=AT)

    assert _duties(_outage(tree(), "agg-1")) == {}
