"""The outbox in a real browser: seen by everybody, worked by keyboard, without JavaScript as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.desk import enter
from outlets.notices.saying import tell
from surfaces.outbox import saying
from surfaces.outbox.saying import NOW, PHONE, Said
from varsel.kit import clock
from varsel.outlets.notices import brakes, queries
from varsel.outlets.notices.channels.inbound import Reply
from varsel.outlets.notices.replies import actions as replies

pytestmark = pytest.mark.browser
PAGES = (
    "/outbox/",
    "/outbox/?state=unknown",
    "/outbox/?state=dropped",
    "/outbox/{told}/",
    "/outbox/{bounced}/",
    "/outbox/{unknown}/",
    "/outbox/{secret}/",
    "/outbox/channels/",
    "/outbox/letters/",
    "/outbox/contacts/",
    "/calls/",
    "/calls/{unreached}/",
    "/replies/",
)


@pytest.fixture
def said(live_server: object) -> Iterator[Said]:
    """Say something to customers, so that a message is in each state, and have one of them answer."""
    with clock.held(at=NOW):
        made = saying.said()
        found = queries.message(ref=made.told)
        assert found
        words = "Hej! När kommer teknikern? " * 4
        came = Reply(channel="sms", address=PHONE, to="71234", text=words, key="k1", at=NOW)
        replies.take(reply=came, at=NOW, ref=found.attempts[0].ref)
        yield made


def _address(path: str, said: Said) -> str:
    return path.format(**{name: getattr(said, name) for name in Said.__slots__})


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_in_light_and_dark_wide_and_narrow(
    page: Page, live_server: object, said: Said, looks: Callable[[Page, str], None], path: str
) -> None:
    enter(page.context, live_server, "agent", "complaints", "noc")
    looks(page, _address(path, said))


@pytest.mark.parametrize("language", ["sv", "nb"])
@pytest.mark.parametrize("path", ["/outbox/?state=unknown", "/outbox/{bounced}/", "/outbox/channels/", "/calls/"])
def test_longer_words_fit(
    page: Page, live_server: object, said: Said, looks: Callable[[Page, str], None], path: str, language: str
) -> None:
    enter(page.context, live_server, "agent", "complaints", language=language)
    looks(page, _address(path, said))


def test_a_stop_is_seen_on_every_page_and_refreshes_itself_without_a_fault(
    page: Page, live_server: object, said: Said, axe: Callable[[Page], list[str]], looks: Callable[[Page, str], None]
) -> None:
    enter(page.context, live_server, "noc")
    page.goto("/outbox/channels/")
    page.get_by_label("Why?").last.fill("wrong amounts in today's demands")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("No hand-over begins from")).to_be_visible()
    with page.expect_response(lambda answer: answer.url.endswith("/outbox/channels/")):
        pass
    expect(page.get_by_text("It holds: no hand-over began after it was pressed.")).to_be_visible()
    assert axe(page) == []
    looks(page, "/board/")
    looks(page, "/outbox/channels/")
    page.get_by_label("Why?").first.fill("amounts are right again")
    page.get_by_role("button", name="Let it go again").click()
    expect(page.get_by_label("Sending is stopped")).to_have_count(0)
    assert brakes.stopped() == set()


def test_j_and_enter_lead_to_the_proof(page: Page, live_server: object, said: Said) -> None:
    enter(page.context, live_server, "agent")
    page.goto("/outbox/?state=unknown")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server}/outbox/{said.unknown}/")


def test_what_became_of_a_message_is_said_without_javascript(browser: Browser, live_server: object, said: Said) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, locale="en-GB")
    enter(context, live_server, "agent")
    page = context.new_page()
    page.goto("/outbox/?state=unknown")
    page.get_by_role("link", name="It arrived").click()
    page.get_by_label("What did you find out").fill("the customer read it")
    page.get_by_role("button", name="It arrived", exact=True).click()
    expect(page.get_by_text("It counts as told.")).to_be_visible()
    page.goto(f"/calls/{said.unreached}/")
    page.get_by_label("What was said").fill("told her that the line is open again")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("Written down: the customer was rung and told.")).to_be_visible()
    page.goto("/replies/")
    page.locator("main summary").first.click()
    page.get_by_label("What was done?").fill("rang her")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("No reply waits.")).to_be_visible()
    context.close()


def test_the_list_stays_where_it_is_and_says_what_came(
    page: Page, live_server: object, said: Said, axe: Callable[[Page], list[str]]
) -> None:
    enter(page.context, live_server, "agent")
    page.clock.install()
    page.goto("/outbox/")
    rows = page.get_by_role("row").count()
    tell(party_id=saying.customer(at=NOW), at=NOW, subject="service:9")
    page.clock.fast_forward(21_000)
    expect(page.get_by_text("1 message was decided since you opened this list.")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(rows)
    assert axe(page) == []
    page.get_by_role("link", name="Show it as it is now").click()
    expect(page.get_by_role("row")).to_have_count(rows + 1)
