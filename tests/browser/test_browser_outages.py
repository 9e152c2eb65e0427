"""The operations desk for outages, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

import builders
from browser.desk import enter
from operations.outages.network import Tree, tree
from varsel.kit import clock
from varsel.operations.outages import actions, queries

pytestmark = pytest.mark.browser
AT, HOUR = builders.START, timedelta(hours=1)


@pytest.fixture
def net(live_server: object) -> Iterator[Tree]:
    """A network with an outage in the middle of its work, one of which nothing is known, and planned work."""
    builders.set_policy()
    net = tree(contacts={"sms": "+46700000001"}, telecare="a")
    named = actions.declare_outage(
        called="O1",
        node_id=net.nodes["agg-1"],
        title="Avgrävd kabel vid bron över Storån",
        expected=AT + 10 * 24 * HOUR,
        actor="system",
        at=AT,
    )
    actions.declare_outage(called="O2", node_id=net.nodes["c"], title="", expected=None, actor="system", at=AT)
    builders.advance(to=AT + HOUR)
    at = AT + HOUR
    actions.set_crew(outage_id=named, state="night_work", because="", actor="system", at=at)
    actions.wait_for(
        outage_id=named, item="96-fibre cable", place="Växjö", expected=at + 4 * HOUR, actor="system", at=at
    )
    actions.accept_loan(outage_id=named, party_id=net.parties["a"], actor="system", at=at)
    window = {"begins_at": at + 72 * HOUR, "ends_at": at + 74 * HOUR}
    actions.plan_work(called="W-1", node_id=net.nodes["d"], **window, title="Ny switch", actor="system", at=at)
    with clock.held(at=at):
        yield net


@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_pages_are_accessible_in_light_and_dark_wide_and_narrow(
    page: Page, live_server: object, net: Tree, looks: Callable[[Page, str], None], language: str
) -> None:
    enter(page.context, live_server, "noc", language=language)
    ids = sorted(one.id for one in queries.open_now())
    for address in ("/outages/", "/outages/?show=planned", "/outages/?show=over", f"/outages/{ids[0]}/"):
        looks(page, address)
    for address in (f"/outages/{ids[0]}/estimate/", f"/outages/{ids[0]}/restore/", "/outages/new/?q=agg"):
        looks(page, address)
    for address in (f"/outages/new/?node={net.names['d']}", f"/outages/plan/?node={net.names['d']}"):
        looks(page, address)


def test_what_is_sent_is_looked_at_first_without_javascript(browser: Browser, live_server: object, net: Tree) -> None:
    context = browser.new_context(
        base_url=str(live_server), java_script_enabled=False, locale="en-GB", timezone_id="Europe/Stockholm"
    )
    enter(context, live_server, "noc")
    page = context.new_page()
    page.goto("/outages/")
    page.get_by_role("link", name="Avgrävd kabel").click()
    page.get_by_role("link", name="Say a new expected time").click()
    page.get_by_label("Expected to last until").fill("2026-03-02T18:00")
    page.get_by_label("Why").fill("The cable is spliced")
    page.get_by_role("button", name="Look at what is sent").click()
    expect(page.get_by_text("at most 4 SMS parts")).to_be_visible()
    page.get_by_role("button", name="Change it").click()
    page.get_by_label("Why").fill("The cable is spliced by night")
    page.get_by_role("button", name="Look at what is sent").click()
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("The new time is said.")).to_be_visible()
    expect(page.get_by_role("cell", name="The cable is spliced by night")).to_be_visible()
    context.close()


def test_the_list_renews_itself_and_keeps_the_place(
    page: Page, live_server: object, net: Tree, axe: Callable[[Page], list[str]]
) -> None:
    enter(page.context, live_server, "noc")
    page.goto("/outages/")
    link = page.get_by_role("link", name="Avgrävd kabel")
    link.focus()
    page.evaluate("htmx.trigger('#outages', 'again')")
    page.evaluate("() => htmx.ajax('GET', '/outages/', {target: '#outages', swap: 'outerHTML'})")
    expect(link).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("row").nth(2).get_by_role("link")).to_be_focused()
    assert axe(page) == []
