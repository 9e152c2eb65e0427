"""The live page: what is dark, what is due first, as filters, as a file, as a part that renews itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

import builders
from operations.outages.network import Tree
from surfaces.desk.people import inside, staff
from varsel.kit import clock
from varsel.operations.outages import actions, queries
from varsel.operations.outages.pages import live
from varsel.records.parties import queries as parties

pytestmark = pytest.mark.database
AT, MINUTE, HOUR = builders.START, timedelta(minutes=1), timedelta(hours=1)


def _estimate(outage_id: int, until: int) -> None:
    actions.estimate(
        outage_id=outage_id, until=AT + until * MINUTE, because="splicing", confidence="high", actor="staff:1", at=AT
    )


def test_an_empty_network_says_so_and_what_comes_next(noc: Client) -> None:
    text = noc.get("/outages/").content.decode()

    assert "Nothing is dark that we know of." in text
    assert "0 customers are without service." in text


def test_an_outage_stands_there_with_whom_it_touches_and_what_is_to_be_done(noc: Client, dark: int) -> None:
    text = noc.get("/outages/").content.decode()

    for said in ("Cut at the bridge", "1 safety alarm", "Say until when it is expected to last", "2 customers are"):
        assert said in text


@pytest.mark.parametrize(
    ("until", "is_soon", "code"), [(29, True, "say_anew"), (30, True, "say_anew"), (31, False, "say_anew")]
)
def test_a_forecast_runs_out_half_an_hour_before_its_end(dark: int, until: int, is_soon: bool, code: str) -> None:
    _estimate(dark, until)

    (row,) = live.open_rows(at=AT)
    assert (row.is_soon, row.step and row.step.code) == (is_soon, code)


def test_what_is_due_first_stands_at_the_top(net: Tree, dark: int) -> None:
    other = actions.declare_outage(
        called="O2", node_id=net.nodes["c"], title="", expected=AT + HOUR, actor="staff:1", at=AT
    )
    assert [row.outage.id for row in live.open_rows(at=AT)] == [dark, other]

    _estimate(dark, 120)
    assert [row.outage.id for row in live.open_rows(at=AT)] == [other, dark]


def test_what_the_work_waits_for_is_asked_after_when_it_should_have_come(dark: int) -> None:
    _estimate(dark, 120)
    actions.wait_for(outage_id=dark, item="cable", place="Växjö", expected=AT + 30 * MINUTE, actor="staff:1", at=AT)
    before, after = live.open_rows(at=AT)[0], live.open_rows(at=AT + 30 * MINUTE)[0]

    assert before.step == live.Step("ask_after", AT + 30 * MINUTE, is_late=False, is_soon=True)
    assert (after.step and after.step.is_late, after.state, before.state) == (True, "broken", "waiting_material")


def test_a_duty_to_the_regulator_stays_until_there_is_a_receipt(noc: Client, dark: int) -> None:
    _estimate(dark, 60 * 24 * 9)
    builders.advance(to=AT + 25 * HOUR)
    with clock.held(at=AT + 25 * HOUR):
        row = live.row(outage=queries.outage(outage_id=dark), at=clock.now())
        assert [duty.kind for duty in row.duties][:1] == ["regulator_notice"]
        assert row.step
        assert (row.step.code, row.step.is_late) == ("regulator_notice", True)

        blank = noc.post(f"/outages/{dark}/report/", {"step": "regulator_notice", "receipt": " "})
        assert (blank.status_code, queries.reported(outage_id=dark)) == (302, {})
        noc.post(f"/outages/{dark}/report/", {"step": "regulator_notice", "receipt": "PTS-7"})

        assert queries.reported(outage_id=dark) == {"regulator_notice": "PTS-7"}
        row = live.row(outage=queries.outage(outage_id=dark), at=clock.now())
        assert "regulator_notice" not in {duty.kind for duty in row.duties}
        assert "PTS-7" in noc.get(f"/outages/{dark}/").content.decode()


@pytest.mark.parametrize("address", ["/outages/", "/outages.csv"])
def test_filters_are_addresses(noc: Client, dark: int, address: str) -> None:
    def there(query: str) -> bool:
        return "Cut at the bridge" in noc.get(address + query).content.decode()

    assert there("")
    assert there("?need=forecast")
    assert there("?need=telecare")
    assert not there("?need=waiting")
    assert not there("?show=over")
    assert not there("?show=planned")
    assert there("?need=nonsense&show=nonsense")
    actions.restore(outage_id=dark, actor="staff:1", at=AT)
    assert there("?show=over")
    assert not there("")


def test_the_list_renews_itself_under_its_own_address(noc: Client, dark: int) -> None:
    part = noc.get("/outages/?need=forecast", headers={"HX-Request": "true"}).content.decode()

    assert part.startswith('<div id="outages"')
    assert 'hx-get="/outages/?need=forecast" hx-trigger="every 20s"' in part
    assert f'id="outage-{dark}"' in part


def test_planned_work_stands_there_with_who_was_not_told_yet(noc: Client, net: Tree) -> None:
    actions.plan_work(
        called="W1",
        node_id=net.nodes["agg-2"],
        begins_at=AT + 72 * HOUR,
        ends_at=AT + 76 * HOUR,
        title="New switch",
        actor="staff:1",
        at=AT,
    )
    assert "not yet" in noc.get("/outages/?show=planned").content.decode()
    assert "New switch" in noc.get("/outages.csv?show=planned").content.decode()


def test_who_watches_no_customers_reads_no_names(noc: Client, net: Tree, dark: int) -> None:
    text = noc.get(f"/outages/{dark}/").content.decode()

    assert "desk_customer" not in text
    assert "/customers/" not in text


def test_agents_read_and_do_nothing(net: Tree, dark: int) -> None:
    agent = inside(staff("agent", name="Eva Ek"))
    main = agent.get(f"/outages/{dark}/").content.decode().partition('id="main"')[2].partition("</main>")[0]

    assert "Cut at the bridge" in main
    assert "<form" not in main
    for act in ("estimate", "wait", "restore", "crew", "go-on", "report", "lend", "take-back"):
        assert agent.post(f"/outages/{dark}/{act}/").status_code == 403
    assert queries.outage(outage_id=dark).ended_at is None


def test_the_board_and_the_customer_s_page_lead_there(net: Tree, dark: int) -> None:
    agent = inside(staff("agent", name="Eva Ek"))
    number = parties.customer(party_id=net.parties["a"]).number

    assert "Outages without a word on their end" in agent.get("/board/").content.decode()
    assert f'href="/outages/{dark}/"' in agent.get(f"/customers/{number}/").content.decode()


def test_what_does_not_exist_is_not_found_and_what_was_taken_over_leads_on(noc: Client, net: Tree, dark: int) -> None:
    above = actions.declare_outage(
        called="O9", node_id=net.nodes["core"], title="", expected=None, actor="staff:1", at=AT
    )
    assert noc.get("/outages/9999/").status_code == 404
    assert noc.post("/outages/9999/crew/").status_code == 404
    assert noc.get(f"/outages/{dark}/")["Location"] == f"/outages/{above}/"


def test_the_timeline_counts_words_and_does_not_name_each(noc: Client, dark: int) -> None:
    builders.advance(to=AT + HOUR)
    with clock.held(at=AT + HOUR):
        text = noc.get(f"/outages/{dark}/").content.decode()

    assert "2 told" in text
    assert "A word about" not in text
