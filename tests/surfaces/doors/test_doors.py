"""The front page: five doors, and no dead link."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from surfaces.desk.people import inside, staff
from varsel.surfaces.doors.views import DOORS

pytestmark = pytest.mark.django_db
OPEN = {"desk", "status"}
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def files_as_they_are(settings: Settings) -> None:
    settings.STORAGES = {**settings.STORAGES, **PLAIN_FILES}


def test_it_has_five_doors() -> None:
    assert [door.key for door in DOORS] == ["desk", "mypages", "status", "portal", "api"]


def test_a_door_leads_somewhere_or_says_what_is_missing() -> None:
    assert {door.key for door in DOORS if door.address} == OPEN
    assert all(bool(door.address) != bool(door.missing) for door in DOORS)


def test_everybody_may_stand_before_the_doors(client: Client) -> None:
    answer = client.get("/", headers={"accept-language": "en"})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert text.count("Not open yet.") == 3


@pytest.mark.parametrize(("language", "said"), [("sv", "Inte öppen ännu."), ("nb", "Ikke åpen ennå.")])
def test_they_speak_the_readers_language(client: Client, language: str, said: str) -> None:
    assert said in client.get(f"/?lang={language}").content.decode()


def test_no_link_is_dead(client: Client) -> None:
    links = set(re.findall(r'<a [^>]*href="(/[^"#]*)"', client.get("/").content.decode()))
    assert {client.get(link).status_code for link in links} <= {200, 302}
    assert client.get("/board/")["Location"] == "/sign-in/?next=/board/"


@pytest.mark.parametrize(
    ("held", "room"),
    [
        (["technician"], "/field/"),
        (["technician", "dispatcher"], "/board/"),
        (["technician", "press"], "/board/"),
        (["technician", "admin"], "/board/"),
        (["dispatcher"], "/board/"),
        (["agent"], "/board/"),
        ([], "/board/"),
    ],
)
def test_who_is_signed_in_goes_to_where_their_work_is(held: list[str], room: str) -> None:
    client = inside(staff(*held))

    assert client.get("/")["Location"] == room
    assert client.get("/doors/").status_code == 200
