"""Money that goes back, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import desk
from browser.desk import enter
from surfaces.desk.world import World
from varsel.kit import clock
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import refunds, reversals
from varsel.records.ledger.actions import Back, Incoming, Payable

pytestmark = pytest.mark.browser


@pytest.fixture
def operator(live_server: object) -> Iterator[World]:
    """An operator with money that waits, a pay-out of each kind, and a reversal that nobody understands."""
    with desk.operator() as world:
        at = clock.now()
        for number in range(1, 7):
            world.invoice(f"F-8{number}", "1004", "fiber-1004", due=date(2026, 5, 31), ocr=f"800000000{number}")
            paid = Incoming("bgmax", f"r{number}", f"800000000{number}", Decimal("1599.00"), "SEK", at.date())
            ledger.book_payment(payment=paid, at=at, actor="feed")
        _go_out(refunds.left(skip=0, limit=3))
        back = Back("bgmax", "b1", "deduction", ("00000000000000000000001189853",), "", Decimal(500), "SEK", at.date())
        ledger.book_reversal(back=back, at=at, actor="feed")
        yield world


def _go_out(left: list[refunds.Left]) -> None:
    """Send one, approve one, and leave one proposed."""
    at = clock.now()
    own = {"country": "SE", "name": "Fibra", "scheme": "bankgiro", "number": "3217254", "bank": "ESSESESS"}
    ledger.set_own_account(**own, at=at, actor="cli")
    for place, one in enumerate(left):
        payable = Payable(one.of, one.id, "iban", "SE4550000000058398257466")
        pay_out_id = ledger.propose_pay_out(payable=payable, at=at, actor="staff:98")
        if place < 2:
            ledger.approve_pay_outs(pay_out_ids=[pay_out_id], alone=False, at=at, actor="staff:99")
        if place == 0:
            ledger.make_pay_run(country="SE", at=at, actor="staff:99")


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize(
    "address",
    [
        "/refunds/",
        "/refunds/?show=proposed",
        "/refunds/?show=approved",
        "/refunds/?show=returned",
        "/refunds/propose/{of}/{source}/",
        "/refunds/{pay_out}/",
        "/refunds/files/",
        "/refunds/requests/",
        "/suspense/reversals/",
        "/suspense/reversals/{reversal}/",
    ],
)
def test_pages_are_accessible_in_light_and_dark_wide_and_narrow(
    page: Page, live_server: object, operator: World, looks: Callable[[Page, str], None], address: str, language: str
) -> None:
    enter(page.context, live_server, "finance", language=language)
    left = refunds.left(skip=0, limit=1)[0]
    places = {"of": left.of, "source": left.id, "pay_out": refunds.pay_outs(state="proposed", skip=0, limit=1)[0].id}
    looks(page, address.format(**places, reversal=reversals.waiting(skip=0, limit=1)[0].id))


def test_it_works_without_javascript(browser: Browser, live_server: object, operator: World) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, locale="en-GB")
    enter(context, live_server, "finance")
    page = context.new_page()
    page.goto("/refunds/")
    page.get_by_role("link", name="Pay it out").first.click()
    page.get_by_label("Its number").fill("SE45 5000 0000 0583 9825 7467")
    page.get_by_role("button", name="Propose the pay-out").click()
    expect(page.get_by_text("a digit is wrong").first).to_be_visible()
    page.get_by_label("Its number").fill("SE45 5000 0000 0583 9825 7466")
    page.get_by_role("button", name="Propose the pay-out").click()
    expect(page.get_by_text("The pay-out is proposed.")).to_be_visible()
    page.goto("/refunds/?show=proposed")
    page.get_by_role("checkbox").last.check()
    page.get_by_role("button", name="Approve the chosen").click()
    expect(page.get_by_text("1 pay-out is approved.")).to_be_visible()
    page.get_by_role("button", name="Make the file for the bank").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the file").first.click()
    assert taken.value.path().read_bytes().startswith(b"<?xml")
    context.close()
