"""The list of messages: its filters are its address, and what needs a person says what happened and what to do."""

from __future__ import annotations

import pytest

from outlets.notices.saying import tell
from surfaces.outbox.saying import ANNA, NOW, Said, agent, customer, number, text
from varsel.outlets.notices import queries
from varsel.outlets.notices.queries import Filter
from varsel.surfaces.outbox import messages


@pytest.mark.parametrize("state", ["told", "unknown", "unreached", "bounced"])
def test_a_state_is_an_address_with_its_messages_and_no_others(said: Said, state: str) -> None:
    page = text(agent(), f"/outbox/?state={state}")

    others = {"told", "unknown", "unreached", "bounced"} - {state}
    assert f"/outbox/{getattr(said, state)}/" in page
    assert not [one for one in others if f"/outbox/{getattr(said, one)}/" in page]


def test_each_state_is_counted(said: Said) -> None:
    counts = {one.value: one.count for one in messages.states()}
    assert counts == {
        "queued": "2", "handed": "0", "told": "2", "unknown": "1", "unreached": "1", "bounced": "1", "dropped": "0",
    }  # fmt: skip


def test_what_nobody_knows_says_what_happened_and_lets_say_what_was_found_out(said: Said) -> None:
    page = text(agent(), "/outbox/?state=unknown")

    assert "It may have arrived, so it is not sent again by itself." in page
    assert f"/outbox/{said.unknown}/?arrived=yes#found-out" in page


def test_who_may_not_say_what_became_of_it_has_no_button(said: Said) -> None:
    assert "#found-out" not in text(agent("finance"), "/outbox/?state=unknown")


def test_who_reached_nobody_is_rung_or_given_an_address(said: Said) -> None:
    page = text(agent(), "/outbox/?state=unreached")

    assert f"/calls/{said.unreached}/" in page
    assert f"/customers/{number(of=said.unreached)}/#identity" in page


def test_filters_are_channel_kind_and_customer(said: Said) -> None:
    mine = number(of=said.told)
    assert f"/outbox/{said.told}/" in text(agent(), f"/outbox/?customer={mine}&channel=sms&about=service_reopened")


@pytest.mark.parametrize("other", ["customer=C0", "channel=letter", "about=payment_demand", "subject=service:2"])
def test_a_filter_leaves_out_what_is_not_like_it(said: Said, other: str) -> None:
    page = text(agent(), f"/outbox/?state=told&{other}")
    assert f"/outbox/{said.told}/" not in page
    assert "No message is like this." in page


def test_nonsense_in_the_address_filters_nothing(said: Said) -> None:
    page = text(agent(), "/outbox/?state=nonsense&channel=pigeon&about=x&before=a&after=-1")
    assert f"/outbox/{said.told}/" in page


def test_a_protected_identity_is_masked_in_the_list_and_in_the_file(said: Said) -> None:
    client = agent()
    for address in ("/outbox/", "/outbox.csv"):
        page = text(client, address)
        assert "Hemlig" not in page
    assert ANNA in text(client, "/outbox/")


def test_an_empty_outbox_says_what_comes_here(plain: None) -> None:
    assert "Nothing was said yet." in text(agent(), "/outbox/")


def test_the_network_centre_sees_states_but_no_pages_of_customers(said: Said) -> None:
    client = agent("noc")
    assert f"/outbox/{said.told}/" not in text(client, "/outbox/")
    assert client.get(f"/outbox/{said.told}/").status_code == 403


def test_a_page_goes_on_from_where_it_was_whatever_comes_meanwhile(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "ROWS_A_PAGE", 2)
    first = messages.listed(wanted=Filter(), before=None, after=None)
    assert (first.newer, [row.it.id for row in first.rows]) == (None, _ids()[:2])

    before = _ids()
    tell(party_id=customer(at=NOW), at=NOW, subject="service:9")
    second = messages.listed(wanted=Filter(), before=first.older, after=None)
    assert [row.it.id for row in second.rows] == before[2:4]
    back = messages.listed(wanted=Filter(), before=None, after=second.newer)
    assert [row.it.id for row in back.rows] == before[:2]
    assert back.newer  # what came meanwhile


def test_the_last_page_has_nothing_older(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "ROWS_A_PAGE", len(_ids()))
    assert messages.listed(wanted=Filter(), before=None, after=None).older is None


def test_what_came_since_is_said_and_the_list_stays(said: Said) -> None:
    client, newest = agent(), _ids()[0]
    assert text(client, f"/outbox/moved/?since={newest}") == ""

    tell(party_id=customer(at=NOW), at=NOW, subject="service:9")
    assert "1 message was decided since you opened this list." in text(client, f"/outbox/moved/?since={newest}")


def _ids() -> list[int]:
    return [one.id for one in queries.outbox(wanted=Filter(), limit=100)]
