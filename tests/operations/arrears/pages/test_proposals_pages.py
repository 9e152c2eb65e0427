"""Proposals: look, choose, review, approve."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from surfaces.desk.people import inside, staff
from surfaces.desk.world import PROPOSED, World
from varsel.kit import clock
from varsel.operations.arrears import actions as arrears
from varsel.operations.arrears import pages
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.operator import actions as operator
from varsel.records.operator.policy import Policy, defaults

pytestmark = pytest.mark.database
FRIDAY = datetime(2026, 4, 24, 7, 0, tzinfo=UTC)  # the day before a day that is no business day: nothing is done


@pytest.fixture
def proposed(world: World) -> World:
    """Three customers whose services are proposed for limiting."""
    for number, name in (("1001", "Anna Lind"), ("1002", "Erik Dahl"), ("1003", "Sara Berg")):
        world.owing(number, name, protected=number == "1003")
    world.until(PROPOSED)
    return world


def refs() -> list[str]:
    """Return the proposals that wait."""
    return [one.ref for one in pages.listed(state="open", at=clock.now())]


def review(client: Client, **given: object) -> str:
    """Freeze what is given, and return the address of the batch."""
    return client.post("/proposals/review/", given)["Location"]


def approved(client: Client, address: str, **given: object) -> str:
    """Approve a batch, and return the page that says what came of it."""
    return client.post(f"{address}approve/", given, follow=True).content.decode()


def test_a_proposal_says_why_in_one_sentence(proposed: World) -> None:
    text = inside(staff("collections")).get("/proposals/").content.decode()
    assert "F-1001" in text
    assert "the last day to pay was" in text
    assert "Fri 17 Apr 2026" in text
    assert "SE-SUSP-01" in text
    assert "SEK\xa0399.00" in text


def test_a_protected_identity_is_masked_on_the_page_and_in_the_file(proposed: World) -> None:
    client = inside(staff("collections"))
    assert "Sara Berg" not in client.get("/proposals/").content.decode()
    assert "Sara Berg" not in client.get("/proposals.csv").content.decode()


def test_the_file_is_for_nordic_spreadsheets(proposed: World) -> None:
    content = inside(staff("collections")).get("/proposals.csv").content.decode()
    assert content.startswith("\ufeffCustomer;Service;")
    assert "1001;fiber-1001;Limit;F-1001;2026-04-17;399,00;SEK;SE-SUSP-01;2026-04-23T10:00+02:00" in content


def test_htmx_gets_the_list_alone(proposed: World) -> None:
    part = inside(staff("collections")).get("/proposals/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="proposals"')


def test_several_are_reviewed_with_their_reasons_summed_up(proposed: World) -> None:
    client = inside(staff("collections"))
    text = client.get(review(client, ref=refs())).content.decode()
    assert "Approve 3 proposals?" in text
    assert "SEK\xa01,197.00" in text
    assert "<code>SE-SUSP-01</code>: 3" in text
    assert "An invoice was not paid after a demand: 3" in text


def test_the_review_says_what_to_look_at_twice_and_shows_it_first(proposed: World) -> None:
    client = inside(staff("collections"))
    text = client.get(review(client, ref=refs())).content.decode()
    assert "protected identity" in text
    assert text.index("fiber-1003") < text.index("fiber-1001")


def test_several_are_approved_at_once_within_the_hours(proposed: World) -> None:
    client = inside(staff("collections"))
    done = approved(client, review(client, ref=refs()[:2]))
    assert done.count("Done at once") == 2
    assert len(refs()) == 1
    assert set(pages.levels(service_ids=[proposed.services["fiber-1001"]]).values()) == {"limited"}


def test_all_that_match_the_filters_are_frozen_and_what_comes_later_is_not_among_them(world: World) -> None:
    for number in ("1001", "1002"):
        world.owing(number, "Somebody")
    world.until(PROPOSED)
    client = inside(staff("collections"))
    address = review(client, all="1", action="limit")
    world.customer("1009", "Late Comer")
    world.service("1009", "fiber-1009")
    world.invoice("F-1009", "1009", "fiber-1009", due=date(2026, 4, 30))
    world.until(datetime(2026, 5, 26, 9, 0, tzinfo=UTC))
    assert len(refs()) == 3
    approved(client, address)
    assert len(refs()) == 1


def test_what_is_left_out_of_a_batch_waits_on(proposed: World) -> None:
    client, chosen = inside(staff("collections")), refs()
    done = approved(client, review(client, ref=chosen), but=chosen[:1])
    assert "2 approved, 0 refused, 1 left out" in " ".join(done.split())
    assert refs() == chosen[:1]


def test_a_batch_of_which_all_is_left_out_is_not_approved(proposed: World) -> None:
    client, chosen = inside(staff("collections")), refs()
    address = review(client, ref=chosen)
    assert "Nothing is left to approve" in approved(client, address, but=chosen)
    assert refs() == chosen


def test_a_reload_of_the_outcome_does_nothing_again(proposed: World) -> None:
    client = inside(staff("collections"))
    address = review(client, ref=refs())
    approved(client, address)
    for _reload in range(2):
        assert client.get(address).content.decode().count("Done at once") == 3


def test_a_second_press_approves_nothing_twice(proposed: World) -> None:
    client = inside(staff("collections"))
    address = review(client, ref=refs())
    approved(client, address)
    again = approved(client, address)
    assert "Nothing was done a second time" in again
    assert again.count("Done at once") == 3


def test_two_clerks_at_once_both_see_what_became_of_it(proposed: World) -> None:
    mine, theirs = inside(staff("collections", name="Maria Ek")), inside(staff("collections", name="Per Ek"))
    address = review(mine, ref=refs())
    approved(theirs, review(theirs, ref=refs()[:2]))
    assert "2 were approved by Per Ek" in mine.get(address).content.decode()
    done = approved(mine, address)
    assert "1 approved, 2 refused" in " ".join(done.split())
    assert "This proposal no longer waits" in done


def test_a_list_that_was_opened_long_ago_says_what_moved_since(proposed: World) -> None:
    client, opened = inside(staff("collections")), clock.now()
    clock.move(to=datetime(2026, 4, 23, 9, 30, tzinfo=UTC))
    assert client.get("/proposals/moved/", {"since": opened.isoformat()}).content.decode().strip() == ""
    approved(client, review(client, ref=refs()[:2]))
    text = client.get("/proposals/moved/", {"since": opened.isoformat(), "action": "limit"}).content.decode()
    assert "2 were decided or fell" in text
    assert "?action=limit" in text


def test_one_that_is_refused_stops_no_other(proposed: World) -> None:
    client = inside(staff("collections"))
    address = review(client, ref=refs())
    proposed_id = proposed.parties["1002"]
    arrears.set_hold(
        party_id=proposed_id, kind="promise", until=date(2026, 5, 4), because="x", actor="staff:9", at=clock.now()
    )
    done = approved(client, address)
    assert done.count("Done at once") == 2
    assert "Collection is paused for this customer" in done
    assert "on-hold" in done


def test_who_brought_a_proposal_about_can_not_approve_it(world: World) -> None:
    me = staff("collections")
    world.owing("1001", "Anna Lind", by=f"staff:{me}")
    world.until(PROPOSED)
    client = inside(me)
    assert "not by you" in client.get("/proposals/").content.decode()
    done = approved(client, review(client, ref=refs()))
    assert "a second person must" in done.replace("&#x27;", "'")
    assert len(refs()) == 1


def test_over_the_cap_nothing_is_written_of_what_is_refused(world: World) -> None:
    operator.set_policy(policy=_with_cap(2), valid_from=clock.now(), set_by="test", at=clock.now())
    for number in ("1001", "1002", "1003"):
        world.owing(number, "Somebody")
    world.until(PROPOSED)
    client, waited = inside(staff("collections")), refs()
    done = approved(client, review(client, ref=waited))
    assert "2 approved, 1 refused" in " ".join(done.split())
    assert refs() == waited[2:]
    about = [f"service:{world.services['fiber-1003']}"]
    assert not journal.entries(about=about, kinds=[Kind.PROPOSAL_APPROVED, Kind.CAP_REACHED])


def test_nothing_chosen_leads_back_with_a_word(proposed: World) -> None:
    answer = inside(staff("collections")).post("/proposals/review/", {"ref": ["no-such"]}, follow=True)
    assert "Choose at least one proposal" in answer.content.decode()


def test_an_agent_may_look_but_sees_no_way_to_approve(proposed: World) -> None:
    text = inside(staff("agent")).get("/proposals/").content.decode()
    assert 'type="checkbox"' not in text
    assert "Review" not in text


def test_an_empty_list_says_why_and_what_comes_next(world: World) -> None:
    text = inside(staff("collections")).get("/proposals/").content.decode()
    assert "Nothing to decide." in text
    assert "A proposal comes when" in text


def test_what_is_approved_outside_the_hours_waits_for_its_moment(proposed: World) -> None:
    clock.move(to=FRIDAY)
    client = inside(staff("collections"))
    done = approved(client, review(client, ref=refs()[:1]))
    assert "It is carried out" in done
    assert "Mon 27 Apr 2026, 10:00" in done
    assert "F-1001" in client.get("/proposals/?state=approved").content.decode()


def test_an_approval_is_taken_back_before_its_moment_and_not_after(proposed: World) -> None:
    clock.move(to=FRIDAY)
    client, chosen = inside(staff("collections")), refs()
    approved(client, review(client, ref=chosen))
    said = client.post("/proposals/take-back/", {"ref": chosen[:2]}, follow=True).content.decode()
    assert "2 approvals were taken back" in said
    assert refs() == chosen[:2]
    proposed.until(datetime(2026, 4, 27, 8, 0, tzinfo=UTC))
    said = client.post("/proposals/take-back/", {"ref": chosen}, follow=True).content.decode()
    assert "taken back" in said.replace("&#x27;", "'")
    levels = pages.levels(service_ids=[proposed.services[f"fiber-{number}"] for number in ("1001", "1002", "1003")])
    assert list(levels.values()) == ["open", "open", "limited"]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("action=limit", ["1001", "1002", "1003"]),
        ("action=close", []),
        ("country=NO", []),
        ("rule=SE-SUSP-01", ["1001", "1002", "1003"]),
        ("sign=protected", ["1003"]),
        ("sign=none", ["1001", "1002"]),
        ("days=1", []),
        ("least=399", ["1001", "1002", "1003"]),
        ("least=400", []),
        ("most=398", []),
        ("sort=customer", ["1001", "1002", "1003"]),
        ("sign=nonsense&days=x&rule='", ["1001", "1002", "1003"]),
    ],
)
def test_a_filter_is_an_address_of_the_list_and_of_the_file(proposed: World, query: str, numbers: list[str]) -> None:
    client = inside(staff("collections"))
    page, file = (client.get(f"{address}?{query}").content.decode() for address in ("/proposals/", "/proposals.csv"))
    for number in ("1001", "1002", "1003"):
        assert (f"fiber-{number}" in page) is (number in numbers)
        assert (f"fiber-{number}" in file) is (number in numbers)


def _with_cap(cap: int) -> Policy:
    chosen = defaults()
    return replace(chosen, payments=replace(chosen.payments, daily_cap=cap))
