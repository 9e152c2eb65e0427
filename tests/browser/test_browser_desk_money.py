"""Search, payments that wait and files that came in, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import desk
from browser.desk import enter
from surfaces.desk.world import World
from surfaces.intake.bank_days import one_day, paid
from varsel.kit import clock
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import suspense
from varsel.records.ledger.actions import Incoming
from varsel.surfaces.intake import bank_files

pytestmark = pytest.mark.browser
Axe = Callable[[Page], list[str]]
NAME = "BGMAX_a-rather-long-name-as-banks-give-them_2026-04-28T090000_0000123456789.txt"


@pytest.fixture
def operator(live_server: object) -> Iterator[World]:
    """An operator on a Tuesday after Easter, with a bank file of which two payments wait."""
    with desk.operator() as world:
        world.invoice("F-7", "1004", "fiber-1004", due=date(2026, 5, 31), ocr="7000000005")
        content = one_day(paid("7000000006", "399.00", serial=1), paid("", "25", serial=2), paid("7000000005", "1"))
        bank_files.book(name=NAME, content=content, at=clock.now(), actor="feed")
        strange = Incoming("ocrgiro", "k9", "00000000000000000000000042", Decimal("12345.00"), "NOK", date(2026, 4, 24))
        ledger.book_payment(payment=strange, at=clock.now(), actor="feed")
        yield world


def _payment(reference: str) -> int:
    return suspense.strays(source="", currency="", text=reference, skip=0, limit=1)[0].id


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize(
    "address",
    [
        "/suspense/",
        "/suspense/?source=nothing",
        "/suspense/{payment}/",
        "/suspense/{payment}/place/?invoice=F-7",
        "/suspense/{payment}/place/?invoice=nothing",
        "/imports/",
        "/imports/1/",
        "/customers/?q=storgatan",
        "/customers/?q=lindkwst",
        "/customers/?q=qx",
    ],
)
def test_pages_are_accessible_in_light_and_dark_wide_and_narrow(
    page: Page, live_server: object, operator: World, looks: Callable[[Page, str], None], address: str, language: str
) -> None:
    enter(page.context, live_server, "finance", language=language)
    looks(page, address.format(payment=_payment("7000000006")))


def test_the_box_of_every_page_is_reached_by_one_key(
    page: Page, live_server: object, operator: World, axe: Axe
) -> None:
    enter(page.context, live_server, "agent")
    for address in ("/", "/proposals/", "/customers/1002/", "/sign-in/preferences/"):
        page.goto(address)
        page.keyboard.press("/")
        expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("fiber-1001")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Customer 1001")


def test_a_row_is_ticked_by_one_key_and_all_is_done_without_the_mouse(
    page: Page, live_server: object, operator: World
) -> None:
    enter(page.context, live_server, "collections")
    page.goto("/proposals/")
    for key in ("j", "x", "j", "x", "k", "x", "j", "j", "x"):
        page.keyboard.press(key)
    ticked = page.get_by_role("checkbox", checked=True)
    expect(ticked).to_have_count(2)
    expect(page.get_by_role("checkbox").first).not_to_be_checked()
    expect(page.get_by_role("row").nth(3).get_by_role("link").first).to_be_focused()


def test_x_where_nothing_can_be_ticked_does_nothing(page: Page, live_server: object, operator: World) -> None:
    enter(page.context, live_server, "finance")
    page.goto("/suspense/")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_role("heading", level=1)).to_have_text("Payments that wait for an owner")


def test_a_payment_is_placed_by_keyboard_alone(page: Page, live_server: object, operator: World, axe: Axe) -> None:
    enter(page.context, live_server, "finance")
    page.goto("/suspense/")
    waits = page.get_by_role("link", name="7000000006")
    for _press in range(10):
        page.keyboard.press("j")
        if waits.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Payment of SEK 399.00")
    page.get_by_role("link", name="Look at it F-7").press("Enter")
    expect(page.get_by_text("It can't be undone")).to_be_visible()
    page.get_by_role("button", name="Place it for good").press("Enter")
    expect(page.get_by_text("The payment is placed on invoice F-7.")).to_be_visible()
    expect(page.get_by_role("link", name="7000000006")).to_have_count(0)


def test_the_original_is_a_download(page: Page, live_server: object, operator: World) -> None:
    enter(page.context, live_server, "finance")
    page.goto("/imports/1/")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the original").click()
    assert taken.value.suggested_filename == NAME
    assert taken.value.path().read_bytes().startswith(b"01BGMAX")


def test_it_works_without_javascript(browser: Browser, live_server: object, operator: World) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, locale="en-GB")
    enter(context, live_server, "finance")
    page = context.new_page()
    page.goto("/suspense/")
    page.get_by_role("link", name=re.compile("OCR giro")).click()
    expect(page.get_by_role("row")).to_have_count(2)
    page.goto(f"/suspense/{_payment('7000000006')}/")
    page.get_by_label("Invoice number").fill("F-7")
    page.get_by_role("button", name="See what it does").click()
    page.get_by_role("button", name="Place it for good").click()
    expect(page.get_by_text("The payment is placed on invoice F-7.")).to_be_visible()
    page.get_by_role("searchbox").fill("Ana Lindkvst")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="1001")).to_be_visible()
    context.close()
