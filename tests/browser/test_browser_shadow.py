"""A day in the shadow, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

import builders
from browser.desk import enter
from surfaces.shadow.playing import shadowed, switch
from varsel.kit import clock

pytestmark = pytest.mark.browser
MAY = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def operator(live_server: object) -> Iterator[None]:
    """An operator two months into shadow mode, with customers who do not pay."""
    builders.set_policy()
    switch(on=True, at=builders.START)
    for name in ("Anna Ek", "Bo Dahlström", "Kristina Lindqvist-Söderbergh"):
        builders.invoice(services=[builders.service(party_id=builders.customer(name=name))])
    shadowed(to=MAY)
    with clock.held(at=MAY):
        yield


@pytest.mark.parametrize("language", ["en", "sv", "nb"])
@pytest.mark.parametrize("address", ["/shadow/?day=2026-03-30", "/shadow/?day=2026-03-29", "/"])
def test_pages_are_accessible_in_light_and_dark_wide_and_narrow(
    page: Page, live_server: object, operator: None, looks: Callable[[Page, str], None], address: str, language: str
) -> None:
    enter(page.context, live_server, "collections", language=language)
    looks(page, address)


def test_it_works_without_javascript(browser: Browser, live_server: object, operator: None) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, locale="en-GB")
    enter(context, live_server, "collections")
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="What would have been done").click()
    page.get_by_label("Day", exact=True).last.fill("2026-03-29")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="The day after").click()
    page.get_by_role("link", name="Limit 3").click()
    expect(page.get_by_role("row")).to_have_count(4)
    context.close()
