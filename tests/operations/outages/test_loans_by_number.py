"""Routers with serial numbers: set aside, handed over with a proof, back, asked for, written off; and coverage."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

import builders
from operations.outages.network import Tree, tree
from operations.stock.filled import ROUTER, Filled, fill
from varsel.operations.outages import actions, queries
from varsel.operations.outages.refusals import Refused
from varsel.operations.stock import actions as stock
from varsel.operations.stock import queries as shelves
from varsel.operations.stock import reach
from varsel.outlets.notices import queries as notices
from varsel.records.agreements import queries as agreements

AT = builders.START
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GIVEN = {"serial": "R-1003", "how": "in_person", "signed_by": "Anna", "tracking": ""}
WHO: dict[str, Any] = {"actor": "staff:1", "at": AT + HOUR}
pytestmark = pytest.mark.database


@pytest.fixture
def net(db: None) -> Tree:
    """Give a tree, and the operator's defaults."""
    builders.set_policy()
    return tree(contacts={"sms": "+46700000001"})


@pytest.fixture
def filled(net: Tree) -> Filled:
    """Three routers in Kiruna."""
    return fill(at=AT)


def _outage(net: Tree, *, at: datetime = AT) -> int:
    return actions.declare_outage(
        called="O1", node_id=net.nodes["agg-1"], title="cut", expected=at + 48 * HOUR, actor="staff:1", at=at
    )


def _state(serial: str) -> str:
    found = shelves.device_called(serial=serial)
    assert found
    return found.state


def _offers(net: Tree) -> list[str]:
    return [
        leaf
        for leaf in "abcd"
        if any(word.about == "loan_offer" for word in notices.words_to(party_id=net.parties[leaf]))
    ]


def test_who_accepts_gets_one_set_aside_and_then_the_one_in_the_hand(net: Tree, filled: Filled) -> None:
    outage_id = _outage(net)
    loan_id = actions.accept_loan(outage_id=outage_id, party_id=net.parties["a"], **WHO)
    loan = queries.loan(loan_id=loan_id)
    assert loan
    assert (loan.waits, _state("R-1001"), queries.routers_left(at=AT)) == (True, "reserved", 2)

    assert actions.hand_out(party_id=net.parties["a"], **GIVEN, **WHO) == loan_id

    loan = queries.loan(loan_id=loan_id)
    assert loan
    assert (loan.waits, loan.how, loan.signed_by, loan.warehouse) == (False, "in_person", "Anna", "Kiruna")
    assert (_state("R-1001"), _state("R-1003"), queries.routers_left(at=AT)) == ("stock", "out", 2)


def test_the_offer_is_accepted_by_taking_the_router(net: Tree, filled: Filled) -> None:
    _outage(net)
    parcel = {"serial": "R-1003", "how": "parcel", "signed_by": "", "tracking": "UA 1 SE"}
    loan_id = actions.hand_out(party_id=net.parties["b"], **parcel, **WHO)
    loan = queries.loan(loan_id=loan_id)
    assert loan
    assert (loan.tracking, _state("R-1003")) == ("UA 1 SE", "out")
    with pytest.raises(Refused, match="not-answerable"):
        actions.hand_out(party_id=net.parties["b"], **GIVEN | {"serial": "R-1001"}, **WHO)
    assert _state("R-1001") == "stock"


@pytest.mark.parametrize(("leaf", "serial", "code"), [("c", "R-1003", "not-found"), ("a", "R-9", "no-device")])
def test_what_can_not_be_handed_out_changes_nothing(
    net: Tree, filled: Filled, leaf: str, serial: str, code: str
) -> None:
    _outage(net)
    with pytest.raises(Refused, match=code):
        actions.hand_out(party_id=net.parties[leaf], **GIVEN | {"serial": serial}, **WHO)
    assert (queries.out(), queries.routers_left(at=AT)) == (0, 3)


def test_one_that_another_has_is_not_handed_out(net: Tree, filled: Filled) -> None:
    _outage(net)
    actions.hand_out(party_id=net.parties["a"], **GIVEN, **WHO)
    with pytest.raises(Refused, match="no-device"):
        actions.hand_out(party_id=net.parties["b"], **GIVEN, **WHO)
    assert queries.out() == 1


def test_one_taken_without_a_number_is_put_back_when_one_with_a_number_goes(net: Tree, filled: Filled) -> None:
    outage_id = _outage(net)
    for serial in ("R-1001", "R-1002", "R-1003"):
        found = shelves.device_called(serial=serial)
        assert found
        stock.write_off(device_id=found.id, because="wet", **WHO)
    stock.come(item=ROUTER, place_id=filled.lulea, count=1, **WHO)
    actions.accept_loan(outage_id=outage_id, party_id=net.parties["a"], **WHO)
    assert queries.routers_left(at=AT) == 0
    stock.enter_devices(item=ROUTER, place_id=filled.kiruna, devices=[stock.New("R-2001")], **WHO)

    actions.hand_out(party_id=net.parties["a"], **GIVEN | {"serial": "R-2001"}, **WHO)

    assert [(one.warehouse, one.count) for one in shelves.shelves(item=ROUTER)] == [("Kiruna", 0), ("Luleå", 1)]


def test_what_is_back_lies_where_it_was_taken_back(net: Tree, filled: Filled) -> None:
    _outage(net)
    actions.hand_out(party_id=net.parties["a"], **GIVEN, **WHO)
    assert actions.take_back(serial="r-1003", place_id=filled.lulea, **WHO) == net.parties["a"]
    assert (_state("R-1003"), queries.out()) == ("back", 0)
    with pytest.raises(Refused, match="no-device"):
        actions.take_back(serial="R-1003", place_id=filled.lulea, **WHO)


def test_what_was_set_aside_and_is_not_needed_is_free_again(net: Tree, filled: Filled) -> None:
    outage_id = _outage(net)
    actions.accept_loan(outage_id=outage_id, party_id=net.parties["a"], **WHO)
    actions.return_loan(outage_id=outage_id, party_id=net.parties["a"], **WHO)
    assert (_state("R-1001"), queries.routers_left(at=AT)) == ("stock", 3)


@pytest.mark.parametrize(("after", "asked"), [(timedelta(minutes=-1), False), (timedelta(0), True)])
def test_what_is_still_out_three_days_after_the_outage_is_asked_for_at_nine(
    net: Tree, filled: Filled, after: timedelta, asked: bool
) -> None:
    outage_id = _outage(net)
    loan_id = actions.hand_out(party_id=net.parties["a"], **GIVEN, **WHO)
    actions.restore(outage_id=outage_id, actor="staff:1", at=AT + 5 * HOUR)
    nine = AT.replace(hour=8, minute=0) + 3 * DAY  # nine in the morning in Sweden
    builders.advance(after=AT + 5 * HOUR, to=nine + after)

    loan = queries.loan(loan_id=loan_id)
    assert loan
    assert (loan.overdue_at is not None) is asked
    assert "loan" not in [word.about.split("_")[0] for word in notices.words_to(party_id=net.parties["c"])]


def test_what_came_back_in_time_is_not_asked_for(net: Tree, filled: Filled) -> None:
    outage_id = _outage(net)
    loan_id = actions.hand_out(party_id=net.parties["a"], **GIVEN, **WHO)
    actions.restore(outage_id=outage_id, actor="staff:1", at=AT + 5 * HOUR)
    actions.take_back(serial="R-1003", place_id=filled.kiruna, actor="staff:1", at=AT + DAY)
    builders.advance(after=AT + 5 * HOUR, to=AT + 4 * DAY)

    loan = queries.loan(loan_id=loan_id)
    assert loan
    assert loan.overdue_at is None


def test_what_does_not_come_back_is_written_off_and_found_again_without_a_loan(net: Tree, filled: Filled) -> None:
    outage_id = _outage(net)
    loan_id = actions.hand_out(party_id=net.parties["a"], **GIVEN, **WHO)
    actions.write_off(loan_id=loan_id, because="moved abroad", **WHO)
    assert (_state("R-1003"), queries.open_loans()) == ("lost", [])
    with pytest.raises(Refused, match="not-found"):
        actions.write_off(loan_id=loan_id, because="again", **WHO)

    assert actions.take_back(serial="R-1003", place_id=filled.kiruna, **WHO) is None
    loan = queries.loan(loan_id=loan_id)
    assert loan
    assert (_state("R-1003"), loan.lost_because, loan.back_at) == ("back", "moved abroad", None)
    assert actions.accept_loan(outage_id=outage_id, party_id=net.parties["a"], **WHO)


def test_what_waits_to_be_handed_over_is_not_lost(net: Tree, filled: Filled) -> None:
    loan_id = actions.accept_loan(outage_id=_outage(net), party_id=net.parties["a"], **WHO)
    with pytest.raises(Refused, match="not-found"):
        actions.write_off(loan_id=loan_id, because="x", **WHO)
    assert _state("R-1001") == "reserved"


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ({}, ["a", "b"]),
        ({"a": False}, ["b"]),
        ({"agg-1": False}, []),
        ({"agg-1": False, "a": True}, ["a"]),
        ({"core": False, "agg-1": True, "b": False}, ["a"]),
        ({"c": False}, ["a", "b"]),
    ],
)
def test_a_router_is_not_offered_where_no_mobile_phone_works(
    net: Tree, filled: Filled, said: dict[str, bool], offered: list[str]
) -> None:
    if said:
        stock.set_coverage(nodes={net.nodes[name]: there for name, there in said.items()}, actor="staff:1", at=AT)
    _outage(net)
    builders.advance(to=AT + timedelta(minutes=1))

    assert _offers(net) == offered


@pytest.mark.parametrize(("leaf", "code"), [("a", "no-coverage"), ("c", "not-found")])
def test_whom_it_would_not_help_is_told_so(net: Tree, filled: Filled, leaf: str, code: str) -> None:
    stock.set_coverage(nodes={net.nodes["a"]: False, net.nodes["c"]: False}, actor="staff:1", at=AT)
    with pytest.raises(Refused, match=code):
        actions.accept_loan(outage_id=_outage(net), party_id=net.parties[leaf], **WHO)


def test_coverage_that_is_denied_after_the_offer_stops_the_hand_over(net: Tree, filled: Filled) -> None:
    actions.accept_loan(outage_id=_outage(net), party_id=net.parties["a"], **WHO)
    stock.set_coverage(nodes={net.nodes["a"]: False}, **WHO)
    with pytest.raises(Refused, match="no-coverage"):
        actions.hand_out(party_id=net.parties["a"], **GIVEN, **WHO)
    assert _state("R-1003") == "stock"


def test_the_newest_word_on_coverage_counts_and_a_services_own_before_its_nodes(net: Tree, filled: Filled) -> None:
    ((own,), (other,)) = (agreements.services_of(party_ids=[net.parties[leaf]]) for leaf in "ab")
    stock.set_coverage(nodes={net.nodes["agg-1"]: True}, services={other.id: True}, actor="staff:1", at=AT)
    stock.set_coverage(nodes={net.nodes["agg-1"]: False}, services={own.id: True}, actor="staff:1", at=AT)
    stock.set_coverage(services={other.id: False}, actor="staff:1", at=AT)

    said = reach.coverage(party_ids=[net.parties[leaf] for leaf in "abc"])
    assert list(said.values()) == [True, False, None]


def test_who_has_a_service_of_which_nobody_knows_may_have_a_router(net: Tree, filled: Filled) -> None:
    builders.service(party_id=net.parties["a"], line_id=builders.line(node_id=net.nodes["c"], at=AT), at=AT)
    stock.set_coverage(nodes={net.nodes["agg-1"]: False}, actor="staff:1", at=AT)

    assert reach.coverage(party_ids=[net.parties["a"]]) == {net.parties["a"]: None}
