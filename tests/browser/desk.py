"""A desk with something on it, for the browser: an operator, and people who are signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal

from playwright.sync_api import BrowserContext

from surfaces.desk import world as worlds
from surfaces.desk.people import inside, staff
from surfaces.desk.world import PROPOSED, World
from varsel.kit import clock
from varsel.operations.arrears import actions as arrears
from varsel.operations.complaints import actions as complaints
from varsel.operations.complaints.actions import Filed
from varsel.records.ledger import actions as ledger
from varsel.records.ledger.actions import Incoming

LIMITED = datetime(2026, 4, 28, 9, 0, tzinfo=UTC)
PEOPLE = {"1001": "Anna Lindqvist", "1002": "Erik Dahlström", "1003": "Sara Bergman", "1004": "Oskar Nyström"}


@contextmanager
def operator(*, daily_cap: int = 500) -> Iterator[World]:
    """Hold the clock on a Tuesday after Easter: one is limited, three are proposed, others wait."""
    with clock.held(at=worlds.BEGIN):
        world = worlds.begin(daily_cap=daily_cap)
        _register(world)
        world.until(PROPOSED)
        arrears.approve(service_id=world.services["fiber-1001"], actor="staff:99", at=clock.now())
        world.until(LIMITED)
        stray = Incoming("bgmax", "k1", "7001", Decimal("250.00"), "SEK", date(2026, 4, 24))
        ledger.book_payment(payment=stray, at=clock.now(), actor="feed")
        arrears.set_hold(
            party_id=world.parties["1004"],
            kind="payment_plan",
            until=date(2026, 6, 30),
            because="Pays in three parts",
            actor="staff:99",
            at=clock.now(),
        )
        _complain(world)
        yield world


def _complain(world: World) -> None:
    """Have ARN ask about an invoice."""
    filed = Filed(
        external_id="ARN-1",
        authority="ARN",
        reference="2026-01234",
        received_on=LIMITED.date(),
        category="contract-price-marketing",
        party_id=world.parties["1002"],
        answer_by=date(2026, 5, 19),
    )
    complaints.receive(filed=filed, actor="feed", at=clock.now())


def _register(world: World) -> None:
    for number, name in PEOPLE.items():
        world.owing(number, name, protected=number == "1003")
    world.customer("1005", "Maja Sundin", contacts={})
    world.service("1005", "fiber-1005")
    world.invoice("F-1005", "1005", "fiber-1005")
    world.customer("2001", "Kari Nordmann", country="NO")
    world.service("2001", "fiber-2001", country="NO", address="Kongens gate 4")
    world.invoice("F-2001", "2001", "fiber-2001", country="NO", due=date(2026, 4, 20))
    world.service("1001", "mobile-1001", kind="mobile", credit_limit=Decimal("300"))


def enter(context: BrowserContext, home: object, *roles: str, name: str = "Maria Ek", language: str = "en") -> None:
    """Sign somebody with these roles in."""
    cookie = inside(staff(*roles, name=name, language=language)).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": str(home)}])
