"""What nobody knows is found out by time, by the gateway, or by a person; and only some words are said twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

import builders
from outlets.notices.saying import Gate, Telling, lost, send, tell
from varsel.outlets.notices import purposes, queries, resolving
from varsel.outlets.notices.channels import Message, Outcome
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.outlets.notices.models import Attempt
from varsel.records.journal import queries as journal
from varsel.records.parties import queries as reached

AT = builders.START
LATER = AT + timedelta(hours=1)


@pytest.fixture
def party_id(db: None) -> int:
    """Give a customer with a phone and an e-mail address."""
    builders.set_policy()
    return builders.customer(contacts={"sms": "+46700000001", "email": "a@example.test"})


@pytest.fixture
def unknown(party_id: int) -> int:
    """Give a word of which nobody knows whether it was handed over."""
    notice_id = tell(party_id=party_id, at=AT)
    send(at=AT, gateway=Gate(after=lost))
    return notice_id


def _state(notice_id: int) -> str:
    return queries.word(notice_id=notice_id).state


def _resolve(notice_id: int, *, arrived: bool) -> None:
    because = "the customer says so"
    resolving.resolve(notice_id=notice_id, arrived=arrived, because=because, actor="staff:7", at=LATER)


def test_a_person_finds_out_that_it_arrived(unknown: int) -> None:
    _resolve(unknown, arrived=True)

    word = queries.word(notice_id=unknown)
    assert (word.state, word.told_at, word.told_by) == ("told", LATER, "sms")
    kinds = [(entry.kind, entry.actor) for entry in journal.entries(about=["service:1"])]
    assert kinds == [("notice_told", "system"), ("notice_resolved", "staff:7")]


def test_a_person_finds_out_that_it_did_not_and_it_goes_the_next_way(unknown: int, party_id: int) -> None:
    _resolve(unknown, arrived=False)
    assert _state(unknown) == "queued"

    send(at=LATER, gateway=Recorder())

    assert queries.word(notice_id=unknown).told_by == "email"
    assert not reached.reach(party_id=party_id)["sms"].bounced


@pytest.mark.parametrize("arrived", [True, False])
def test_what_is_known_is_not_resolved_again(unknown: int, arrived: bool) -> None:
    _resolve(unknown, arrived=True)
    before = Attempt.objects.values_list("outcome", "ended_at").get()

    with pytest.raises(resolving.NotUnknown):
        _resolve(unknown, arrived=arrived)
    assert Attempt.objects.values_list("outcome", "ended_at").get() == before


class Knowing(Recorder):
    """A gateway that can be asked."""

    def __init__(self, outcome: Outcome | None) -> None:
        super().__init__()
        self.outcome = outcome

    def ask(self, *, refs: Sequence[str]) -> Iterator[tuple[str, Outcome]]:
        """Say what it knows."""
        if self.outcome:
            yield from ((ref, self.outcome) for ref in refs)


@pytest.mark.parametrize(
    ("outcome", "state", "known"),
    [
        (Outcome("accepted"), "told", 1),
        (Outcome("rejected"), "queued", 1),
        (Outcome("deferred"), "unknown", 0),
        (None, "unknown", 0),
    ],
)
def test_the_gateway_is_asked_where_it_can_be(unknown: int, outcome: Outcome | None, state: str, known: int) -> None:
    assert resolving.ask(gateways={"sms": Knowing(outcome)}, at=LATER) == known
    assert _state(unknown) == state


def test_a_gateway_that_cannot_be_asked_is_not(unknown: int) -> None:
    assert resolving.ask(gateways={"sms": Recorder()}, at=LATER) == 0
    assert _state(unknown) == "unknown"


def test_what_no_receipt_comes_for_is_unknown_after_days_and_a_person_can_say(party_id: int) -> None:
    notice_id = tell(party_id=party_id, at=AT)
    send(at=AT, gateway=Telling())

    assert resolving.find_silent(at=AT + resolving.SILENT_AFTER) == 0
    assert resolving.find_silent(at=AT + resolving.SILENT_AFTER + timedelta(seconds=1)) == 1
    assert _state(notice_id) == "unknown"

    at = AT + timedelta(days=4)
    resolving.resolve(notice_id=notice_id, arrived=False, because="rung", actor="staff:7", at=at)
    send(at=at, gateway=Recorder())
    assert queries.word(notice_id=notice_id).told_by == "email"


@pytest.fixture
def said_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a purpose that has a wording be one that may be said twice, as far as the code goes."""
    purpose = replace(purposes.PURPOSES["service_reopened"], said_twice=True)
    monkeypatch.setitem(purposes.PURPOSES, "service_reopened", purpose)


def test_the_database_lets_nothing_else_be_said_twice(said_twice: None, party_id: int) -> None:
    notice_id = tell(party_id=party_id, at=AT)

    with pytest.raises(Exception, match="is not said twice"):
        send(at=AT, gateway=Gate(after=lost))
    assert _state(notice_id) == "queued"


def test_the_database_and_the_table_of_purposes_agree_on_what_is_said_twice(db: None) -> None:
    rows = {row[0] for row in queries.fetch(statement="SELECT about FROM notices_said_twice", values={})}

    assert rows == {one.about for one in purposes.PURPOSES.values() if one.said_twice}


class Late(Gate):
    """A gateway that answers late."""

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Answer after the sender was given up."""
        resolving.find_lost(at=LATER)
        yield from super().hand_over(messages=messages)


def test_a_late_answer_resolves_what_was_given_up(party_id: int) -> None:
    notice_id = tell(party_id=party_id, at=AT)

    send(at=AT, gateway=Late())

    assert _state(notice_id) == "told"
    assert Attempt.objects.get().outcome == "accepted"
