"""Compensation in a real browser: light and dark, wide and narrow, and decided without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import desk
from browser.desk import enter
from surfaces.desk.world import World
from varsel.kit import clock
from varsel.operations.compensation import actions, queries

pytestmark = pytest.mark.browser


@pytest.fixture
def operator(live_server: object) -> Iterator[World]:
    """An operator with a visit to which nobody came, one that was decided, and one in Norway."""
    with desk.operator() as world:
        for visit_id, (number, country) in enumerate({"1001": "SE", "1002": "SE", "2001": "NO"}.items(), start=1):
            _missed(world, visit_id, number, country)
        (decided,) = queries.cases_of(party_ids=[world.parties["1002"]])
        actions.decide(
            case_id=decided.id,
            amount=Decimal(0),
            claimed=Decimal(900),
            because="The visit was moved by the customer",
            actor="staff:1",
            at=clock.now(),
        )
        yield world


def _missed(world: World, visit_id: int, number: str, country: str) -> None:
    at = clock.now()
    actions.open_missed_visit(
        visit_id=visit_id,
        party_id=world.parties[number],
        service_id=world.services[f"fiber-{number}"],
        country=country,
        begins_at=at - timedelta(hours=4),
        ends_at=at,
        actor="system",
        at=at,
        hindrance=visit_id == 1,
    )


@pytest.mark.parametrize(
    "address",
    ["/compensation/", "/compensation/?state=rejected", "/compensation/?state=partly", "/compensation/1/"],
)
def test_pages_are_accessible_in_light_and_dark_wide_and_narrow(
    page: Page, live_server: object, operator: World, looks: Callable[[Page, str], None], address: str
) -> None:
    enter(page.context, live_server, "agent")
    looks(page, address)


@pytest.mark.parametrize("language", ["sv", "nb"])
@pytest.mark.parametrize("address", ["/compensation/", "/compensation/1/", "/compensation/2/"])
def test_longer_words_fit_on_a_small_screen(
    page: Page, live_server: object, operator: World, looks: Callable[[Page, str], None], address: str, language: str
) -> None:
    enter(page.context, live_server, "finance", language=language)
    looks(page, f"{address}?lang={language}")


def test_a_case_is_decided_without_javascript(browser: Browser, live_server: object, operator: World) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False)
    enter(context, live_server, "agent")
    page = context.new_page()
    page.goto("/compensation/")
    page.get_by_role("row", name="fiber-1001").get_by_role("link").first.click()
    page.get_by_label("Compensation, in kronor").fill("0")
    page.get_by_role("button", name="Decide and tell").click()
    expect(page.get_by_text("is told why: write the reason")).to_be_visible()
    page.get_by_label("Compensation, in kronor").fill("300")
    page.get_by_role("button", name="Decide and tell").click()
    expect(page.get_by_text("The case is decided, and the customer is told.")).to_be_visible()
    context.close()
