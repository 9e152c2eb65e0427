"""The base of all pages, looked at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.people import sign_in, somebody
from browser.sight import no_sideways_scroll

pytestmark = [pytest.mark.browser, pytest.mark.urls("browser.specimen")]
FONT = "() => document.fonts.check('16px Inter') && getComputedStyle(document.body).fontFamily"


@pytest.mark.parametrize("address", ["/specimen/", "/public/", "/nowhere/"])
def test_pages_are_accessible_in_light_and_dark_wide_and_narrow(
    page: Page, looks: Callable[[Page, str], None], address: str
) -> None:
    looks(page, address)


def test_the_page_is_set_in_inter_from_our_own_origin(page: Page) -> None:
    page.goto("/specimen/")
    page.evaluate("() => document.fonts.ready")
    assert "Inter" in page.evaluate(FONT)


def test_codes_and_amounts_never_break_over_lines(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto("/specimen/")
    for row in page.locator("code, time, .v-money").all():
        assert row.evaluate("node => node.getClientRects().length") == 1


def test_buttons_side_by_side_do_not_touch(page: Page) -> None:
    page.goto("/specimen/")
    approve = page.get_by_role("button", name="Approve").bounding_box()
    hold = page.get_by_role("button", name="Hold").bounding_box()
    assert approve is not None
    assert hold is not None
    assert hold["x"] - (approve["x"] + approve["width"]) >= 8
    assert hold["y"] == approve["y"]


def test_the_first_tab_leads_past_the_header(page: Page) -> None:
    page.goto("/specimen/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_it_can_be_read_at_four_hundred_per_cent(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto("/specimen/")
    assert no_sideways_scroll(page)


def test_states_keep_mark_and_word_when_colours_are_forced(page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/specimen/")
    expect(page.locator(".v-state").nth(2)).to_contain_text("down")
    assert page.locator(".v-state use").count() == page.locator(".v-state").count()
    assert axe(page) == []


def test_print_is_light_even_for_those_who_read_in_the_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark", media="print")
    page.goto("/specimen/")
    assert page.locator("body").evaluate("b => getComputedStyle(b).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("body").evaluate("b => getComputedStyle(b).color") == "rgb(0, 0, 0)"
    expect(page.get_by_role("button", name="Approve")).to_be_hidden()


def test_htmx_swaps_in_a_refused_form_and_the_page_stays_accessible(
    page: Page, axe: Callable[[Page], list[str]]
) -> None:
    page.goto("/specimen/")
    page.get_by_label("Amount").fill("much")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#part .ds-validation-message")).to_have_text("Enter a valid value.")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)  # the part, not a page inside the page
    assert axe(page) == []


def test_the_same_form_works_without_javascript(browser: Browser, live_server: object) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/specimen/")
    page.get_by_label("Amount").fill("much")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".ds-validation-message")).to_have_text("Enter a valid value.")
    context.close()


def test_single_keys_walk_the_rows_and_find_the_search_field(page: Page) -> None:
    somebody("agent")
    sign_in(page)
    page.goto("/specimen/")
    rows = page.locator("[data-rows] a")
    for key, row in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
        page.keyboard.press(key)
        expect(rows.nth(row)).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("searchbox")).to_have_value("j")


def test_a_question_mark_opens_the_sheet_and_escape_closes_it(page: Page, axe: Callable[[Page], list[str]]) -> None:
    somebody("agent")
    sign_in(page)
    page.goto("/specimen/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_single_keys_can_be_switched_off(page: Page) -> None:
    somebody("agent")
    sign_in(page)
    page.goto("/sign-in/preferences/")
    page.get_by_label("Single-key shortcuts").uncheck()
    page.get_by_label("Tables").select_option("compact")
    page.get_by_role("button", name="Save").click()
    page.goto("/specimen/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.locator("[data-rows] tbody tr").first.bounding_box()["height"] == pytest.approx(32, abs=2)
