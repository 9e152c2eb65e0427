"""The public pages about outages, looked at: with what they are for, an outage in the night."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import Settings

from browser.desk import enter
from browser.sight import no_sideways_scroll
from surfaces.desk.people import inside, staff
from surfaces.status import town as towns
from surfaces.status.town import MORNING
from varsel.kit import clock
from varsel.operations.outages import actions, public_page

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def outage(settings: Settings, tmp_path: Path) -> Iterator[int]:
    """An outage that has been forecast twice and waits for a splice, and planned work."""
    settings.PUBLIC = tmp_path / "public"
    with clock.held(at=MORNING):
        town = towns.build()
        key = town.dark("storg", title="Storgatan")
        town.plan("fjord", title="Byte av växel")
        for hours, because in ((4, "En kabel är avgrävd"), (9, "Skarvmaterial hämtas i Kalmar")):
            until, earliest = MORNING + timedelta(hours=hours), MORNING + timedelta(hours=hours - 2)
            actions.estimate(outage_id=key, earliest=earliest, until=until, because=because, actor="test", at=MORNING)
        actions.set_crew(outage_id=key, state="night_work", because="", actor="test", at=MORNING)
        expected = MORNING + timedelta(hours=5)
        actions.wait_for(outage_id=key, item="skarv", place="Kalmar", expected=expected, actor="test", at=MORNING)
        yield key


@pytest.mark.parametrize("path", ["/status/?lang=sv&address=storg+3", "/status/?lang=nb", "/status/history/?lang=en"])
def test_the_public_pages_are_accessible_in_light_and_dark_wide_and_narrow(
    page: Page, looks: Callable[[Page, str], None], path: str
) -> None:
    looks(page, path)


def test_an_outage_and_its_fact_sheet_are_accessible(
    page: Page, live_server: object, looks: Callable[[Page, str], None], outage: int
) -> None:
    event = public_page.event(outage_id=outage, at=clock.now())
    assert event
    press = inside(staff("press", name="Petra Holm"))
    seen = press.get(f"/outages/{outage}/facts/").context["seen"]
    press.post(f"/outages/{outage}/facts/approve/", {"seen": seen})
    looks(page, f"/status/outages/{event.ref}/?lang=sv")
    looks(page, f"/status/outages/{event.ref}/facts/?lang=sv")
    enter(page.context, live_server, "press", name="Asa Ek")
    looks(page, f"/outages/{outage}/facts/")


def test_an_address_is_asked_for_by_keyboard_and_without_scripts(browser: Browser, live_server: object) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 600})
    page = context.new_page()
    page.goto(f"{live_server}/status/?lang=sv")
    page.get_by_label("Din adress").press_sequentially("storg 3")
    page.keyboard.press("Enter")
    assert "Ja, din adress är berörd" in page.get_by_role("region", name="Svaret").inner_text()
    assert page.get_by_label("Din adress").input_value() == "storg 3"
    page.get_by_role("link", name="Norsk").click()
    assert "Ja, adressen din er berørt" in page.content()
    assert context.cookies() == []
    context.close()


def test_it_is_read_at_four_hundred_per_cent(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto("/status/?lang=sv&address=storg+3")
    assert no_sideways_scroll(page)
