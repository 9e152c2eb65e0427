"""The page of who works in the field: crews, technicians, skills, vehicles; added, changed, let go."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.test import Client

import builders
from operations.fieldwork import field
from operations.fieldwork.pages.conftest import Crews
from operations.fieldwork.pages.forms import fields
from surfaces.desk.people import inside, staff
from varsel.kit import clock
from varsel.operations.fieldwork import actions, queries
from varsel.records.journal import queries as journal

pytestmark = pytest.mark.database
AT, HOUR, DAY = builders.START, field.HOUR, field.DAY
PEOPLE = "/field/people/"


def _text(client: Client, page: str = PEOPLE) -> str:
    return client.get(page).content.decode()


def _row(text: str, name: str) -> str:
    begin = text.index(f">{name}</a>")
    return text[begin : text.index("</tr>", begin)]


def _worker(technician_id: int) -> queries.Worker:
    found = queries.technician(technician_id=technician_id)
    assert found
    return found


def _change(client: Client, technician_id: int, **more: str) -> Any:
    now = _worker(technician_id)
    known = {"name": now.name, "crew_id": str(now.crew.id), "user_id": str(now.user_id or "")}
    known |= {"day_begins": "07:00", "day_ends": "16:00"}
    return client.post(f"{PEOPLE}technicians/{technician_id}/", known | more)


def test_where_nobody_works_yet_the_page_says_how_they_come(plain: None) -> None:
    with clock.held(at=AT):
        builders.set_policy()
        client = inside(staff("dispatcher"))
        text = _text(client)
        assert client.get(f"{PEOPLE}technicians/new/")["Location"] == f"{PEOPLE}crews/new/"

    for said in ("There are no crews.", "Add a crew, then its people", "There are no vehicles.", "Add a crew"):
        assert said in text
    for unsaid in ("As a file", "people.csv", "technicians/new"):
        assert unsaid not in text


def test_the_board_leads_to_it(dispatcher: Client, crews: Crews) -> None:
    assert f'href="{PEOPLE}"' in _text(dispatcher, "/dispatch/")
    assert f'href="{PEOPLE}"' not in _text(inside(staff("noc")), "/dispatch/")


def test_each_crew_has_its_people_with_skills_hours_sign_in_and_vehicle(dispatcher: Client, crews: Crews) -> None:
    said = {"technician_id": crews.tove, "actor": "test", "at": AT}
    actions.set_skill(**said, skill="climbing", valid_until=date(2026, 3, 2))
    actions.set_skill(**said, skill="electrical", valid_until=date(2026, 3, 1))
    van = actions.add_vehicle(registration="ABC 12D", name="van", actor="test", at=AT)
    lift = actions.add_vehicle(registration="XYZ 789", name="", actor="test", at=AT)
    actions.hand_vehicle(vehicle_id=van, technician_id=crews.tove, actor="test", at=AT)
    actions.hand_vehicle(vehicle_id=lift, crew_id=crews.own, actor="test", at=AT)
    text = _text(dispatcher)

    tove = _row(text, "Tove Lind")
    for part in ("fibre splicing", "climbing", "07:00–16:00", "ABC 12D"):
        assert part in tove
    assert tove.count("Tove Lind") == 2  # her name, and how she signs in
    assert tove.count("ran out") == 1
    assert tove.index("climbing") < tove.index("ran out")
    assert "ABC" not in _row(text, "Nils Berg")
    assert text.index("Fiber norr") < text.index("Gräv &amp; Co")
    assert text[text.index("Fiber norr") : text.index("<table")].count("XYZ 789") == 1
    text = text[text.index('id="vehicles"') :]
    assert "Tove Lind" in _row(text, "ABC 12D")
    assert "as a whole" in _row(text, "XYZ 789")
    with clock.held(at=AT + DAY):
        assert _row(_text(dispatcher), "Tove Lind").count("ran out") == 2


def test_who_has_left_and_what_is_gone_is_not_shown(dispatcher: Client, crews: Crews) -> None:
    van = actions.add_vehicle(registration="ABC 12D", name="van", actor="test", at=AT)
    assert dispatcher.post(f"{PEOPLE}technicians/{crews.nils}/gone/")["Location"] == PEOPLE
    assert dispatcher.post(f"{PEOPLE}vehicles/{van}/gone/")["Location"] == PEOPLE
    _text(dispatcher)  # the words of how it went
    text = _text(dispatcher)

    assert "Nils Berg" not in text
    assert "ABC 12D" not in text
    for page in (f"technicians/{crews.nils}/", f"vehicles/{van}/", "technicians/999/", "vehicles/999/", "crews/999/"):
        assert dispatcher.get(PEOPLE + page).status_code == 404
        assert dispatcher.post(PEOPLE + page).status_code == 404


def test_a_crew_is_added_and_called_otherwise(dispatcher: Client, crews: Crews) -> None:
    page = f"{PEOPLE}crews/new/"
    assert dispatcher.post(page, {"name": "Fiber syd", "kind": "own"})["Location"] == PEOPLE
    again = dispatcher.post(page, {"name": "Fiber syd", "kind": "own"})
    assert again.status_code == 422
    assert "There is one by that name already." in again.content.decode()
    assert dispatcher.post(page, {"name": "X", "kind": "else"}).status_code == 422
    assert [one.name for one in queries.crews()] == ["Fiber norr", "Fiber syd", "Gräv & Co"]

    page = f"{PEOPLE}crews/{crews.own}/"
    assert 'value="Fiber norr"' in _text(dispatcher, page)
    assert dispatcher.post(page, {"name": "Fiber syd"}).status_code == 422
    assert dispatcher.post(page, {"name": "Fiber väst"})["Location"] == PEOPLE
    assert "Fiber väst" in _text(dispatcher)


def test_a_technician_is_added_once_however_often_it_is_sent(dispatcher: Client, crews: Crews) -> None:
    user = staff("technician", name="Kim Ny")
    page = f"{PEOPLE}technicians/new/?crew={crews.own}"
    assert f'<option value="{crews.own}" selected>' in _text(dispatcher, page)
    sent = fields(dispatcher, page, page) | {"name": "Kim Ny", "crew_id": str(crews.own), "user_id": str(user)}
    first, second = (dispatcher.post(page, sent | {"country": "NO", "day_begins": "08:00"}) for _ in range(2))

    found = queries.technician_of(user_id=user)
    assert found
    assert first["Location"] == second["Location"] == f"{PEOPLE}technicians/{found.id}/"
    assert (found.name, found.country, found.day_begins, found.day_ends) == ("Kim Ny", "NO", time(8), time(16))
    assert [one.name for one in queries.technicians()].count("Kim Ny") == 1
    assert "now say what they may do" in _text(dispatcher, first["Location"])


def test_those_who_may_work_and_are_no_technicians_yet_are_offered(dispatcher: Client, crews: Crews) -> None:
    free, press = staff("technician", name="Kim Ny"), staff("press", name="Pia Press")
    offered = _text(dispatcher, f"{PEOPLE}technicians/new/")
    assert f'value="{free}"' in offered
    assert f'<option value="{press}"' not in offered
    assert f'<option value="{crews.user}"' not in offered

    own = _text(dispatcher, f"{PEOPLE}technicians/{crews.tove}/")
    assert f'<option value="{crews.user}" selected>' in own
    assert f'<option value="{free}"' in own
    assert f'<option value="{crews.user}"' not in _text(dispatcher, f"{PEOPLE}technicians/{crews.nils}/")


def test_what_is_known_of_a_technician_is_changed(dispatcher: Client, crews: Crews) -> None:
    page = f"{PEOPLE}technicians/{crews.nils}/"
    answer = _change(dispatcher, crews.nils, name="Nils Bergström", crew_id=str(crews.contractor), day_ends="15:30")
    assert answer["Location"] == page

    now = _worker(crews.nils)
    assert (now.name, now.crew.id, now.day_ends) == ("Nils Bergström", crews.contractor, time(15, 30))
    (entry,) = journal.entries(about=[f"technician:{crews.nils}"], kinds=["technician_changed"])
    assert entry.actor.startswith("staff:")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": " "}, "This field is required."),
        ({"day_ends": "07:00"}, "It ends before it begins."),
        ({"day_ends": "late"}, "valid time"),
        ({"crew_id": "999"}, "not one of the available"),
        ({"user_id": "999"}, "not one of the available"),
    ],
)
def test_what_is_not_whole_changes_nothing(dispatcher: Client, crews: Crews, more: dict[str, str], said: str) -> None:
    before = _worker(crews.nils)
    answer = _change(dispatcher, crews.nils, **more)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert _worker(crews.nils) == before


def test_who_has_orders_neither_leaves_nor_changes_the_crew(dispatcher: Client, crews: Crews, order: int) -> None:
    page, said = f"{PEOPLE}technicians/{crews.tove}/", "has orders that are not over"
    assert dispatcher.post(f"{page}gone/")["Location"] == page
    assert said in _text(dispatcher, page)
    assert said in _change(dispatcher, crews.tove, crew_id=str(crews.contractor)).content.decode()
    assert (_worker(crews.tove).left_at, _worker(crews.tove).crew.id) == (None, crews.own)


def test_a_skill_is_given_until_a_day_and_taken_back(dispatcher: Client, crews: Crews) -> None:
    page = f"{PEOPLE}technicians/{crews.nils}/"
    assert "only orders that demand no skill" in _text(dispatcher, page)
    dispatcher.post(f"{page}skill/", {"skill": "splicing", "valid_until": "2026-03-31"})
    dispatcher.post(f"{page}skill/", {"other": "diving", "skill": "splicing"})
    held = {one.skill: one.valid_until for one in _worker(crews.nils).skills}
    assert held == {"splicing": date(2026, 3, 31), "diving": None}

    dispatcher.post(f"{page}unskill/", {"skill": "splicing"})
    assert _worker(crews.nils).lacks(skills=("splicing",), on=date(2026, 3, 2)) == ("splicing",)
    assert _worker(crews.nils).lacks(skills=("splicing",), on=date(2026, 3, 1)) == ()
    assert _text(dispatcher, page).count('name="skill" value=') == 1  # what is over is not taken back again
    assert dispatcher.post(f"{page}unskill/", {"skill": "flying"}).status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [({}, "Say which skill."), ({"skill": "x"}, "not one of"), ({"other": "x", "valid_until": "soon"}, "valid date")],
)
def test_a_skill_that_is_not_whole_is_not_given(
    dispatcher: Client, crews: Crews, sent: dict[str, str], said: str
) -> None:
    answer = dispatcher.post(f"{PEOPLE}technicians/{crews.nils}/skill/", sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="Nils Berg"' in answer.content.decode()
    assert _worker(crews.nils).skills == ()


def test_a_vehicle_is_added_handed_over_and_back(dispatcher: Client, crews: Crews) -> None:
    answer = dispatcher.post(f"{PEOPLE}vehicles/new/", {"registration": "ABC 12D", "name": "van"})
    (car,) = queries.cars()
    page = f"{PEOPLE}vehicles/{car.id}/"
    assert answer["Location"] == page
    for who, has in (
        (f"t:{crews.tove}", (crews.tove, crews.own)),
        (f"c:{crews.contractor}", (None, crews.contractor)),
        ("", (None, None)),
    ):
        assert dispatcher.post(f"{page}hand/", {"who": who})["Location"] == page
        assert (queries.cars()[0].technician_id, queries.cars()[0].crew_id) == has
        assert (f'value="{who}" selected' in _text(dispatcher, page)) is True
    dispatcher.post(f"{page}hand/", {"who": "t:999"})
    assert "Choose who has it." in _text(dispatcher, page)
    assert dispatcher.post(page, {"name": "lift"})["Location"] == page
    assert queries.cars()[0].name == "lift"
    assert dispatcher.post(f"{PEOPLE}vehicles/new/", {"registration": "ABC 12D"}).status_code == 422


def test_both_lists_are_files(dispatcher: Client, crews: Crews) -> None:
    actions.set_skill(technician_id=crews.tove, skill="climbing", valid_until=date(2026, 3, 31), actor="test", at=AT)
    van = actions.add_vehicle(registration="ABC 12D", name="van", actor="test", at=AT)
    actions.hand_vehicle(vehicle_id=van, technician_id=crews.tove, actor="test", at=AT)

    people = _text(dispatcher, "/field/people.csv").splitlines()
    skills = "climbing (2026-03-31), fibre splicing"
    assert f"Fiber norr;our own;Tove Lind;SE;{skills};07:00;16:00;Tove Lind;ABC 12D" in people
    assert "Gräv & Co;contractor;Gro Dahl;SE;fibre splicing;07:00;16:00;;" in people
    assert len(people) == 4
    assert "ABC 12D;van;Fiber norr;Tove Lind" in _text(dispatcher, "/field/vehicles.csv").splitlines()


@pytest.mark.parametrize("role", ["technician", "agent", "noc", "admin"])
def test_only_dispatch_sees_and_changes_who_works_in_the_field(crews: Crews, role: str) -> None:
    client = inside(staff(role, name="Else Who"))

    for page in (PEOPLE, "/field/people.csv", "/field/vehicles.csv", f"{PEOPLE}technicians/{crews.tove}/"):
        assert client.get(page).status_code == 403
    assert client.post(f"{PEOPLE}technicians/{crews.nils}/gone/").status_code == 403
    assert _worker(crews.nils).left_at is None


@pytest.mark.parametrize(("language", "said"), [("sv", "Vilka som arbetar ute"), ("nb", "Hvem som jobber ute")])
def test_it_speaks_the_readers_language(dispatcher: Client, crews: Crews, language: str, said: str) -> None:
    assert said in _text(dispatcher, f"{PEOPLE}?lang={language}")
