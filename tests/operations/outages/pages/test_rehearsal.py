"""Words to many are looked at before they are sent: plan, look, do; and what was seen is what is sent."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

import builders
from operations.outages.network import Tree, tree
from surfaces.desk.people import inside, staff
from varsel.kit import clock
from varsel.operations.outages import actions, queries
from varsel.operations.outages.pages import plans
from varsel.outlets.notices import queries as notices
from varsel.records.parties import queries as parties

pytestmark = pytest.mark.database
AT, HOUR = builders.START, timedelta(hours=1)  # nine in the morning, local time
SAID = {"until": "2026-03-02T12:00", "confidence": "high", "because": "The cable is spliced"}
NIGHT = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)


def _seen(text: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', text)
    assert found, "the page shows no rehearsal"
    return found.group(1)


def _count(outage_id: int, about: str) -> int:
    told = notices.counted_about(subjects=[f"outage:{outage_id}"])
    return sum(count for one, _, _, count in told if one == about)


def test_a_new_time_is_looked_at_then_said_once(noc: Client, dark: int) -> None:
    address = f"/outages/{dark}/estimate/"
    looked = noc.post(address, SAID).content.decode()
    for said in ("2 SMS", "at most 2 SMS parts", "at once", "The cable is spliced", "Languages"):
        assert said in looked
    assert queries.forecasts(outage_id=dark) == []

    assert noc.post(address, {**SAID, "seen": _seen(looked)}).status_code == 302
    assert [one.because for one in queries.forecasts(outage_id=dark)] == ["The cable is spliced"]
    assert _count(dark, "outage_estimate") == 2

    again = noc.post(address, {**SAID, "seen": _seen(looked)})
    assert again.status_code == 409
    assert "Something has changed since you looked" in again.content.decode()
    assert len(queries.forecasts(outage_id=dark)) == 1


def test_a_draft_is_changed_before_it_is_sent(noc: Client, dark: int) -> None:
    text = noc.post(f"/outages/{dark}/estimate/", {**SAID, "change": "1"}).content.decode()

    assert 'value="The cable is spliced"' in text
    assert "seen" not in text
    assert queries.forecasts(outage_id=dark) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"until": "2026-03-02T09:00"},
        {"until": ""},
        {"because": ""},
        {"confidence": "x"},
        {"earliest": "2026-03-02T13:00"},
    ],
)
def test_what_can_t_be_is_said_at_its_field_and_nothing_is_sent(
    noc: Client, dark: int, changed: dict[str, str]
) -> None:
    answer = noc.post(f"/outages/{dark}/estimate/", SAID | changed)

    assert answer.status_code == 422
    assert "ds-validation-message" in answer.content.decode()
    assert queries.forecasts(outage_id=dark) == []


def test_the_night_holds_the_words_and_the_page_says_so(noc: Client, dark: int) -> None:
    with clock.held(at=NIGHT):
        text = noc.post(f"/outages/{dark}/estimate/", SAID | {"until": "2026-03-03T12:00"}).content.decode()

    assert "not before the quiet hours end," in text


def test_a_price_makes_a_cost(noc: Client, dark: int, settings: Settings) -> None:
    settings.SMS_PRICE = "0.355 SEK"
    outage = queries.outage(outage_id=dark)
    said = plans.of_estimate(outage=outage, until=AT + HOUR, because="x", with_names=False, at=AT)

    assert [(word.parts, word.cost) for word in said.words] == [(2, (71, "SEK"))]


def test_a_far_end_also_offers_routers(dark: int) -> None:
    outage = queries.outage(outage_id=dark)
    near, far = (
        plans.of_estimate(outage=outage, until=AT + hours * HOUR, because="x", with_names=False, at=AT)
        for hours in (24, 24 * 9)
    )
    actions.estimate(outage_id=dark, until=AT + 24 * 9 * HOUR, because="x", actor="staff:1", at=AT)

    assert [(word.about, word.count) for word in far.words] == [("outage_estimate", 2), ("loan_offer", 2)]
    assert _count(dark, "loan_offer") == 2
    assert len(near.words) <= len(far.words)


@pytest.mark.parametrize("with_names", [True, False])
def test_samples_name_nobody_to_who_may_not_see_customers(net: Tree, with_names: bool) -> None:
    mailed = tree(contacts={"email": "somebody@example.test"})
    outage_id = actions.declare_outage(
        called="O2", node_id=mailed.nodes["core"], title="", expected=None, actor="staff:1", at=AT
    )
    outage = queries.outage(outage_id=outage_id)
    said = plans.of_estimate(outage=outage, until=AT + HOUR, because="x", with_names=with_names, at=AT)
    name = parties.customer(party_id=mailed.parties["a"]).name

    assert len(said.words[0].samples) == 1  # all of one name: they read the same
    assert any(name in sample.body for sample in said.words[0].samples) == with_names
    assert any("•••" in sample.body for sample in said.words[0].samples) != with_names


def test_who_has_no_way_is_counted_as_to_be_rung(dark: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE parties_contact_point SET bounced_at = %s", [AT])
    outage = queries.outage(outage_id=dark)
    said = plans.of_estimate(outage=outage, until=AT + HOUR, because="x", with_names=False, at=AT)

    assert said.words[0].ways == (("", 2),)
    assert said.words[0].parts == 0


def test_what_the_work_waits_for_is_looked_at_then_said(noc: Client, dark: int) -> None:
    address, said = f"/outages/{dark}/wait/", {"item": "a digging permit", "place": "the municipality", "expected": ""}
    looked = noc.post(address, said).content.decode()
    assert "a digging permit" in looked
    noc.post(address, {**said, "seen": _seen(looked)})

    waits = queries.status(outage_id=dark, at=AT).waiting_for
    assert waits
    assert waits.item == "a digging permit"
    noc.post(f"/outages/{dark}/go-on/")
    assert queries.status(outage_id=dark, at=AT).waiting_for is None


def test_the_end_is_looked_at_then_said(noc: Client, dark: int) -> None:
    builders.advance(to=AT + 2 * HOUR)
    with clock.held(at=AT + 2 * HOUR):
        looked = noc.get(f"/outages/{dark}/restore/").content.decode()
        assert queries.outage(outage_id=dark).ended_at is None
        noc.post(f"/outages/{dark}/restore/", {"seen": _seen(looked)})

        assert queries.outage(outage_id=dark).ended_at == AT + 2 * HOUR
        late = noc.post(f"/outages/{dark}/estimate/", SAID)
    assert late.status_code in {200, 302}


def test_the_crew_is_said_at_once_and_told_to_nobody(noc: Client, dark: int) -> None:
    noc.post(f"/outages/{dark}/crew/", {"crew-state": "night_work", "crew-because": ""})
    noc.post(f"/outages/{dark}/crew/", {"crew-state": "paused", "crew-because": ""})

    assert [one.state for one in queries.crew(outage_id=dark)] == ["night_work"]
    assert {about for about, *_ in notices.counted_about(subjects=[f"outage:{dark}"])} == {"outage_start"}


def test_a_router_is_lent_and_comes_back(noc: Client, net: Tree, dark: int) -> None:
    actions.estimate(outage_id=dark, until=AT + 24 * 9 * HOUR, because="x", actor="staff:1", at=AT)
    desk = inside(staff("dispatcher", name="Disa Palm"))
    number = parties.customer(party_id=net.parties["a"]).number
    desk.post(f"/outages/{dark}/lend/", {"customer": number})
    assert [one.back_at for one in queries.loans(outage_ids=[dark])] == [None]
    assert f'value="{number}"' in desk.get(f"/outages/{dark}/").content.decode()
    assert "Router lent in the outage" in desk.get(f"/customers/{number}/").content.decode()

    desk.post(f"/outages/{dark}/take-back/", {"customer": number})
    assert [one.back_at for one in queries.loans(outage_ids=[dark])] == [AT]
    assert (
        "No customer has this number."
        in desk.post(f"/outages/{dark}/lend/", {"customer": "0"}, follow=True).content.decode()
    )
