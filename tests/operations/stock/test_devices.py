"""Devices one by one: entered, set aside, out, back, ready, lost; the count goes with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import builders
from operations.stock.filled import ICCIDS, ROUTER, Filled, fill
from varsel.operations.stock import actions, queries
from varsel.operations.stock.actions import New
from varsel.operations.stock.importing import BadListError, is_iccid, read_devices
from varsel.operations.stock.refusals import Refused

AT = builders.START
WHO = {"actor": "test", "at": AT}
pytestmark = pytest.mark.database


@pytest.fixture
def filled(db: None) -> Filled:
    """Three routers in Kiruna, all free."""
    return fill(at=AT)


def _state(serial: str) -> str:
    found = queries.device_called(serial=serial)
    assert found
    return found.state


def _aside(subject: str = "loan:1") -> int:
    found = actions.set_aside(item=ROUTER, subject=subject, at=AT)
    assert found
    return found.id


def test_a_device_that_is_set_aside_is_reserved_on_its_shelf_and_goes_when_it_is_handed_out(filled: Filled) -> None:
    key = _aside()
    assert (_state("R-1001"), queries.count(item=ROUTER)) == ("reserved", 2)

    actions.hand_out(device_id=key, **WHO)

    (shelf,) = queries.shelves(item=ROUTER)
    assert (_state("R-1001"), shelf.count, shelf.reserved, shelf.serials) == ("out", 2, 0, 2)


def test_what_comes_back_is_made_ready_before_it_counts_again(filled: Filled) -> None:
    key = _aside()
    actions.hand_out(device_id=key, **WHO)
    actions.take_in(device_id=key, place_id=filled.lulea)
    assert (_state("R-1001"), queries.count(item=ROUTER)) == ("back", 2)

    actions.make_ready(serial=" r-1001 ", **WHO)

    assert (_state("R-1001"), queries.count(item=ROUTER)) == ("stock", 3)
    assert [(one.warehouse, one.count) for one in queries.shelves(item=ROUTER)] == [("Kiruna", 2), ("Luleå", 1)]


def test_the_device_in_the_hand_takes_the_place_of_the_one_that_was_set_aside(filled: Filled) -> None:
    _aside()
    actions.set_aside_this(serial="R-1003", subject="loan:1", **WHO)

    assert (_state("R-1001"), _state("R-1003"), queries.count(item=ROUTER)) == ("stock", "reserved", 2)


@pytest.mark.parametrize("serial", ["R-1001", "R-9999"])
def test_what_another_was_set_aside_for_or_nobody_knows_is_refused(filled: Filled, serial: str) -> None:
    _aside("loan:1")
    _aside("loan:2")
    with pytest.raises(Refused, match=r"not-there|not-found"):
        actions.set_aside_this(serial=serial, subject="loan:2", **WHO)

    assert (_state("R-1001"), _state("R-1002"), queries.count(item=ROUTER)) == ("reserved", "reserved", 1)


def test_none_is_set_aside_where_all_are_reserved(filled: Filled) -> None:
    actions.reserve(subject="job:2", needs=[(ROUTER, 2)], **WHO)
    assert actions.set_aside(item=ROUTER, subject="loan:1", at=AT)
    assert actions.set_aside(item=ROUTER, subject="loan:2", at=AT) is None


def test_one_without_a_number_is_taken_only_where_there_is_one(filled: Filled) -> None:
    assert actions.take(item=ROUTER, subject="loan:1", **WHO) is None
    actions.come(item=ROUTER, place_id=filled.lulea, count=1, **WHO)
    assert actions.take(item=ROUTER, subject="loan:1", **WHO) == "Luleå"
    assert actions.take(item=ROUTER, subject="loan:1", **WHO) is None


def test_what_is_let_go_goes_to_who_waits(filled: Filled) -> None:
    key = _aside()
    actions.reserve(subject="job:2", needs=[(ROUTER, 3)], **WHO)
    assert queries.standing(subject="job:2").needs[0].missing == 1

    actions.let_go(device_id=key, **WHO)

    assert queries.standing(subject="job:2").is_here


@pytest.mark.parametrize(("act", "states"), [("hand_out", "stock out"), ("let_go", "stock out")])
def test_only_what_is_set_aside_is_handed_out_or_let_go(filled: Filled, act: str, states: str) -> None:
    key = _aside()
    if "out" in states:
        actions.hand_out(device_id=key, **WHO)
    with pytest.raises(Refused, match="not-there"):
        getattr(actions, act)(device_id=key, **WHO)
    assert _state("R-1001") == "out"


def test_a_device_is_written_off_wherever_it_is_but_not_twice(filled: Filled) -> None:
    found = queries.device_called(serial="R-1001")
    assert found
    actions.write_off(device_id=found.id, because="fell into the river", **WHO)
    assert (_state("R-1001"), queries.count(item=ROUTER)) == ("lost", 2)
    with pytest.raises(Refused, match="not-there"):
        actions.write_off(device_id=found.id, because="again", **WHO)


def test_a_written_off_device_that_was_promised_is_taken_from_who_asked_last(filled: Filled) -> None:
    actions.reserve(subject="job:2", needs=[(ROUTER, 2)], **WHO)
    actions.reserve(subject="job:3", needs=[(ROUTER, 1)], **WHO)
    found = queries.device_called(serial="R-1002")
    assert found
    actions.write_off(device_id=found.id, because="burnt", **WHO)

    assert queries.standing(subject="job:2").is_here
    assert queries.standing(subject="job:3").needs[0].missing == 1


@pytest.mark.parametrize("new", [New("R-1001"), New("r-1001"), New("R-5", ICCIDS[0]), New("R-5", None, "+46700000001")])
def test_a_number_that_is_known_is_not_entered_again(filled: Filled, new: New) -> None:
    with pytest.raises(Refused, match="entered-already"):
        actions.enter_devices(item=ROUTER, place_id=filled.lulea, devices=[New("R-4"), new], **WHO)
    assert queries.device_called(serial="R-4") is None
    assert queries.count(item=ROUTER) == 3


def test_devices_are_moved_by_their_numbers(filled: Filled) -> None:
    ends = {"source_id": filled.kiruna, "target_id": filled.car}
    with pytest.raises(Refused, match="has-serials"):
        actions.transfer(item=ROUTER, count=1, **ends, **WHO)
    with pytest.raises(Refused, match="not-there"):
        actions.transfer(item=ROUTER, count=1, **ends, serials=["R-9"], **WHO)
    actions.transfer(item=ROUTER, count=1, **ends, serials=["R-1002"], **WHO)

    found = queries.device_called(serial="R-1002")
    assert found
    assert found.place
    assert found.place.called == "ABC 123"


@pytest.mark.parametrize(
    ("act", "given"),
    [
        (actions.set_count, {"warehouse": "Kiruna", "item": ROUTER, "count": 2}),
        (actions.use, {"subject": "job:2", "used": [(ROUTER, 1)]}),
        (actions.load, {"subject": "job:2"}),
    ],
)
def test_devices_do_not_leave_in_a_number(filled: Filled, act: Callable[..., object], given: dict[str, Any]) -> None:
    actions.reserve(subject="job:2", needs=[(ROUTER, 1)], **WHO)
    more = {"vehicle_id": filled.car} if act is actions.load else {}
    with pytest.raises(Refused, match="has-serials"):
        act(**given, **more, **WHO)
    assert [(one.warehouse, one.count) for one in queries.shelves(item=ROUTER)] == [("Kiruna", 3)]


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        (ICCIDS[0], True),
        (ICCIDS[0][:-1] + "1", False),
        (ICCIDS[0][:18], True),  # so short it carries no check digit
        (ICCIDS[0][:17], False),
        ("99" + ICCIDS[0][2:], False),
        ("８９46071512345678902", False),
    ],
)
def test_the_number_of_a_sim_is_checked(text: str, fits: bool) -> None:
    assert is_iccid(text=text) is fits


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no line"),
        (";89", "Line 1: write the serial number"),
        ("R-1\nR-2;8946071512345678903", "Line 2: 8946071512345678903 is no ICCID"),
        ("R-1;;0701234567", "Line 1: 0701234567 is no number"),
        ("R-1\nr-1", "Line 2: R-1 stands twice"),
        ("R-1;;+46700000001;x", "Line 1: write"),
    ],
)
def test_a_list_that_can_not_be_read_names_its_line(text: str, says: str) -> None:
    with pytest.raises(BadListError, match=says):
        read_devices(text=text)


def test_a_list_is_read_as_a_scanner_writes_it() -> None:
    found = read_devices(text=f"\ufeffr-1; {ICCIDS[0]} ;+46 70 000 00 01\n\nR-2\n")
    assert found == [New("R-1", ICCIDS[0], "+46700000001"), New("R-2")]
