"""The morning of a clerk with 310 proposals, done by keyboard: no mouse is touched in this file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from browser import mornings
from browser.desk import enter
from browser.mornings import FRIDAY_LATE, PROPOSED, morning
from varsel.operations.arrears import pages

pytestmark = pytest.mark.browser
Axe = Callable[[Page], list[str]]


@pytest.fixture
def desk(live_server: object, superuser: psycopg.Connection) -> Iterator[None]:
    """A Tuesday at ten."""
    with morning(superuser=superuser):
        yield


def test_a_clerk_decides_three_hundred_by_keyboard(page: Page, desk: None, live_server: object, axe: Axe) -> None:
    enter(page.context, live_server, "collections")
    page.goto("/")
    _press(page, "g", "p")
    expect(page.locator("#found")).to_have_text(f"{PROPOSED} of {PROPOSED} proposals")
    _press(page, "A")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Approve {PROPOSED} proposals?", timeout=30_000)
    assert "protected identity 2" in " ".join(page.locator("section", has_text="Look twice").inner_text().split())
    assert axe(page) == []
    _press(page, "j", "x", "j", "x")  # those with a sign stand first
    expect(page.get_by_text("2 left out")).to_be_visible()
    for customer in (501, 503, 505):
        mornings.hold(customer=customer)
    _press(page, "e")
    expect(page.get_by_role("button", name=f"Approve {PROPOSED - 2}")).to_be_focused()
    _press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What was done", timeout=30_000)
    expect(page.locator(".v-lead")).to_have_text("305 approved, 3 refused, 2 left out.")
    expect(page.get_by_role("listitem").filter(has_text="Collection is paused for this customer")).to_contain_text("3")
    assert axe(page) == []
    _press(page, "j")
    expect(page.locator("a[data-row]:focus")).to_have_text(re.compile("C50[135]"))  # what was refused stands first
    _press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Customer C50[135]"))


def test_rows_are_ticked_one_by_one_and_by_the_range(page: Page, desk: None, live_server: object) -> None:
    enter(page.context, live_server, "collections")
    page.goto("/proposals/")
    _press(page, "j", "x")
    expect(page.get_by_text("1 chosen")).to_be_visible()
    _press(page, "j", "j", "j", "X")
    expect(page.get_by_text("4 chosen")).to_be_visible()
    _press(page, "k", "x")
    expect(page.get_by_text("3 chosen")).to_be_visible()
    _press(page, "r")
    expect(page.get_by_role("heading", level=1)).to_have_text("Approve 3 proposals?")


def test_a_filter_is_reached_and_taken_away_by_keyboard(page: Page, desk: None, live_server: object, axe: Axe) -> None:
    enter(page.context, live_server, "collections")
    page.goto("/proposals/")
    page.get_by_role("link", name="protected identity").focus()
    _press(page, "Enter")
    expect(page.locator("#found")).to_have_text(f"2 of {PROPOSED} proposals")
    expect(page.get_by_role("link", name="protected identity")).to_be_focused()
    expect(page).to_have_url(re.compile("sign=protected"))
    assert axe(page) == []
    _press(page, "A")
    expect(page.get_by_role("heading", level=1)).to_have_text("Approve 2 proposals?")


def test_what_waits_for_its_moment_is_taken_back_by_keyboard(
    page: Page, live_server: object, superuser: psycopg.Connection, axe: Axe
) -> None:
    with morning(superuser=superuser, at=FRIDAY_LATE):
        enter(page.context, live_server, "collections")
        page.goto("/proposals/?sign=complaint")
        _review_all(page)
        _press(page, "e", "Enter")
        expect(page.get_by_text("1 approved, 0 refused.")).to_be_visible()
        assert axe(page) == []
        _press(page, "u", "Enter")
        expect(page.get_by_text("1 approval was taken back")).to_be_visible()
        assert pages.counts() == {("open", "limit"): PROPOSED}


def test_two_clerks_at_once_are_told_of_each_other(
    page: Page, browser: Browser, desk: None, live_server: object, axe: Axe
) -> None:
    other = browser.new_context(base_url=str(live_server), locale="en-GB")
    enter(page.context, live_server, "collections")
    enter(other, live_server, "collections", name="Per Ek")
    theirs = other.new_page()
    for mine in (page, theirs):
        mine.goto("/proposals/?sign=protected")
        _review_all(mine)
    _press(theirs, "e", "Enter")
    expect(theirs.get_by_text("2 approved, 0 refused.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("2 were approved by Per Ek")).to_be_visible()
    assert axe(page) == []
    other.close()


def test_the_keys_are_listed_and_searching_needs_one(page: Page, desk: None, live_server: object, axe: Axe) -> None:
    enter(page.context, live_server, "collections")
    page.goto("/proposals/")
    _press(page, "?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_contain_text("review all that match the filters")
    assert axe(page) == []
    _press(page, "Escape", "/")
    expect(page.get_by_label("Search customers")).to_be_focused()
    page.keyboard.type("C 7")
    _press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_morning_works_without_javascript(browser: Browser, desk: None, live_server: object) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, locale="en-GB")
    enter(context, live_server, "collections")
    page = context.new_page()
    page.goto("/proposals/?sign=protected")
    page.get_by_role("button", name="Review all 2 that match").press("Enter")
    page.get_by_role("checkbox").first.press("Space")
    page.get_by_role("button", name="Approve 2").press("Enter")
    expect(page.get_by_text("1 approved, 0 refused, 1 left out.")).to_be_visible()
    context.close()


@pytest.mark.parametrize("address", ["/proposals/?sort=most&sign=none&least=100", "/proposals/?state=approved"])
def test_the_lists_are_accessible(
    page: Page, desk: None, live_server: object, looks: Callable[[Page, str], None], address: str
) -> None:
    enter(page.context, live_server, "collections")
    looks(page, address)


def test_review_and_outcome_are_accessible(
    page: Page, desk: None, live_server: object, looks: Callable[[Page, str], None]
) -> None:
    enter(page.context, live_server, "collections")
    page.goto("/proposals/?sign=protected")
    _review_all(page)
    address = page.url.removeprefix(str(live_server))
    looks(page, address)
    page.goto(address)
    _press(page, "e", "Enter")
    expect(page.get_by_text("2 approved, 0 refused.")).to_be_visible()
    looks(page, address)


def _press(page: Page, *keys: str) -> None:
    """Press keys on a page whose script has begun to listen: what is shown is there a moment before."""
    page.wait_for_load_state()
    for key in keys:
        page.keyboard.press(key)


def _review_all(page: Page) -> None:
    """Ask for the review of all that match, and wait for it."""
    _press(page, "A")
    page.wait_for_url(re.compile("batches"))
