"""Why? From the answer down to the line, and the negative."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from surfaces.desk.people import inside, staff
from surfaces.desk.world import PROPOSED, World
from varsel.kit import clock
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import actions as arrears
from varsel.operations.arrears import sentences
from varsel.operations.arrears.refusals import SENTENCES
from varsel.operations.arrears.telling import IN_WORDS
from varsel.records.ledger import actions as ledger

pytestmark = pytest.mark.database
AFTER = datetime(2026, 4, 28, 9, 0, tzinfo=UTC)


@pytest.fixture
def anna(world: World) -> World:
    """A customer with an internet service and an unpaid invoice."""
    world.owing("1001", "Anna Lind")
    return world


def why(service: str = "fiber-1001") -> str:
    """Return the page."""
    return inside(staff("agent")).get(f"/services/{service}/why/").content.decode()


def test_a_limited_service_says_since_when_and_because_of_what(anna: World) -> None:
    anna.until(PROPOSED)
    arrears.approve(service_id=anna.services["fiber-1001"], actor="staff:9", at=clock.now())
    anna.until(AFTER)
    text = why()
    assert "This service has been limited since" in text
    assert "because an invoice was not paid after a demand" in " ".join(text.split())
    for said in ("SE-SUSP-01", "SE-SUSP-04", "The last day to pay has ended.", "as intended", "at 10 Mbit/s"):
        assert said in text


def test_the_line_of_time_leads_from_invoice_to_line(anna: World) -> None:
    anna.until(PROPOSED)
    arrears.approve(service_id=anna.services["fiber-1001"], actor="staff:9", at=clock.now())
    anna.until(AFTER)
    text = why()
    steps = ["came in:", "falls due", "was delivered by", "Last day to pay invoice", "was proposed", "was limited"]
    places = [text.index(step) for step in steps]
    assert places == sorted(places)


def test_an_open_service_says_why_no_rule_could_restrict_it(anna: World) -> None:
    assert "no rule could restrict it now: Nothing is unpaid and overdue" in why()


def test_a_demand_that_still_runs_is_the_answer(anna: World) -> None:
    anna.until(datetime(2026, 4, 17, 9, 0, tzinfo=UTC))
    text = why()
    assert "no rule could restrict it now: The last day to pay has not ended." in text
    assert "Waiting could change that from" in text


def test_a_hold_is_named_as_what_pauses_it(anna: World) -> None:
    anna.until(PROPOSED)
    arrears.set_hold(
        party_id=anna.parties["1001"],
        kind="promise",
        until=date(2026, 5, 4),
        because="x",
        actor="staff:9",
        at=clock.now(),
    )
    assert "collection is paused by a hold" in why()


def test_barred_calls_have_a_sentence_of_their_own(anna: World) -> None:
    anna.service("1001", "mobile-1001", kind="mobile", credit_limit=Decimal("300"))
    ledger.record_usage(
        service_id=anna.services["mobile-1001"],
        party_id=anna.parties["1001"],
        kind="call",
        amount=Decimal("310"),
        made_at=clock.now(),
        at=clock.now(),
        actor="feed",
    )
    anna.until(PROPOSED)
    assert "Outgoing calls of this service have been barred since" in why("mobile-1001")


def test_programs_get_the_same_as_json(anna: World) -> None:
    told = inside(staff("agent")).get("/services/fiber-1001/why.json").json()
    assert told["level"] == "open"
    assert told["verdict"]["lawful"] is False


def test_an_unknown_service_is_not_found(world: World) -> None:
    client = inside(staff("agent"))
    assert client.get("/services/nothing/why/").status_code == 404
    assert client.get("/services/nothing/why.json").status_code == 404


def test_every_reason_and_every_refusal_has_words() -> None:
    assert set(sentences.REASONS) == set(IN_WORDS)
    assert set(SENTENCES) <= set(sentences.REFUSED)


def test_rules_are_called_what_the_catalogue_calls_them() -> None:
    titles = {rule.id: rule.title for law in COUNTRIES.values() for rule in law.RULES if "-SUSP-" in rule.id}
    assert {key: str(words) for key, words in sentences.RULES.items()} == titles
