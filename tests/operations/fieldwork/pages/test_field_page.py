"""A technician's pages: what is theirs, one step after the other, once however often it is sent."""

from __future__ import annotations

import pytest
from django.test import Client

import builders
from operations.fieldwork import field
from operations.fieldwork.pages.conftest import Crews
from operations.fieldwork.pages.forms import fields
from surfaces.desk.people import inside, staff
from varsel.kit import clock
from varsel.operations.fieldwork import actions, queries
from varsel.operations.fieldwork.pages import steps
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind

pytestmark = pytest.mark.database
AT, MINUTE, HOUR, DAY = builders.START, field.MINUTE, field.HOUR, field.DAY


def _said(order_id: int, kind: Kind) -> int:
    return len(journal.entries(about=[f"order:{order_id}"], kinds=[kind]))


def _text(client: Client, page: str) -> str:
    return client.get(page).content.decode()


def _step(order_id: int, step: str) -> None:
    actions.say(order_id=order_id, step=step, actor="test", at=AT)


def test_a_day_without_work_says_so_and_what_tomorrow_brings(tove: Client, crews: Crews) -> None:
    assert "Nothing today." in _text(tove, "/field/")
    assert "Nothing is planned for you tomorrow yet." in _text(tove, "/field/")
    key = field.order(description="Change a terminal")
    field.assign(key, crews.tove, begins_at=AT + DAY, ends_at=AT + DAY + HOUR)

    assert "Nothing today." in _text(tove, "/field/")
    assert "Change a terminal" in _text(tove, "/field/")


def test_an_order_stands_there_with_its_time_its_place_and_one_button(tove: Client, order: int) -> None:
    text = _text(tove, "/field/")

    for said in ("Splice the drop", "Storgatan 1", "10:00", "11:00", "I take it"):
        assert said in text
    assert text.count("v-next") == 1


def test_whom_to_meet_is_shown_only_while_the_order_is_theirs_and_open(tove: Client, crews: Crews, order: int) -> None:
    for page in ("/field/", f"/field/{order}/"):
        assert "Anna Lindqvist" in _text(tove, page)
        assert 'href="tel:+46700000001"' in _text(tove, page)
    actions.fail(order_id=order, because="nobody at home", actor="test", at=AT)
    for page in ("/field/", f"/field/{order}/"):
        assert "Splice the drop" in _text(tove, page)
        assert "Anna Lindqvist" not in _text(tove, page)
        assert "+46" not in _text(tove, page)


def test_a_customer_of_the_crew_is_met_by_name_only_once_somebody_took_the_order(crews: Crews) -> None:
    gro = staff("technician", name="Gro Dahl")
    other = actions.add_technician(name="Gro", crew_id=crews.contractor, country="SE", user_id=gro, actor="test", at=AT)
    actions.set_skill(technician_id=other, skill="splicing", valid_until=None, actor="test", at=AT)
    having = field.service(name="Anna Lindqvist")
    key = field.order(service_id=having.id)
    actions.assign(
        order_id=key, crew_id=crews.contractor, begins_at=AT + HOUR, ends_at=AT + 2 * HOUR, actor="test", at=AT
    )
    client = inside(gro)
    assert "Anna Lindqvist" not in _text(client, f"/field/{key}/")

    client.post(f"/orders/{key}/accept/", fields(client, "/field/", f"/orders/{key}/accept/"))

    assert field.job(key).technician_id == other
    assert "Anna Lindqvist" in _text(client, f"/field/{key}/")


def test_one_step_follows_the_other_to_the_end(tove: Client, order: int) -> None:
    for act, step in (("accept", "accepted"), ("say", "on_the_way"), ("say", "on_site")):
        address = f"/orders/{order}/{act}/"
        assert tove.post(address, fields(tove, "/field/", address))["Location"] == f"/field/#order-{order}"
        assert field.job(order).step == step
    assert f"/field/{order}/#finish" in _text(tove, "/field/")
    address = f"/orders/{order}/finish/"

    assert tove.post(address, fields(tove, f"/field/{order}/", address))["Location"] == f"/field/#order-{order}"
    assert field.job(order).state == "completed"
    assert "Everything of today is done." in _text(tove, "/field/")


def test_what_is_sent_twice_happens_once_and_is_answered_alike(tove: Client, order: int) -> None:
    address = f"/orders/{order}/accept/"
    sent = fields(tove, "/field/", address)
    first, second = tove.post(address, sent), tove.post(address, sent)

    assert first["Location"] == second["Location"]
    assert _said(order, Kind.ORDER_ACCEPTED) == 1
    assert "Everything" not in _text(tove, "/field/")


def test_a_finish_that_is_sent_twice_is_done_once(tove: Client, order: int) -> None:
    actions.accept(order_id=order, worker_id=field.job(order).technician_id or 0, actor="test", at=AT)
    _step(order, "on_site")
    address = f"/orders/{order}/finish/"
    sent = fields(tove, f"/field/{order}/", address)
    for _ in range(3):
        tove.post(address, sent)

    assert _said(order, Kind.ORDER_COMPLETED) == 1
    assert "already" not in _text(tove, "/field/")


def test_an_old_page_is_refused_with_how_it_stands_now(tove: Client, order: int) -> None:
    actions.accept(order_id=order, worker_id=field.job(order).technician_id or 0, actor="test", at=AT)
    address = f"/orders/{order}/say/"
    old = fields(tove, "/field/", address)
    _step(order, "on_site")

    tove.post(address, old)

    text = _text(tove, "/field/")
    assert "The order is now: under way, on site (Tove Lind)." in text
    assert (field.job(order).step, _said(order, Kind.ORDER_STEP)) == ("on_site", 1)


def test_a_page_of_an_order_that_is_over_says_that_it_is_over(tove: Client, order: int) -> None:
    address = f"/orders/{order}/accept/"
    old = fields(tove, "/field/", address)
    actions.cancel(order_id=order, because="mended by itself", actor="test", at=AT)

    tove.post(address, old)

    assert "It is over already. The order is now: called off" in _text(tove, "/field/")
    assert _said(order, Kind.ORDER_ACCEPTED) == 0


def test_an_order_that_was_given_away_meanwhile_is_no_longer_theirs(tove: Client, crews: Crews, order: int) -> None:
    address = f"/orders/{order}/accept/"
    old = fields(tove, "/field/", address)
    actions.set_skill(technician_id=crews.nils, skill="splicing", valid_until=None, actor="test", at=AT)
    field.assign(order, crews.nils)

    answer = tove.post(address, old)

    assert answer["Location"] == "/field/"
    text = _text(tove, "/field/")
    assert "The order is somebody else&#x27;s." in text
    assert "Nils" not in text
    assert _said(order, Kind.ORDER_ACCEPTED) == 0


def test_a_page_without_a_key_does_nothing(tove: Client, order: int) -> None:
    tove.post(f"/orders/{order}/accept/", {"standing": "acknowledged.."})

    assert _said(order, Kind.ORDER_ACCEPTED) == 0


def test_another_technicians_order_is_not_shown_and_not_worked_on(tove: Client, crews: Crews) -> None:
    other = field.order(description="Somebody else's work")
    field.assign(other, crews.gro)

    answer = tove.get(f"/field/{other}/")
    assert answer.status_code == 404
    assert "This order is not yours" in answer.content.decode()
    assert tove.get("/field/999999/").status_code == 404
    for page in (f"/orders/{other}/", "/dispatch/", "/visits/"):
        assert tove.get(page).status_code == 403
    sent = {"key": "0196a000-0000-7000-8000-000000000001", "standing": f"acknowledged..{crews.gro}"}
    for act, more in (("accept", {}), ("say", {"step": "on_site"}), ("fail", {"because": "x"})):
        assert tove.post(f"/orders/{other}/{act}/", sent | more).status_code == 302
    assert field.job(other).state == "acknowledged"
    assert field.job(other).step == ""


def test_who_is_no_technician_yet_reads_who_adds_them(crews: Crews) -> None:
    client = inside(staff("technician", name="Ny Tekniker"))

    assert "Dispatch adds you to a crew" in _text(client, "/field/")


def test_what_is_missing_is_said_with_from_where_and_when(tove: Client, order: int) -> None:
    actions.accept(order_id=order, worker_id=field.job(order).technician_id or 0, actor="test", at=AT)
    address = f"/orders/{order}/missing/"
    sent = fields(tove, f"/field/{order}/", address)
    tove.post(address, sent | {"what": "a ladder", "place": "Växjö", "expected": "2026-03-02T14:00"})

    assert field.job(order).state == "held"
    text = _text(tove, "/field/")
    for said in ("a ladder", "Växjö", "14:00", "It has come: go on"):
        assert said in text
    go_on = f"/orders/{order}/go-on/"
    tove.post(go_on, fields(tove, "/field/", go_on))
    assert field.job(order).state == "acknowledged"


@pytest.mark.parametrize(
    ("act", "more", "said"),
    [
        ("missing", {"count": "1"}, "Say what is missing."),
        ("missing", {"count": "1", "what": "x", "expected": "2026-03-02T08:00"}, "This has passed"),
        ("leave", {"kind": "digging_permit"}, "This field is required."),
        ("pause", {}, "This field is required."),
        ("left", {"minutes_left": "0", "travel_minutes": "0"}, "greater than or equal to 1"),
        ("fail", {"because": " "}, "This field is required."),
    ],
)
def test_what_is_not_whole_is_shown_again_and_nothing_happens(
    tove: Client, order: int, act: str, more: dict[str, str], said: str
) -> None:
    actions.accept(order_id=order, worker_id=field.job(order).technician_id or 0, actor="test", at=AT)
    before, address = field.job(order), f"/orders/{order}/{act}/"
    answer = tove.post(address, fields(tove, f"/field/{order}/", address) | more)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert field.job(order) == before


@pytest.mark.parametrize("kind", ["digging_permit", "cable_location", "property_access"])
def test_work_waits_for_those_who_let_it_go_on(tove: Client, order: int, kind: str) -> None:
    actions.accept(order_id=order, worker_id=field.job(order).technician_id or 0, actor="test", at=AT)
    address = f"/orders/{order}/leave/"
    sent = fields(tove, f"/field/{order}/", address) | {"kind": kind, "what": "the yard", "place": "the owner"}

    tove.post(address, sent)

    (wait,) = queries.waits_of(order_ids=[order])[order]
    assert (wait.kind, wait.what, wait.place, wait.expected) == (kind, "the yard", "the owner", None)
    assert "Nobody knows when it comes." in _text(tove, f"/field/{order}/")


def test_the_order_prints_with_its_address(tove: Client, order: int) -> None:
    assert f"http://testserver/field/{order}/" in _text(tove, f"/field/{order}/")


def test_yesterdays_work_that_is_not_over_stands_first(tove: Client, crews: Crews, order: int) -> None:
    later = field.order(description="Of tomorrow")
    field.assign(later, crews.tove, begins_at=AT + DAY, ends_at=AT + DAY + HOUR)
    with clock.held(at=AT + DAY):
        text = _text(tove, "/field/")

    assert text.index("Splice the drop") < text.index("Of tomorrow")
    assert "late" in text


@pytest.mark.parametrize(
    ("said", "following"),
    [
        ("", ["night_work", "on_site", "on_the_way"]),
        ("on_the_way", ["on_site", "night_work"]),
        ("on_site", ["night_work", "on_the_way"]),
    ],
)
def test_what_comes_next_is_offered_first(order: int, said: str, following: list[str]) -> None:
    if said:
        _step(order, said)

    assert steps.steps_left(order=field.job(order)) == following
