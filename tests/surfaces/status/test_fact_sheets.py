"""One fact sheet per event: to the agents at once, to everybody when somebody has put a name to it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from surfaces.desk.people import inside, staff
from surfaces.status.town import MORNING, Town
from varsel.kit import clock
from varsel.operations.outages import actions, public_page
from varsel.surfaces.status.sheets import queries as sheets

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def plain(settings: object) -> None:
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


def _seen(client: Client, key: int) -> str:
    page = client.get(f"/outages/{key}/facts/").content.decode()
    return re.findall(r'name="seen" value="(\w+)"', page)[0]


def _public(key: int, language: str = "sv") -> tuple[int, str]:
    event = public_page.event(outage_id=key, at=clock.now())
    assert event
    answer = Client().get(f"/status/outages/{event.ref}/facts/?lang={language}")
    return answer.status_code, answer.content.decode()


def test_agents_read_it_at_once_in_three_languages_and_the_press_not_yet(town: Town) -> None:
    key = town.dark("storg", title="Storgatan")
    page = inside(staff("agent")).get(f"/outages/{key}/facts/").content.decode()
    for said in ("Avbrott: Storgatan (Västervik)", "Avbrudd: Storgatan", "Outage: Storgatan"):
        assert said in page
    assert "Approve in my name" not in page
    assert _public(key)[0] == 404


def test_everybody_reads_it_with_the_name_of_who_approved(town: Town) -> None:
    key = town.dark("storg", title="Storgatan")
    press = inside(staff("press", name="Petra Holm"))
    answer = press.post(f"/outages/{key}/facts/approve/", {"seen": _seen(press, key)})
    assert answer.status_code == 302
    status, page = _public(key)
    assert status == 200
    assert "Version 1, godkänd av Petra Holm" in page
    assert "Avbrott: Storgatan (Västervik)" in page
    assert "Fact sheet for the press" not in page


def test_what_changed_meanwhile_is_looked_at_again(town: Town) -> None:
    key = town.dark("storg")
    press = inside(staff("press"))
    seen = _seen(press, key)
    actions.set_crew(outage_id=key, state="on_site", because="", actor="test", at=clock.now())
    answer = press.post(f"/outages/{key}/facts/approve/", {"seen": seen})
    assert answer.status_code == 422
    assert "The facts have changed since you looked." in answer.content.decode()
    assert sheets.versions(outage_id=key) == []


def test_versions_are_kept_and_the_newest_is_read(town: Town) -> None:
    key = town.dark("storg")
    press = inside(staff("press"))
    press.post(f"/outages/{key}/facts/approve/", {"seen": _seen(press, key)})
    assert "Approve in my name" not in press.get(f"/outages/{key}/facts/").content.decode()
    clock.move(to=MORNING + timedelta(hours=1))
    actions.set_crew(outage_id=key, state="night_work", because="", actor="test", at=clock.now())
    assert "i mörkret" not in _public(key)[1]
    press.post(f"/outages/{key}/facts/approve/", {"seen": _seen(press, key)})
    assert [one.number for one in sheets.versions(outage_id=key)] == [2, 1]
    assert "i mörkret" in _public(key)[1]


def test_the_same_is_not_approved_twice(town: Town) -> None:
    key = town.dark("storg")
    press = inside(staff("press"))
    seen = _seen(press, key)
    for _ in range(2):
        press.post(f"/outages/{key}/facts/approve/", {"seen": seen})
    assert len(sheets.versions(outage_id=key)) == 1


def test_an_agent_can_not_approve(town: Town) -> None:
    key = town.dark("storg")
    seen = _seen(inside(staff("press")), key)
    assert (
        inside(staff("agent", name="Arne Ek")).post(f"/outages/{key}/facts/approve/", {"seen": seen}).status_code == 403
    )
    assert sheets.versions(outage_id=key) == []
