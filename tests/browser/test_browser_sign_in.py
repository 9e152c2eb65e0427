"""Signing in, in a real browser: with a code, and with a passkey alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.people import PASSWORD, give_password, sign_in, somebody
from varsel.kit import clock
from varsel.records.staff import actions, codes

pytestmark = [pytest.mark.browser, pytest.mark.urls("browser.specimen")]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def put_a_key_in(page: Page) -> None:
    """Give the browser an authenticator that says yes to everything."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def test_a_password_and_a_code_open_the_desk(page: Page) -> None:
    somebody("agent")
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("The desk")


def test_a_new_person_adds_an_app_before_anything_else(page: Page, axe: Callable[[Page], list[str]]) -> None:
    somebody("agent", second_factor=False)
    give_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second step")
    page.get_by_role("link", name="Add an authenticator app").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    assert page.locator(".v-qr").evaluate("image => image.naturalWidth > 0")  # the policy lets the picture through
    assert axe(page) == []
    twin = somebody(email="twin@example.test", second_factor=False)
    actions.enrol_totp(user_id=twin, secret=page.locator(".v-secret").inner_text(), at=clock.now())
    page.get_by_label("Code").fill(codes.current_code(user_id=twin, at=clock.now()))
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".v-secret li")).to_have_count(10)
    assert axe(page) == []
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The desk")


def test_a_passkey_alone_opens_the_desk(page: Page, axe: Callable[[Page], list[str]]) -> None:
    somebody("agent")
    put_a_key_in(page)
    sign_in(page)
    page.goto("/sign-in/passkeys/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto("/sign-in/passkeys/")
    assert axe(page) == []
    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in/?next=/specimen/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything the kit can show")


@pytest.mark.parametrize(
    "address", ["/sign-in/", "/sign-in/out/", "/sign-in/closed/"], ids=["sign-in", "sign-out", "closed"]
)
def test_the_pages_outside_are_accessible(page: Page, looks: Callable[[Page, str], None], address: str) -> None:
    looks(page, address)


def test_the_second_step_is_accessible(page: Page, looks: Callable[[Page, str], None]) -> None:
    somebody("agent")
    give_password(page)
    looks(page, "/sign-in/second/code/")


@pytest.mark.parametrize("name", ["preferences", "password", "second", "passkeys"])
def test_the_pages_inside_are_accessible(page: Page, looks: Callable[[Page, str], None], name: str) -> None:
    somebody("agent")
    sign_in(page)
    looks(page, f"/sign-in/{name}/")


@pytest.mark.parametrize("name", ["app/remove", "passkeys/add", "recovery/new"])
def test_the_pages_that_ask_once_more_are_accessible(
    page: Page, axe: Callable[[Page], list[str]], looks: Callable[[Page, str], None], name: str
) -> None:
    somebody("agent")
    sign_in(page)
    page.goto(f"/sign-in/{name}/")
    assert axe(page) == []
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Password", exact=True)).to_have_count(0)
    looks(page, f"/sign-in/{name}/")


def test_a_refusal_is_accessible(page: Page, looks: Callable[[Page, str], None]) -> None:
    somebody("agent")
    sign_in(page)
    looks(page, "/cap/")
