"""Who works in the field, in a real browser: crews, technicians, vehicles; and orders about a bare node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

import builders
from browser.desk import enter
from browser.sight import no_sideways_scroll
from operations.fieldwork import field
from operations.outages.network import tree
from surfaces.desk.people import staff
from varsel.kit import clock
from varsel.operations.fieldwork import actions, queries
from varsel.records.journal import queries as journal

pytestmark = pytest.mark.browser
AT = builders.START
PEOPLE = "/field/people/"


@dataclass(frozen=True, slots=True)
class Team:
    """Ids of a technician with skills and a vehicle, of the vehicle, and the name of a cabinet."""

    tove: int
    van: int
    cabinet: str


@pytest.fixture
def team(live_server: object) -> Iterator[Team]:
    """Our own crew of two, a contractor, two vehicles."""
    with clock.held(at=AT):
        builders.set_policy()
        who = {"actor": "test", "at": AT}
        own = actions.add_crew(name="Fiber norr", kind="own", **who)
        other = actions.add_crew(name="Gräv & Schakt i Småland", kind="contractor", **who)
        user = staff("technician", name="Tove Lind")
        tove = actions.add_technician(name="Tove Lind", crew_id=own, country="SE", user_id=user, **who)
        actions.add_technician(name="Nils Bergström", crew_id=own, country="SE", **who)
        actions.add_technician(name="Gro Dahl", crew_id=other, country="NO", **who)
        for skill, until in (("splicing", None), ("climbing", date(2026, 5, 31)), ("electrical", date(2026, 2, 28))):
            actions.set_skill(technician_id=tove, skill=skill, valid_until=until, **who)
        van = actions.add_vehicle(registration="ABC 12D", name="van", **who)
        lift = actions.add_vehicle(registration="XYZ 789", name="lift", **who)
        actions.hand_vehicle(vehicle_id=van, technician_id=tove, **who)
        actions.hand_vehicle(vehicle_id=lift, crew_id=other, **who)
        yield Team(tove=tove, van=van, cabinet=tree().names["agg-1"])


@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_the_pages_of_people_are_accessible(
    page: Page, live_server: object, team: Team, looks: Callable[[Page, str], None], language: str
) -> None:
    enter(page.context, live_server, "dispatcher", language=language)
    for address in (PEOPLE, f"{PEOPLE}technicians/{team.tove}/", f"{PEOPLE}vehicles/{team.van}/"):
        looks(page, address)
    for address in (f"{PEOPLE}technicians/new/", f"/orders/new/?node={team.cabinet}", "/orders/new/?node=nowhere"):
        looks(page, address)


def test_the_empty_page_is_accessible(page: Page, live_server: object, looks: Callable[[Page, str], None]) -> None:
    with clock.held(at=AT):
        builders.set_policy()
        enter(page.context, live_server, "dispatcher")
        looks(page, PEOPLE)
        looks(page, f"{PEOPLE}crews/new/")


def test_a_technician_is_added_and_let_go_by_keyboard(
    page: Page, live_server: object, team: Team, axe: Callable[[Page], list[str]]
) -> None:
    enter(page.context, live_server, "dispatcher")
    page.goto("/dispatch/")
    page.get_by_role("link", name="Who works in the field").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Who works in the field")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="A new technician")).to_be_visible()
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("Kim Ny")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The technician is added: now say what they may do.")).to_be_visible()
    page.get_by_label("Another skill").focus()
    page.keyboard.type("diving")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The skill is written down.")).to_be_visible()
    assert axe(page) == []
    page.locator("summary", has_text="Let them go").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Let them go").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The technician has left.")).to_be_visible()
    expect(page.get_by_role("link", name="Kim Ny")).to_have_count(0)


def test_a_vehicle_goes_to_a_crew_without_javascript(browser: Browser, live_server: object, team: Team) -> None:
    context = browser.new_context(
        base_url=str(live_server), java_script_enabled=False, viewport={"width": 320, "height": 640}, locale="en-GB"
    )
    enter(context, live_server, "dispatcher")
    page = context.new_page()
    page.goto(PEOPLE)
    page.get_by_role("link", name="ABC 12D").last.click()
    page.get_by_label("Who has it", exact=True).select_option(label="Fiber norr, as a whole")
    page.locator("#hand").get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("It is written down who has it.")).to_be_visible()
    page.get_by_role("link", name="Who works in the field").click()
    expect(page.get_by_role("row", name="ABC 12D")).to_contain_text("as a whole")
    context.close()


def test_a_double_tap_takes_one_order_in(page: Page, live_server: object, team: Team) -> None:
    enter(page.context, live_server, "dispatcher")
    page.goto(f"/orders/new/?node={team.cabinet}")
    page.get_by_label("What is to be done").fill("Look after the cabinet")
    page.get_by_role("button", name="Take it in").dblclick(no_wait_after=True)
    expect(page.get_by_role("heading", name="Look after the cabinet")).to_be_visible()
    expect(page.get_by_text(team.cabinet).first).to_be_visible()
    assert no_sideways_scroll(page)

    (order,) = queries.open_orders()
    assert len(journal.entries(about=[order.about], kinds=["order_opened"])) == 1


def test_a_double_tap_gives_an_order_once(page: Page, live_server: object, team: Team) -> None:
    enter(page.context, live_server, "dispatcher")
    key = field.order(description="Splice")
    page.goto(f"/orders/{key}/assign/")
    page.get_by_label("Who", exact=True).select_option(label="Tove Lind")
    page.get_by_role("button", name="Give it").dblclick(no_wait_after=True)
    expect(page.get_by_text("The order is given.").first).to_be_visible()

    assert len(journal.entries(about=[f"order:{key}"], kinds=["order_assigned"])) == 1


def test_who_works_in_the_field_alone_lands_on_their_day(page: Page, live_server: object, team: Team) -> None:
    enter(page.context, live_server, "technician", name="Kim Ny")
    page.goto("/")
    expect(page).to_have_url(f"{live_server}/field/")
