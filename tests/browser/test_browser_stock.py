"""Stock and lent routers, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

import builders
from browser.desk import enter
from operations.outages.network import Tree, tree
from operations.stock.filled import Filled, fill
from varsel.kit import clock
from varsel.operations.outages import actions, queries
from varsel.operations.stock import actions as stock
from varsel.records.parties import queries as parties

pytestmark = pytest.mark.browser
AT, HOUR = builders.START, timedelta(hours=1)


@pytest.fixture
def filled(live_server: object) -> Iterator[tuple[Tree, Filled]]:
    """A filled stock, a long outage, one router set aside and one out."""
    builders.set_policy()
    net = tree(contacts={"sms": "+46700000001"})
    filled = fill(at=AT)
    until = {"title": "Avgrävd kabel", "expected": AT + 48 * HOUR}
    outage_id = actions.declare_outage(called="O1", node_id=net.nodes["agg-1"], **until, actor="system", at=AT)
    who = {"actor": "system", "at": AT + HOUR}
    given = {"serial": "R-1002", "how": "in_person", "signed_by": "Anna Lindqvist", "tracking": ""}
    actions.hand_out(party_id=net.parties["a"], **given, **who)
    actions.accept_loan(outage_id=outage_id, party_id=net.parties["b"], **who)
    stock.set_coverage(nodes={net.nodes["a"]: True}, **who)
    with clock.held(at=AT + HOUR):
        yield net, filled


def _number(net: Tree, leaf: str) -> str:
    return parties.customer(party_id=net.parties[leaf]).number


@pytest.mark.parametrize("language", ["sv", "nb"])
def test_lists_are_accessible_in_light_and_dark_wide_and_narrow(
    page: Page, live_server: object, filled: tuple[Tree, Filled], looks: Callable[[Page, str], None], language: str
) -> None:
    enter(page.context, live_server, "dispatcher", language=language)
    for show in ("here", "low", "coming", "moves", "devices"):
        looks(page, f"/stock/?show={show}")
    looks(page, "/stock/loans/?show=out")


def test_pages_are_accessible_in_light_and_dark_wide_and_narrow(
    page: Page, live_server: object, filled: tuple[Tree, Filled], looks: Callable[[Page, str], None]
) -> None:
    enter(page.context, live_server, "dispatcher")
    net, store = filled
    for name in ("come", "move", "count", "expect", "item", "places/new", "devices/new", "coverage"):
        looks(page, f"/stock/{name}/")
    looks(page, f"/stock/deliveries/{store.delivery}/")
    for address in ("?show=waiting", "?show=overdue", f"hand/?customer={_number(net, 'b')}", "back/"):
        looks(page, f"/stock/loans/{address}")


def test_a_router_goes_out_and_comes_back_by_scanner_without_javascript(
    browser: Browser, live_server: object, filled: tuple[Tree, Filled]
) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, locale="en-GB")
    enter(context, live_server, "dispatcher")
    net, _store = filled
    page = context.new_page()
    page.goto("/stock/loans/?show=waiting")
    page.get_by_role("link", name="hand it out").click()
    expect(page.get_by_text("Nobody has written down whether a mobile phone works there.")).to_be_visible()
    page.get_by_label("Serial number").fill("R-1003")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Write who signed for it")).to_be_visible()
    page.get_by_label("Who signed for it").fill("Erik")
    page.get_by_label("Serial number").press("Enter")
    expect(page.get_by_text("The router is handed over.")).to_be_visible()
    expect(page.get_by_role("row", name=_number(net, "b"))).to_contain_text("R-1003")

    page.goto("/stock/loans/back/")
    page.get_by_label("To", exact=True).select_option("Luleå")
    page.get_by_label("Serial number").fill("r-1003")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is back. Scan the next one.")).to_be_visible()
    assert page.get_by_label("To", exact=True).locator("option:checked").inner_text() == "Luleå"
    page.get_by_label("Serial number").fill("R-1003")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No router of this serial number")).to_be_visible()
    assert queries.out() == 1
    context.close()


def test_the_keyboard_writes_down_what_came_and_takes_it_back(
    page: Page, live_server: object, filled: tuple[Tree, Filled], axe: Callable[[Page], list[str]]
) -> None:
    enter(page.context, live_server, "dispatcher")
    page.goto("/stock/")
    page.keyboard.press("n")
    expect(page.get_by_label("Item")).to_be_focused()
    page.keyboard.type("Splice")
    page.keyboard.press("Tab")
    page.keyboard.type("Kiruna")
    page.keyboard.press("Tab")
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is written down.")).to_be_visible()
    expect(page.get_by_role("row").nth(1)).to_contain_text("+6")
    page.get_by_role("button", name="Take it back").first.click()
    expect(page.locator("#messages")).to_contain_text("Something has happened since")  # two of them are promised by now
    page.get_by_role("link", name="to be ordered").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Stock")).to_be_visible()
    assert axe(page) == []
