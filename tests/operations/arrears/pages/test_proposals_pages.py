"""Proposals: look, choose, review, approve."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from surfaces.desk.people import inside, staff
from surfaces.desk.world import PROPOSED, World
from varsel.kit import clock
from varsel.operations.arrears import actions as arrears
from varsel.operations.arrears import pages

pytestmark = pytest.mark.database


@pytest.fixture
def proposed(world: World) -> World:
    """Three customers whose services are proposed for limiting."""
    for number, name in (("1001", "Anna Lind"), ("1002", "Erik Dahl"), ("1003", "Sara Berg")):
        world.owing(number, name, protected=number == "1003")
    world.until(PROPOSED)
    return world


def refs() -> list[str]:
    """Return the proposals that wait."""
    return [one.ref for one in pages.waiting(state="open", action="", skip=0, limit=50, at=clock.now())]


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
    text = inside(staff("collections")).post("/proposals/review/", {"ref": refs()}).content.decode()
    assert "Approve 3 proposals?" in text
    assert "SEK\xa01,197.00" in text
    assert "<code>SE-SUSP-01</code>: 3" in text


def test_several_are_approved_at_once_within_the_hours(proposed: World) -> None:
    done = inside(staff("collections")).post("/proposals/approve/", {"ref": refs()[:2]}, follow=True).content.decode()
    assert done.count("Done at once") == 2
    assert len(refs()) == 1
    assert set(pages.levels(service_ids=[proposed.services["fiber-1001"]]).values()) == {"limited"}


def test_a_reload_of_the_outcome_does_nothing_again(proposed: World) -> None:
    client = inside(staff("collections"))
    client.post("/proposals/approve/", {"ref": refs()})
    for _reload in range(2):
        assert client.get("/proposals/outcome/").content.decode().count("Done at once") == 3


def test_a_second_press_approves_nothing_twice(proposed: World) -> None:
    client, chosen = inside(staff("collections")), refs()
    client.post("/proposals/approve/", {"ref": chosen})
    client.post("/proposals/approve/", {"ref": chosen})
    assert "Done at once" not in client.get("/proposals/outcome/").content.decode()


def test_one_that_is_refused_stops_no_other(proposed: World) -> None:
    chosen = refs()
    proposed_id = proposed.parties["1002"]
    arrears.set_hold(
        party_id=proposed_id, kind="promise", until=date(2026, 5, 4), because="x", actor="staff:9", at=clock.now()
    )
    done = inside(staff("collections")).post("/proposals/approve/", {"ref": chosen}, follow=True).content.decode()
    assert done.count("Done at once") == 2
    assert "Collection is paused for this customer" in done
    assert "on-hold" in done


def test_who_brought_a_proposal_about_can_not_approve_it(world: World) -> None:
    me = staff("collections")
    world.owing("1001", "Anna Lind", by=f"staff:{me}")
    world.until(PROPOSED)
    client = inside(me)
    assert "not by you" in client.get("/proposals/").content.decode()
    done = client.post("/proposals/approve/", {"ref": refs()}, follow=True).content.decode()
    assert "a second person must" in done.replace("&#x27;", "'")
    assert len(refs()) == 1


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
    clock.move(to=datetime(2026, 4, 24, 7, 0, tzinfo=UTC))  # Friday: the day before a day that is no business day
    client = inside(staff("collections"))
    done = client.post("/proposals/approve/", {"ref": refs()[:1]}, follow=True).content.decode()
    assert "It is carried out" in done
    assert "Mon 27 Apr 2026, 10:00" in done
    assert "F-1001" in client.get("/proposals/?state=approved").content.decode()
