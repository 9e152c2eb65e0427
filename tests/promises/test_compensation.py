"""A case of compensation as the database lets it be."""

from __future__ import annotations

from typing import Any

import pytest

import builders
from operations.compensation.missed import AT, HOUR, a_case
from promises.forging import put, refused, run
from varsel.operations.compensation.queries import Compensated


@pytest.fixture
def case(db: None) -> Compensated:
    """Give an open case."""
    return a_case()


def _another(case: Compensated, **columns: Any) -> None:
    whole = {
        "ref": builders.key(),
        "about": case.visit,
        "party_id": case.party_id,
        "service_id": case.service_id,
        "country": case.country,
        "begins_at": case.begins_at,
        "ends_at": case.ends_at,
        "opened_at": case.opened_at,
        "entry_id": case.entry_id,
    }
    put("compensation_case", **whole | columns)
    run("SET CONSTRAINTS ALL IMMEDIATE")


def _credit(case: Compensated, **columns: Any) -> int:
    whole = {
        "ref": builders.key(),
        "party_id": case.party_id,
        "about": case.about,
        "because": "missed visit",
        "currency": "SEK",
        "amount_ore": 300_00,
        "unplaced_ore": 300_00,
        "granted_at": AT + HOUR,
        "granted_on": AT.date(),
    }
    return put("ledger_credit", **whole | columns)


def _decide(case: Compensated, **columns: Any) -> None:
    names = ", ".join(f"{name} = %s" for name in columns)
    run(f"UPDATE compensation_case SET {names} WHERE id = %s", *columns.values(), case.id)


DECIDED = {"decided_at": AT + HOUR, "decided_by": "staff:1"}


def test_a_visit_has_one_case(case: Compensated) -> None:
    with refused(by="compensation_one_case_a_visit"):
        _another(case)


@pytest.mark.parametrize(
    ("by", "columns"),
    [
        ("compensation_entry", {"about": "visit:0"}),
        ("compensation_entry", {"about": "visit:0", "entry_id": 0}),
        ("compensation_entry", {"about": "visit:0", "opened_at": AT + HOUR}),
        ("compensation_case_entry_lawful_check", {"about": "visit:0", "entry_lawful": False}),
        ("compensation_visit_in_order", {"about": "visit:0", "ends_at": AT - 4 * HOUR}),
        ("compensation_decided_once", {"about": "visit:0", "outcome": "rejected", "amount_ore": 0, "because": "x"}),
    ],
)
def test_no_case_without_a_lawful_verdict_about_its_visit(case: Compensated, by: str, columns: dict[str, Any]) -> None:
    with refused(by=by):
        _another(case, **columns)


@pytest.mark.parametrize("columns", [{"country": "NO"}, {"party_id": "another"}])
def test_a_case_is_of_the_services_owner_and_country(case: Compensated, columns: dict[str, Any]) -> None:
    own = {"party_id": builders.customer()} if "party_id" in columns else columns
    with refused(by="compensation_service_owner"):
        _another(case, about="visit:0", **own)


@pytest.mark.parametrize(
    "columns",
    [
        {"outcome": "rejected"},
        {"outcome": "rejected", **DECIDED, "amount_ore": 0},  # without a reason
        {"outcome": "rejected", **DECIDED, "amount_ore": 300_00, "because": "x"},
        {"outcome": "granted", **DECIDED, "amount_ore": 300_00},  # without a credit
        {"outcome": "granted", **DECIDED, "amount_ore": 0},
        {"outcome": "forgotten", **DECIDED, "amount_ore": 0, "because": "x"},
        {"amount_ore": 300_00},
        {"because": "x"},
        {**DECIDED},
    ],
)
def test_half_a_decision_is_refused(case: Compensated, columns: dict[str, Any]) -> None:
    with refused(by="compensation_decided_with_an_outcome"):
        _decide(case, **columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"outcome": "granted", "claimed_ore": 300_01},
        {"outcome": "partly", "claimed_ore": 300_00, "because": "x"},
        {"outcome": "partly", "claimed_ore": None, "because": "x"},
        {"outcome": "partly", "claimed_ore": 300_01, "because": ""},
    ],
)
def test_whoever_got_less_than_asked_for_was_granted_a_part_with_a_reason(
    case: Compensated, columns: dict[str, Any]
) -> None:
    with refused(by="compensation_decided_with_an_outcome"):
        _decide(case, **DECIDED, amount_ore=300_00, credit_id=_credit(case), **columns)


@pytest.mark.parametrize("columns", [{"amount_ore": 299_99, "unplaced_ore": 299_99}, {"about": "outage:1"}])
def test_what_was_decided_is_what_is_credited(case: Compensated, columns: dict[str, Any]) -> None:
    with refused(by="compensation_credits_what_it_says"):
        _decide(case, outcome="granted", **DECIDED, amount_ore=300_00, credit_id=_credit(case, **columns))


def test_it_is_credited_to_the_customer_of_the_case(case: Compensated) -> None:
    another = _credit(case, party_id=builders.customer())
    with refused(by="compensation_credits_what_it_says"):
        _decide(case, outcome="granted", **DECIDED, amount_ore=300_00, credit_id=another)


def test_nothing_is_decided_before_it_was_opened(case: Compensated) -> None:
    before = {"decided_at": AT - HOUR, "decided_by": "staff:1"}
    with refused(by="compensation_decided_after_it_was_opened"):
        _decide(case, outcome="rejected", **before, amount_ore=0, because="x")


def test_what_was_decided_stays(case: Compensated) -> None:
    _decide(case, outcome="rejected", **DECIDED, amount_ore=0, because="x")
    with refused(by="compensation_decided_once"):
        _decide(case, because="y")
    with refused(by="permission"):
        run("DELETE FROM compensation_case")


def test_what_a_case_is_about_never_changes(case: Compensated) -> None:
    with refused(by="permission"):
        _decide(case, about="visit:0")
