"""Field work in a real browser: a technician's phone, dispatch's board, orders and visits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import builders
from browser.desk import enter
from browser.sight import no_sideways_scroll
from operations.fieldwork import field
from operations.outages.network import tree
from surfaces.desk.people import inside, staff
from varsel.kit import clock
from varsel.operations.fieldwork import actions, queries
from varsel.operations.outages import actions as outages
from varsel.operations.stock import actions as stock
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.parties import queries as parties

pytestmark = pytest.mark.browser
AT, MINUTE, HOUR, DAY = builders.START, field.MINUTE, field.HOUR, field.DAY
_TARGETS = """() => [...document.querySelectorAll('main :is(a, button, input:not([type=hidden]), select, summary)')]
    .filter(one => one.getClientRects().length && one.checkVisibility())
    .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect().height])
    .filter(([, height]) => height < 44)"""


@dataclass(frozen=True, slots=True)
class Morning:
    """Ids of a morning: Tove's orders at home (a visit) and at the cut cable, one of nobody, and a customer."""

    user: int
    tove: int
    home: int
    cable: int
    nobody: int
    customer: str


@pytest.fixture
def morning(live_server: object) -> Iterator[Morning]:
    """Two crews, an outage that waits for cable, a visit that is promised, one order that nobody has."""
    with clock.held(at=AT):
        builders.set_policy()
        user = staff("technician", name="Tove Lind")
        tove = _crews(user)
        having = field.service(name="Anna Lindqvist", contacts={"sms": "+46 70 000 00 01"})
        home = field.order(service_id=having.id, description="No light in the socket", travel_minutes=15)
        actions.book_for_order(order_id=home, called="V-1", begins_at=AT + 3 * HOUR, actor="staff:1", at=AT)
        cable = _cable(tove)
        nobody = field.order(description="Change the terminal at Kvarngatan")
        number = parties.customer(party_id=having.party_id).number
        yield Morning(user=user, tove=tove, home=home, cable=cable, nobody=nobody, customer=number)


def _crews(user: int) -> int:
    own = actions.add_crew(name="Fiber norr", kind="own", actor="test", at=AT)
    other = actions.add_crew(name="Gräv & Schakt i Småland", kind="contractor", actor="test", at=AT)
    who = {"country": "SE", "actor": "test", "at": AT}
    tove = actions.add_technician(name="Tove Lind", crew_id=own, user_id=user, **who)
    actions.add_technician(name="Nils Bergström", crew_id=own, **who)
    gro = actions.add_technician(name="Gro Dahl", crew_id=other, **who)
    for one in (tove, gro):
        actions.set_skill(technician_id=one, skill="splicing", valid_until=None, actor="test", at=AT)
    van = actions.add_vehicle(registration="ABC 12D", name="van", actor="test", at=AT)
    actions.hand_vehicle(vehicle_id=van, technician_id=tove, actor="test", at=AT)
    return tove


def _cable(tove: int) -> int:
    net = tree()
    stock.set_item(called="CABLE-96", name="96-fibre cable", unit="m", low=None, has_serials=False, actor="test", at=AT)
    dark = outages.declare_outage(
        called="O1", node_id=net.nodes["agg-1"], title="Avgrävd kabel vid bron", expected=None, actor="system", at=AT
    )
    key = field.order(
        outage_id=dark, description="Splice the cable at the bridge", items={"CABLE-96": 40}, travel_minutes=25
    )
    field.assign(key, tove, begins_at=AT + 30 * MINUTE, ends_at=AT + 150 * MINUTE)
    wait = queries.waits_of(order_ids=[key])[key][0]
    actions.expect(order_id=key, wait_id=wait.id, expected=AT + 4 * HOUR, actor="staff:1", at=AT)
    return key


def carry(context: BrowserContext, home: object, morning: Morning) -> None:
    """Sign Tove in."""
    cookie = inside(morning.user).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": str(home)}])


@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_a_technicians_pages_are_accessible(
    page: Page, live_server: object, morning: Morning, looks: Callable[[Page, str], None], language: str
) -> None:
    carry(page.context, live_server, morning)
    actions.accept(order_id=morning.home, worker_id=morning.tove, actor="staff:1", at=AT)
    actions.say(order_id=morning.home, step="on_site", actor="staff:1", at=AT)
    for address in ("/field/", f"/field/{morning.home}/", f"/field/{morning.cable}/"):
        looks(page, f"{address}?lang={language}")


@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_dispatchs_pages_are_accessible(
    page: Page, live_server: object, morning: Morning, looks: Callable[[Page, str], None], language: str
) -> None:
    enter(page.context, live_server, "dispatcher", "agent", language=language)
    for address in ("/dispatch/", f"/orders/{morning.cable}/", f"/orders/{morning.home}/"):
        looks(page, address)
    for address in (f"/orders/{morning.nobody}/assign/", "/orders/new/", f"/orders/{morning.home}/visit/"):
        looks(page, address)
    outage = field.job(morning.cable).outage_id
    for address in ("/visits/", f"/orders/new/?outage={outage}", f"/customers/{morning.customer}/"):
        looks(page, address)


def test_every_target_on_a_phone_is_large_enough(page: Page, live_server: object, morning: Morning) -> None:
    carry(page.context, live_server, morning)
    actions.accept(order_id=morning.home, worker_id=morning.tove, actor="staff:1", at=AT)
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/field/", f"/field/{morning.home}/"):
        page.goto(address)
        page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert page.evaluate(_TARGETS) == []
        assert no_sideways_scroll(page)


def test_a_technician_works_by_keyboard_alone(
    page: Page, live_server: object, morning: Morning, axe: Callable[[Page], list[str]]
) -> None:
    carry(page.context, live_server, morning)
    page.goto("/field/")
    page.locator(f"#next-{morning.home}").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#next-{morning.home}")).to_contain_text("I am on the way")
    assert axe(page) == []
    page.locator(f"#open-{morning.home}").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Material is missing").focus()
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Something else").fill("a ladder")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The order waits for it.")).to_be_visible()
    assert field.job(morning.home).state == "held"


def test_a_double_tap_does_it_once(page: Page, live_server: object, morning: Morning) -> None:
    carry(page.context, live_server, morning)
    page.goto("/field/")
    page.locator(f"#next-{morning.home}").dblclick(no_wait_after=True)
    expect(page.locator(f"#next-{morning.home}")).to_contain_text("I am on the way")

    assert len(journal.entries(about=[f"order:{morning.home}"], kinds=[Kind.ORDER_ACCEPTED])) == 1


def test_a_day_goes_from_taking_to_done_without_javascript(
    browser: Browser, live_server: object, morning: Morning
) -> None:
    context = browser.new_context(
        base_url=str(live_server), java_script_enabled=False, viewport={"width": 320, "height": 640}, locale="en-GB"
    )
    carry(context, live_server, morning)
    page = context.new_page()
    page.goto("/field/")
    expect(page.get_by_role("link", name="Ring +46 70 000 00 01")).to_have_attribute("href", "tel:+46700000001")
    for _ in ("I take it", "I am on the way", "I am there"):
        page.locator(f"#next-{morning.home}").click()
    page.locator(f"#next-{morning.home}").click()
    page.get_by_role("button", name="It is done").click()
    expect(page.get_by_text("The order is done.")).to_be_visible()
    expect(page.get_by_text("Anna Lindqvist")).to_have_count(0)
    context.close()


def test_the_board_renews_itself_and_keeps_the_place(
    page: Page, live_server: object, morning: Morning, axe: Callable[[Page], list[str]]
) -> None:
    enter(page.context, live_server, "dispatcher")
    page.goto("/dispatch/")
    link = page.locator(f"#card-{morning.home}")
    link.focus()
    field.order(description="A new one meanwhile")
    page.evaluate("() => htmx.ajax('GET', '/dispatch/', {target: '#dispatch', swap: 'outerHTML'})")
    expect(page.get_by_role("link", name="A new one meanwhile", exact=True)).to_be_visible()
    expect(link).to_be_focused()
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert no_sideways_scroll(page)
    assert axe(page) == []


def test_days_are_turned_and_orders_given_and_undone_by_keyboard(
    page: Page, live_server: object, morning: Morning
) -> None:
    enter(page.context, live_server, "dispatcher")
    page.goto("/dispatch/")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("/dispatch/2026-03-03/"))
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("/dispatch/2026-03-02/"))
    page.locator(f"#give-{morning.nobody}").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Who", exact=True).select_option(label="Tove Lind")
    page.get_by_label("From", exact=True).fill("2026-03-02T17:00")
    page.get_by_label("To", exact=True).fill("2026-03-02T18:00")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The order is given.")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is as it was before.")).to_be_visible()
    assert field.job(morning.nobody).crew_id is None


def test_orders_are_filtered_and_given_without_javascript(
    browser: Browser, live_server: object, morning: Morning
) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, locale="en-GB")
    enter(context, live_server, "dispatcher")
    page = context.new_page()
    page.goto("/dispatch/")
    page.get_by_label("About").select_option("outage")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(f"#card-{morning.cable}")).to_be_visible()
    expect(page.locator(f"#card-{morning.home}")).to_have_count(0)
    page.get_by_role("link", name="Show everything").click()
    page.locator(f"#give-{morning.nobody}").click()
    page.get_by_label("Who", exact=True).select_option(label="Nils Bergström – lacks fibre splicing")
    page.get_by_role("button", name="Give it").click()
    expect(page.get_by_text("Missing: fibre splicing.")).to_be_visible()
    context.close()


def test_an_order_prints_light_with_its_address(page: Page, live_server: object, morning: Morning) -> None:
    carry(page.context, live_server, morning)
    page.goto(f"/field/{morning.cable}/")
    page.emulate_media(media="print")

    expect(page.locator(".v-printed")).to_contain_text(f"/field/{morning.cable}/")
    expect(page.get_by_role("button")).to_have_count(0)
    assert page.pdf().startswith(b"%PDF")
