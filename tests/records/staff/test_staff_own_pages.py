"""A person's own pages, and the page for those who lack a right."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from varsel.records.staff.models import User

pytestmark = [pytest.mark.database, pytest.mark.urls("records.staff.staff_pages")]
CHOICES = {"language": "nb", "color_scheme": "dark", "density": "compact"}


def test_a_refusal_says_which_right_is_missing_whose_it_is_and_who_gives_it(
    signed_in: Callable[..., Client], somebody: Callable[..., int]
) -> None:
    somebody("admin", email="bo@example.test")
    answer = signed_in("agent").get("/cap/")
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "lift the daily cap" in text
    assert "finance" in text
    assert "Roles are given by: Åsa Öberg." in text


def test_a_refusal_does_not_fail_when_nobody_can_give_roles(signed_in: Callable[..., Client]) -> None:
    assert "ask whoever runs the installation" in signed_in("agent").get("/cap/").content.decode()


def test_whoever_holds_the_right_passes(signed_in: Callable[..., Client]) -> None:
    assert signed_in("finance").get("/cap/").content == b"the cap"


def test_preferences_are_kept_and_the_next_page_follows_them(signed_in: Callable[..., Client]) -> None:
    inside = signed_in("agent")
    answer = inside.post("/sign-in/preferences/", CHOICES, follow=True)
    text = answer.content.decode()
    assert (
        '<html lang="nb" data-color-scheme="dark" data-size="sm" data-density="compact" data-shortcuts="off">' in text
    )
    assert "Lagret." in text


def test_a_preference_that_does_not_exist_is_refused_and_nothing_changes(signed_in: Callable[..., Client]) -> None:
    inside = signed_in("agent")
    assert inside.post("/sign-in/preferences/", {**CHOICES, "density": "thick"}).status_code == 422
    assert User.objects.get().density == "normal"


def test_a_person_changes_no_one_but_themselves(signed_in: Callable[..., Client]) -> None:
    inside = signed_in("agent")
    inside.post("/sign-in/preferences/", {**CHOICES, "email": "x@example.test", "is_active": ""})
    assert User.objects.get().email == "asa@example.test"


def test_the_language_switch_keeps_the_page_and_the_choice(signed_in: Callable[..., Client]) -> None:
    inside = signed_in("agent")
    answer = inside.post("/sign-in/language/", {"language": "sv", "next": "/cap/?page=2"})
    assert answer["Location"] == "/cap/?page=2"
    assert '<html lang="sv"' in inside.get("/cap/").content.decode()
    assert User.objects.get().language == "sv"


def test_the_language_switch_leads_to_no_other_place(client: Client) -> None:
    answer = client.post("/sign-in/language/", {"language": "sv", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_a_visitor_switches_language_too(client: Client) -> None:
    client.post("/sign-in/language/", {"language": "nb", "next": "/sign-in/"})
    assert "Logg inn" in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize(("asked", "spoken"), [("sv", b"sv"), ("nb", b"nb"), ("fi", b"en"), ("", b"en")])
def test_the_address_may_name_the_language_of_a_public_page(client: Client, asked: str, spoken: bytes) -> None:
    answer = client.get("/public/", {"lang": asked})
    assert answer.content.split()[0] == spoken
    assert not answer.cookies


def test_a_signed_in_person_reads_their_own_language_everywhere(signed_in: Callable[..., Client]) -> None:
    assert signed_in("agent", language="nb").get("/public/").content.split()[0] == b"nb"
