"""Dispatch's board: who has what when, what nobody has, what is late and waits; giving, moving, undoing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

import builders
from operations.fieldwork import field
from operations.fieldwork.pages.conftest import Crews
from operations.fieldwork.pages.forms import fields
from surfaces.desk.people import inside, staff
from varsel.kit import clock
from varsel.operations.fieldwork import actions
from varsel.records.journal import queries as journal

pytestmark = pytest.mark.database
AT, MINUTE, HOUR, DAY = builders.START, field.MINUTE, field.HOUR, field.DAY


def _text(client: Client, page: str = "/dispatch/") -> str:
    return client.get(page).content.decode()


def _give(
    client: Client, order_id: int, who: str, begin: str = "2026-03-02T10:00", end: str = "2026-03-02T11:00"
) -> Any:
    return client.post(f"/orders/{order_id}/assign/", {"who": who, "begins_at": begin, "ends_at": end})


def _part(text: str, begin: str, end: str) -> str:
    return text[text.index(begin) : text.index(end)]


def test_a_board_without_crews_says_how_they_come(plain: None) -> None:
    with clock.held(at=AT):
        builders.set_policy()
        text = _text(inside(staff("dispatcher")))

    assert "There are no crews." in text
    assert "Every order is somebody&#x27;s." in text or "Every order is somebody's." in text


def test_each_has_their_orders_in_order_of_time_and_nobodys_stand_beside(
    dispatcher: Client, crews: Crews, order: int
) -> None:
    field.order(description="Of nobody yet")
    before = field.order(description="First thing")
    field.assign(before, crews.tove, begins_at=AT, ends_at=AT + HOUR)
    text = _text(dispatcher)

    crew = _part(text, "Fiber norr <span", "Gräv &amp; Co <span")
    assert crew.index("First thing") < crew.index("Splice the drop")
    assert "Of nobody yet" in _part(text, 'id="unassigned"', 'id="late"')
    assert "Nils Berg" in crew
    assert "Anna Lindqvist" not in text


def test_what_is_late_and_what_waits_for_what_stands_beside(dispatcher: Client, crews: Crews, order: int) -> None:
    held = field.order(description="Dig a ditch")
    actions.wait(order_id=held, kind="digging_permit", what="permit for the ditch", place="Växjö", actor="test", at=AT)
    with clock.held(at=AT + HOUR + MINUTE):
        text = _text(dispatcher)

    assert "Splice the drop" in _part(text, 'id="late"', 'id="waiting"')
    waiting = _part(text, 'id="waiting"', 'class="v-crews"')
    for said in ("Dig a ditch", "digging permit: permit for the ditch (Växjö)", "nobody knows when"):
        assert said in waiting


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("", True),
        ("?skill=splicing", True),
        ("?skill=climbing", False),
        ("?kind=service", True),
        ("?kind=outage", False),
        ("?state=acknowledged", True),
        ("?state=held", False),
        ("?state=nonsense&kind=nonsense&crew=nonsense", True),
        ("?crew=999999", False),
    ],
)
@pytest.mark.parametrize("address", ["/dispatch/", "/dispatch/2026-03-02/", "/dispatch/2026-03-02.csv"])
def test_filters_are_addresses(dispatcher: Client, order: int, query: str, is_there: bool, address: str) -> None:
    assert ("Splice the drop" in _text(dispatcher, address + query)) is is_there


def test_a_crews_board_shows_that_crew(dispatcher: Client, crews: Crews, order: int) -> None:
    text = _text(dispatcher, f"/dispatch/?crew={crews.contractor}")

    assert "Splice the drop" not in text
    assert "Fiber norr <span" not in text


def test_days_are_addresses(dispatcher: Client, order: int) -> None:
    text = _text(dispatcher, "/dispatch/2026-03-03/?skill=splicing")

    assert "Splice the drop" not in text
    assert 'href="/dispatch/2026-03-02/?skill=splicing"' in text
    assert 'href="/dispatch/2026-03-04/?skill=splicing"' in text
    for nonsense in ("2026-13-01", "tomorrow", "2026-3-1", "２０２６-03-01"):
        assert dispatcher.get(f"/dispatch/{nonsense}/").status_code == 404


def test_an_order_is_given_and_the_board_says_so(dispatcher: Client, crews: Crews) -> None:
    key = field.order(description="Splice")
    answer = _give(dispatcher, key, f"t:{crews.tove}")

    assert answer["Location"] == f"/dispatch/2026-03-02/?given={key}#order-{key}"
    assert (field.job(key).technician_id, field.job(key).begins_at) == (crews.tove, AT + HOUR)
    assert "Undo" in _text(dispatcher, f"/dispatch/2026-03-02/?given={key}")


def test_a_contractor_takes_an_order_as_a_whole(dispatcher: Client, crews: Crews) -> None:
    key = field.order(description="Dig and splice")
    _give(dispatcher, key, f"c:{crews.contractor}")

    assert (field.job(key).crew_id, field.job(key).technician_id) == (crews.contractor, None)
    assert "whoever takes it" in _text(dispatcher)


def test_who_lacks_a_skill_is_refused_with_the_skill(dispatcher: Client, crews: Crews) -> None:
    key = field.order(skills=("climbing", "splicing"))
    assert "Nils Berg – lacks climbing, fibre splicing" in _text(dispatcher, f"/orders/{key}/assign/")

    answer = _give(dispatcher, key, f"t:{crews.nils}")

    assert answer.status_code == 422
    assert "Missing: climbing, fibre splicing." in answer.content.decode()
    assert field.job(key).crew_id is None


def test_two_orders_at_once_are_refused(dispatcher: Client, crews: Crews, order: int) -> None:
    key = field.order()
    shown = _text(dispatcher, f"/orders/{key}/assign/?day=2026-03-02")
    assert "10:00" in _part(shown, 'id="who-has"', "</table>")

    answer = _give(dispatcher, key, f"t:{crews.tove}", "2026-03-02T10:30", "2026-03-02T11:30")

    assert answer.status_code == 422
    assert "has another order then" in answer.content.decode()
    assert field.job(key).crew_id is None


@pytest.mark.parametrize(
    ("who", "begin", "end", "said"),
    [
        ("", "2026-03-02T10:00", "2026-03-02T11:00", "This field is required."),
        ("t:999999", "2026-03-02T10:00", "2026-03-02T11:00", "not one of the available"),
        ("t", "2026-03-02T11:00", "2026-03-02T11:00", "It ends before it begins."),
        ("t", "2026-03-02T06:00", "2026-03-02T07:00", "what is planned lies ahead"),
    ],
)
def test_what_is_not_whole_is_refused(
    dispatcher: Client, crews: Crews, who: str, begin: str, end: str, said: str
) -> None:
    key = field.order()
    answer = _give(dispatcher, key, f"t:{crews.tove}" if who == "t" else who, begin, end)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert field.job(key).crew_id is None


def test_a_first_giving_is_undone_to_nobody(dispatcher: Client, crews: Crews) -> None:
    key = field.order()
    _give(dispatcher, key, f"t:{crews.tove}")
    page, address = f"/dispatch/2026-03-02/?given={key}", f"/orders/{key}/undo/"
    sent = fields(dispatcher, page, address)

    dispatcher.post(address, sent)
    assert field.job(key).crew_id is None
    dispatcher.post(address, sent)
    assert "undone any more" in _text(dispatcher)


def test_a_move_is_undone_to_who_had_it_when(dispatcher: Client, crews: Crews, order: int) -> None:
    _give(dispatcher, order, f"t:{crews.gro}", "2026-03-02T13:00", "2026-03-02T14:00")
    assert field.job(order).technician_id == crews.gro
    page, address = f"/dispatch/2026-03-02/?given={order}", f"/orders/{order}/undo/"

    dispatcher.post(address, fields(dispatcher, page, address))

    now = field.job(order)
    assert (now.technician_id, now.begins_at, now.ends_at) == (crews.tove, AT + HOUR, AT + 2 * HOUR)


@pytest.mark.parametrize(("minutes", "is_offered"), [(10, True), (11, False)])
def test_undo_is_offered_for_ten_minutes(dispatcher: Client, crews: Crews, minutes: int, is_offered: bool) -> None:
    key = field.order()
    _give(dispatcher, key, f"t:{crews.tove}")
    with clock.held(at=AT + timedelta(minutes=minutes)):
        text = _text(dispatcher, f"/dispatch/2026-03-02/?given={key}")

    assert ('id="undo"' in text) is is_offered


def test_undo_is_not_offered_once_it_was_accepted_nor_to_others(dispatcher: Client, crews: Crews) -> None:
    key = field.order()
    _give(dispatcher, key, f"t:{crews.tove}")
    page = f"/dispatch/2026-03-02/?given={key}"
    assert 'id="undo"' not in _text(inside(staff("dispatcher", name="Eva Lund")), page)
    actions.accept(order_id=key, worker_id=crews.tove, actor="staff:7", at=AT)

    assert 'id="undo"' not in _text(dispatcher, page)


def test_network_operations_look_and_change_nothing(crews: Crews, order: int) -> None:
    noc = inside(staff("noc"))
    assert "Splice the drop" in _text(noc)
    assert "/assign/" not in _text(noc)

    assert _give(noc, order, f"t:{crews.gro}").status_code == 403
    assert field.job(order).technician_id == crews.tove


@pytest.mark.parametrize("act", ["unassign", "cancel", "reject"])
def test_an_order_is_taken_back_or_ended_with_a_reason_only(dispatcher: Client, order: int, act: str) -> None:
    dispatcher.post(f"/orders/{order}/{act}/", {"because": " "})
    assert (field.job(order).state, field.job(order).crew_id is None) == ("acknowledged", False)

    dispatcher.post(f"/orders/{order}/{act}/", {"because": "mended by itself"})
    ended = {"unassign": "acknowledged", "cancel": "cancelled", "reject": "rejected"}[act]
    assert field.job(order).state == ended
    assert (field.job(order).crew_id is None) is (act == "unassign")


def test_dispatch_says_what_a_contractor_tells_by_phone(dispatcher: Client, crews: Crews) -> None:
    key = field.order(description="Dig")
    _give(dispatcher, key, f"c:{crews.contractor}")
    page, address = f"/orders/{key}/", f"/orders/{key}/say/"
    answer = dispatcher.post(address, fields(dispatcher, page, address) | {"step": "on_site"})

    assert answer["Location"] == page
    assert field.job(key).step == "on_site"
    assert journal.entries(about=[f"order:{key}"])[-1].actor.startswith("staff:")


def test_what_a_spreadsheet_would_run_is_text_in_the_file(dispatcher: Client, crews: Crews) -> None:
    field.order(description="=cmd()")

    assert "'=cmd()" in dispatcher.get("/dispatch/2026-03-02.csv").content.decode()
