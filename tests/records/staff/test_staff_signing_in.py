"""The front door, walked through."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import NoReverseMatch, reverse

from varsel.kit import clock
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.staff import actions, codes

pytestmark = [pytest.mark.database, pytest.mark.urls("records.staff.staff_pages")]
PASSWORD = {"login": "asa@example.test", "password": "seven sleepy otters"}


@pytest.mark.parametrize("address", ["/", "/undecorated/", "/sign-in/preferences/", "/sign-in/second/"])
def test_every_page_asks_for_sign_in_and_remembers_where_one_was_going(client: Client, address: str) -> None:
    assert client.get(address)["Location"] == f"/sign-in/?next={address}"


def test_a_page_says_when_it_is_public(client: Client) -> None:
    assert client.get("/public/").content == b"en Europe/Stockholm"


def test_a_part_asked_for_by_htmx_sends_the_whole_page_to_the_sign_in(client: Client) -> None:
    answer = client.get("/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/sign-in/?next=/"
    assert "Location" not in answer


def test_a_password_alone_opens_only_the_second_step(client: Client, somebody: Callable[..., int]) -> None:
    somebody("agent")
    assert client.post("/sign-in/", PASSWORD)["Location"] == "/sign-in/second/code/"
    assert client.get("/")["Location"] == "/sign-in/?next=/"


def test_password_and_code_open_the_desk(signed_in: Callable[..., Client]) -> None:
    assert b"view_desk" in signed_in("press").get("/").content.split()


def test_a_wrong_code_opens_nothing(client: Client, somebody: Callable[..., int]) -> None:
    key = somebody("agent")
    right = codes.current_code(user_id=key, at=clock.now())
    client.post("/sign-in/", PASSWORD)
    answer = client.post("/sign-in/second/code/", {"code": f"{(int(right) + 1) % 1_000_000:06}"})
    assert b'aria-invalid="true"' in answer.content
    assert client.get("/").status_code == 302


def test_a_code_opens_once(client: Client, somebody: Callable[..., int]) -> None:
    code = {"code": codes.current_code(user_id=somebody("agent"), at=clock.now())}
    client.post("/sign-in/", PASSWORD)
    assert client.post("/sign-in/second/code/", code).status_code == 302
    over_the_shoulder = Client()
    over_the_shoulder.post("/sign-in/", PASSWORD)
    assert over_the_shoulder.post("/sign-in/second/code/", code).status_code == 200


def test_without_a_second_factor_one_must_add_it_before_anything_else(
    client: Client, somebody: Callable[..., int]
) -> None:
    key = somebody("agent", second_factor=False)
    client.post("/sign-in/", PASSWORD)
    for address in ("/", "/undecorated/", "/sign-in/preferences/", "/sign-in/recovery/", "/sign-in/password/"):
        assert client.get(address)["Location"] == "/sign-in/second/"
    client.post("/sign-in/again/?next=/sign-in/app/", {"password": PASSWORD["password"]})
    secret = client.get("/sign-in/app/").context["form"].secret
    before = codes.current_code(user_id=_with_app(secret, somebody), at=clock.now())
    assert client.post("/sign-in/app/", {"code": before})["Location"] == "/sign-in/recovery/"
    assert client.get("/").status_code == 200
    assert Authenticator.objects.filter(user_id=key, type="recovery_codes").exists()


def _with_app(secret: str, somebody: Callable[..., int]) -> int:
    """Add another person whose app holds the same secret: their code is the one to write."""
    key = somebody(email="twin@example.test", second_factor=False)
    actions.enrol_totp(user_id=key, secret=secret, at=clock.now())
    return key


def test_recovery_codes_are_no_second_factor(client: Client, somebody: Callable[..., int]) -> None:
    key = somebody("agent", second_factor=False)
    Authenticator.objects.create(user_id=key, type="recovery_codes", data={})
    client.post("/sign-in/", PASSWORD)
    assert client.get("/")["Location"] == "/sign-in/second/"


def test_the_last_second_factor_stays(signed_in: Callable[..., Client]) -> None:
    inside = signed_in("agent")
    inside.post("/sign-in/again/?next=/", {"password": PASSWORD["password"]})
    assert "your only second step" in inside.get("/sign-in/app/remove/").content.decode()
    inside.post("/sign-in/app/remove/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_nobody_signs_up_or_asks_for_a_new_password_by_e_mail(client: Client) -> None:
    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert client.get("/sign-in/signup/").status_code == 404


def test_whoever_has_left_is_out_at_once(signed_in: Callable[..., Client]) -> None:
    inside = signed_in("agent")
    actions.deactivate(user_id=int(inside.session["_auth_user_id"]), actor="test", at=clock.now())
    assert inside.get("/")["Location"] == "/sign-in/?next=/"
    assert inside.post("/sign-in/", PASSWORD).status_code in {200, 302}
    assert inside.get("/").status_code == 302


def test_the_sixth_wrong_password_is_too_many_even_if_the_next_is_right(
    client: Client, somebody: Callable[..., int]
) -> None:
    somebody("agent")
    for _ in range(5):
        client.post("/sign-in/", {**PASSWORD, "password": "six sleepy otters"})
    answer = client.post("/sign-in/", PASSWORD)
    assert answer.status_code == 200
    assert "Too many failed login attempts" in answer.content.decode()


def test_a_session_ends_with_the_browser(signed_in: Callable[..., Client]) -> None:
    inside = signed_in("agent")
    assert inside.cookies["sessionid"]["max-age"] == ""


def test_signing_out_leads_back_to_the_sign_in(signed_in: Callable[..., Client]) -> None:
    inside = signed_in("agent")
    assert inside.post("/sign-in/out/")["Location"] == "/sign-in/"
    assert inside.get("/").status_code == 302


def test_a_sign_in_is_told_to_the_journal_once_all_its_steps_are_taken(
    client: Client, somebody: Callable[..., int]
) -> None:
    key = somebody("agent")
    client.post("/sign-in/", PASSWORD)
    assert not journal.entries(about=[f"staff:{key}"], kinds=[Kind.SIGNED_IN])
    client.post("/sign-in/second/code/", {"code": codes.current_code(user_id=key, at=clock.now())})
    (told,) = journal.entries(about=[f"staff:{key}"], kinds=[Kind.SIGNED_IN])
    assert told.actor == f"staff:{key}"
