"""Outages, forecasts, loans, stock and reports as the database lets them be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

import builders
from promises.forging import put, refused, run
from varsel.records.network import actions as network

AT = builders.START
HOUR = timedelta(hours=1)


@pytest.fixture
def node(db: None) -> int:
    """Give a node, and the operator's defaults."""
    builders.set_policy()
    return network.add_node(external_id="n-1", kind="access", parent_id=None, municipality="")


@pytest.fixture
def outage(node: int) -> int:
    """Give an open outage of the node."""
    return _outage(node)


def _outage(node_id: int, **columns: Any) -> int:
    whole = {
        "ref": builders.key(),
        "called": "n-1",
        "node_id": node_id,
        "title": "",
        "detected_at": AT,
        "declared_at": AT,
    }
    return put("outages_outage", **whole | columns)


def _forecast(outage_id: int, **columns: Any) -> int:
    whole = {
        "outage_id": outage_id,
        "until": AT + HOUR,
        "confidence": "medium",
        "because": "a card",
        "made_at": AT,
        "made_by": "forger",
    }
    return put("outages_forecast", **whole | columns)


def test_a_node_has_one_open_outage(node: int, outage: int) -> None:
    with refused(by="outages_one_open"):
        _outage(node)
    assert _outage(node, merged_into_id=outage, merged_at=AT)


def test_an_outage_that_has_ended_stays_so(outage: int) -> None:
    run("UPDATE outages_outage SET ended_at = %s WHERE id = %s", AT + HOUR, outage)

    with refused(by="outages_outage_stays_ended"):
        run("UPDATE outages_outage SET ended_at = NULL WHERE id = %s", outage)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE outages_outage SET detected_at = detected_at",
        "UPDATE outages_outage SET called = ''",
        "DELETE FROM outages_outage",
        "UPDATE outages_forecast SET until = until",
        "DELETE FROM outages_forecast",
        "UPDATE outages_crew SET state = 'left'",
        "UPDATE outages_waiting SET item = 'x'",
        "UPDATE outages_planned_work SET begins_at = begins_at",
        "UPDATE outages_reported SET receipt = 'x'",
        "DELETE FROM outages_reported",
        "UPDATE outages_threshold SET share = 0.9",
        "DELETE FROM outages_offer",
        "DELETE FROM outages_loan",
    ],
)
def test_what_was_said_is_not_changed(outage: int, statement: str) -> None:
    with refused(by="permission"):
        run(statement)


def test_an_outage_is_not_taken_over_by_itself(outage: int) -> None:
    with refused(by="outages_merged_into_another"):
        run("UPDATE outages_outage SET merged_into_id = id, merged_at = %s WHERE id = %s", AT, outage)
    with refused(by="outages_merged_into_another"):
        run("UPDATE outages_outage SET merged_at = %s WHERE id = %s", AT, outage)


@pytest.mark.parametrize(
    ("by", "columns"),
    [
        ("forecast_looks_ahead", {"until": AT}),
        ("forecast_window_in_order", {"earliest": AT + 2 * HOUR}),
        ("forecast_confidence", {"confidence": "certain"}),
    ],
)
def test_a_forecast_looks_ahead(outage: int, by: str, columns: dict[str, Any]) -> None:
    assert _forecast(outage)
    with refused(by=by):
        _forecast(outage, **columns)


@pytest.mark.parametrize(("before", "fits"), [(24 * HOUR, True), (24 * HOUR - timedelta(seconds=1), False)])
def test_planned_work_is_planned_a_day_before(node: int, before: timedelta, fits: bool) -> None:
    whole = {
        "ref": builders.key(),
        "called": "w-1",
        "node_id": node,
        "title": "x",
        "begins_at": AT + before,
        "ends_at": AT + before + HOUR,
        "planned_at": AT,
        "planned_by": "forger",
    }
    if fits:
        assert put("outages_planned_work", **whole)
        return
    with refused(by="planned_work_in_time"):
        put("outages_planned_work", **whole)


def test_a_loan_is_to_whom_it_was_offered_and_one_at_a_time(outage: int) -> None:
    party_id = builders.customer()
    loan = {"outage_id": outage, "party_id": party_id, "out_at": AT}
    with refused(by="loan_was_offered"):
        put("outages_loan", ref=builders.key(), **loan)
        run("SET CONSTRAINTS ALL IMMEDIATE")
    put("outages_offer", outage_id=outage, party_id=party_id, at=AT)
    assert put("outages_loan", ref=builders.key(), **loan)
    with refused(by="loan_one_at_a_time"):
        put("outages_loan", ref=builders.key(), **loan)


@pytest.mark.parametrize("state", ["kept", "dropped"])
@pytest.mark.parametrize("kind", ["regulator_notice", "regulator_report", "regulator_final"])
def test_a_regulators_duty_is_settled_by_a_receipt_only(outage: int, kind: str, state: str) -> None:
    about = f"outage:{outage}"
    duty = {"kind": kind, "about": about, "due_at": AT + HOUR, "owed_to": "MCF", "ground": "", "state": "open"}
    clock_id = put("clocks_clock", **duty)
    settle = "UPDATE clocks_clock SET state = %s, settled_at = %s WHERE id = %s"
    with refused(by="clocks_regulator_kept_by_a_receipt"):
        run(settle, state, AT, clock_id)
    with refused(by="reported_with_a_receipt"):
        put("outages_reported", outage_id=outage, step=kind, receipt="", at=AT, by="forger")

    put("outages_reported", outage_id=outage, step=kind, receipt="R-1", at=AT, by="forger")
    run(settle, "kept", AT, clock_id)


def test_a_day_of_a_service_is_credited_once(db: None) -> None:
    builders.set_policy()
    service = builders.service(party_id=builders.customer())
    credit = put(
        "ledger_credit",
        ref=builders.key(),
        party_id=service.party_id,
        about="outage:1",
        because="outage",
        currency="SEK",
        amount_ore=100,
        unplaced_ore=100,
        granted_at=AT,
        granted_on=AT.date(),
    )
    put("ledger_credited_day", service_id=service.id, day=AT.date(), credit_id=credit)

    with refused(by="ledger_credited_day_pkey"):
        put("ledger_credited_day", service_id=service.id, day=AT.date(), credit_id=credit)
