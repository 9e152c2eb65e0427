"""Texts, news and the end of offers, looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from browser import desk
from browser.desk import enter
from surfaces.desk.world import World
from varsel.kit import clock
from varsel.outlets.notices.feed import actions as feed
from varsel.outlets.notices.feed.actions import Story
from varsel.outlets.notices.offers import links
from varsel.outlets.notices.versions import actions as versions
from varsel.outlets.notices.wording import files
from varsel.records.parties import queries as parties

pytestmark = pytest.mark.browser
NEWS = {
    "sv": Story(
        "Avbrott i Västervik", "En kabel är av vid Hamngatan sedan kl. 07.40.\n\nVi räknar med att vara klara kl. 18."
    ),
    "nb": Story(
        "Brudd i Västervik", "En kabel er av ved Hamngatan siden kl. 07.40.\n\nVi regner med å være ferdige kl. 18."
    ),
    "en": Story("Outage in Västervik", "A cable is cut at Hamngatan since 07:40.\n\nWe expect to be done at 18:00."),
}
EVERYBODY = ("/news/?lang=sv", "/news/?lang=en")


@pytest.fixture
def operator(live_server: object) -> Iterator[World]:
    """An operator with news of each kind, and other words that wait for a second person."""
    with desk.operator() as world:
        at = clock.now()
        first = feed.write(stories=NEWS, actor="staff:8", at=at)
        feed.publish(ref=first, actor="staff:9", at=at)
        second = feed.write(stories=NEWS, actor="staff:8", at=at, corrects=first)
        feed.publish(ref=second, actor="staff:9", at=at)
        third = feed.write(stories=NEWS, actor="staff:8", at=at)
        feed.publish(ref=third, actor="staff:9", at=at)
        feed.withdraw(ref=third, because=dict.fromkeys(NEWS, "Det gällde en annan ort."), actor="staff:8", at=at)
        feed.write(stories=NEWS, actor="staff:8", at=at)
        own = files.texts(about="service_reopened", variant="paid", language="sv")
        other = replace(own, short=f"{own.short} ł – välkommen åter")
        versions.draft(texts=other, because="friendlier", actor="staff:8", at=at)
        yield world


def test_what_everybody_reads_is_accessible_and_small(
    operator: World, page: Page, looks: Callable[[Page, str], None]
) -> None:
    customer = parties.by_number(number="1001")
    assert customer
    loaded: list[int] = []
    page.on("response", lambda answer: loaded.append(len(answer.body())))
    page.goto("/news/?lang=sv")
    assert sum(loaded) < 30_000
    assert page.context.cookies() == []
    for path in EVERYBODY:
        looks(page, path)
    stop = links.url(party_ref=customer.ref).partition("/offers/")[2]
    looks(page, f"/offers/{stop}?lang=nb")
    page.goto(f"/offers/{stop}?lang=en")
    page.get_by_role("button", name="Stop offers").click()
    page.get_by_role("heading", name="You get no more offers").wait_for()
    assert page.context.cookies() == []


def test_the_texts_and_the_newsroom_are_accessible(
    operator: World, page: Page, live_server: object, looks: Callable[[Page, str], None]
) -> None:
    enter(page.context, live_server, "press", "agent")
    for path in ("/wording/", "/wording/payment_demand/-/?customer=1001", "/wording/service_reopened/paid/sv/edit/"):
        looks(page, path)
    page.goto("/wording/")
    page.get_by_role("link", name="The service is open again: paid").first.click()
    looks(page, urlsplit(page.url).path)
    for path in ("/wording/service_reopened/paid/sv/history/", "/newsroom/", "/newsroom/write/"):
        looks(page, path)
    page.goto("/newsroom/")
    page.locator("#published ~ p a").first.click()
    looks(page, urlsplit(page.url).path)
