"""The desk in a real browser: light and dark, wide and narrow, by keyboard alone, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import desk
from browser.desk import enter
from surfaces.desk.world import World
from varsel.kit import clock
from varsel.operations.arrears import pages

pytestmark = pytest.mark.browser
Axe = Callable[[Page], list[str]]
ADDRESSES = [
    "/board/",
    "/board/?show=calls",
    "/board/?show=suspense",
    "/proposals/",
    "/customers/",
    "/customers/?q=a",
    "/customers/1001/",
    "/customers/1003/",
    "/customers/1001/hold/",
    "/invoices/F-1002/dispute/",
    "/services/fiber-1001/why/",
    "/services/fiber-2001/why/",
    "/when-may-we-limit/",
    "/complaints/",
    "/complaints/new/?customer=1001",
    "/complaints/1/",
]


@pytest.fixture
def operator(live_server: object) -> Iterator[World]:
    """An operator on a Tuesday after Easter."""
    with desk.operator() as world:
        yield world


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_accessible_in_light_and_dark_wide_and_narrow(
    page: Page, live_server: object, operator: World, looks: Callable[[Page, str], None], address: str
) -> None:
    enter(page.context, live_server, "collections", "complaints")
    looks(page, address)


@pytest.mark.parametrize("language", ["sv", "nb"])
@pytest.mark.parametrize("address", ["/board/", "/proposals/", "/customers/1001/"])
def test_longer_words_fit_on_a_small_screen(
    page: Page, live_server: object, operator: World, looks: Callable[[Page, str], None], address: str, language: str
) -> None:
    enter(page.context, live_server, "collections", "complaints", language=language)
    looks(page, f"{address}?lang={language}")


def test_several_proposals_are_approved_by_keyboard_alone(
    page: Page, live_server: object, operator: World, axe: Axe
) -> None:
    enter(page.context, live_server, "collections")
    page.goto("/proposals/")
    for service in ("fiber-1002", "fiber-1003"):
        _tab_to(page, "checkbox", f"Choose {service}")
        page.keyboard.press("Space")
    _tab_to(page, "button", "Review the chosen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Approve 2 proposals?")
    assert axe(page) == []
    _tab_to(page, "button", "Approve 2")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What was done")
    assert axe(page) == []
    levels = pages.levels(service_ids=[operator.services["fiber-1002"], operator.services["fiber-1003"]])
    assert set(levels.values()) == {"limited"}


def test_one_row_leads_to_its_own_review(page: Page, live_server: object, operator: World) -> None:
    enter(page.context, live_server, "collections")
    page.goto("/proposals/")
    page.get_by_role("row", name="fiber-1002").get_by_role("button", name="Review").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Approve 1 proposal?")


def test_a_filter_swaps_the_list_keeps_the_focus_and_is_an_address(
    page: Page, live_server: object, operator: World, axe: Axe
) -> None:
    enter(page.context, live_server, "collections")
    page.goto("/proposals/")
    page.get_by_role("link", name="approved, wait for their moment").press("Enter")
    expect(page.get_by_text("Nothing approved waits for its moment.")).to_be_visible()
    expect(page.get_by_role("link", name="approved, wait for their moment")).to_be_focused()
    expect(page).to_have_url(re.compile("state=approved"))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert axe(page) == []
    page.go_back()
    expect(page.get_by_role("checkbox")).to_have_count(3)


def test_a_tile_swaps_the_board(page: Page, live_server: object, operator: World, axe: Axe) -> None:
    enter(page.context, live_server, "agent")
    page.goto("/board/")
    page.get_by_role("link", name="To be rung").click()
    expect(page.get_by_role("row", name=re.compile("Maja Sundin"))).to_be_visible()
    assert axe(page) == []


def test_a_wrong_form_is_swapped_with_its_error_and_a_right_one_leads_on(
    page: Page, live_server: object, operator: World, axe: Axe
) -> None:
    enter(page.context, live_server, "agent")
    page.goto("/customers/1001/hold/")
    page.get_by_label("To the end of").fill("2026-04-01")
    page.get_by_label("Because").fill("Pays on Friday")
    page.get_by_role("button", name="Put on hold").click()
    expect(page.locator(".ds-validation-message")).to_have_text("Choose today or a later day.")
    assert axe(page) == []
    page.get_by_label("To the end of").fill("2026-05-04")
    page.get_by_role("button", name="Put on hold").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Customer 1001")
    expect(page.get_by_text("Collection is on hold for customer 1001.")).to_be_visible()


def test_a_protected_identity_is_shown_for_a_reason(page: Page, live_server: object, operator: World, axe: Axe) -> None:
    enter(page.context, live_server, "dpo")
    page.goto("/customers/1003/")
    expect(page.get_by_text("Sara Bergman")).to_have_count(0)
    page.get_by_text("Show who it is").click()
    page.get_by_label("Why do you need to see it?").fill("Asked for an extract of her data")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("Sara Bergman")).to_be_visible()
    assert axe(page) == []
    page.reload()
    expect(page.get_by_text("Sara Bergman")).to_have_count(0)


def test_customers_are_found_while_one_types(page: Page, live_server: object, operator: World, axe: Axe) -> None:
    enter(page.context, live_server, "agent")
    page.goto("/customers/")
    page.keyboard.press("/")
    page.keyboard.type("dahl")
    expect(page.get_by_role("link", name="1002")).to_be_visible()
    assert axe(page) == []


def test_the_cap_is_lifted_by_two_people(page: Page, browser: Browser, live_server: object, axe: Axe) -> None:
    with desk.operator(daily_cap=1) as world:
        enter(page.context, live_server, "collections")
        page.goto("/proposals/")
        page.get_by_role("button", name="Review all 3 that match").click()
        page.get_by_role("button", name="Approve 3").click()
        expect(page.get_by_text("Refused:")).to_have_count(2)
        page.goto("/board/")
        assert axe(page) == []
        page.get_by_label("New cap for today").fill("3")
        page.get_by_role("button", name="Ask to lift the cap").click()
        expect(page.get_by_text("You asked: somebody else decides.")).to_be_visible()
        page.context.clear_cookies()
        enter(page.context, live_server, "finance", name="Per Ek")
        page.goto("/board/")
        assert axe(page) == []
        page.get_by_role("button", name="Lift the cap to 3").click()
        expect(page.get_by_text("Up to 3 services may be restricted today.")).to_be_visible()
        assert pages.today(at=clock.now()).cap == 3
        assert world.services


def test_everything_works_without_javascript(browser: Browser, live_server: object, operator: World) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, locale="en-GB")
    enter(context, live_server, "collections", "agent")
    page = context.new_page()
    page.goto("/board/?show=suspense")
    expect(page.get_by_role("cell", name="SEK 250.00")).to_be_visible()
    page.goto("/proposals/")
    page.get_by_role("checkbox", name="Choose fiber-1002").check()
    page.get_by_role("button", name="Review the chosen").click()
    page.get_by_role("button", name="Approve 1").click()
    expect(page.get_by_role("cell", name="Done at once")).to_be_visible()
    page.goto("/customers/?q=anna")
    page.get_by_role("link", name="1001").click()
    page.get_by_role("link", name="Put collection on hold").click()
    page.get_by_label("To the end of").fill("2026-05-04")
    page.get_by_label("Because").fill("Pays on Friday")
    page.get_by_role("button", name="Put on hold").click()
    expect(page.get_by_text("Collection is on hold for customer 1001.")).to_be_visible()
    context.close()


def _tab_to(page: Page, role: str, name: str) -> None:
    """Press Tab until the control has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _press in range(80):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {role} {name!r}")
