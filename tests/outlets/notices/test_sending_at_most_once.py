"""Kill the sender at each step of its protocol: a word is handed over once, or nobody knows; never twice."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.db import connection

import builders
from outlets.notices.saying import Gate, lost, send, tell
from varsel.outlets.notices import outcomes, proof, queries, resolving, sending, waiting
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.outlets.notices.models import Attempt, Notice, State
from varsel.outlets.notices.waiting import Asks, Waiting
from varsel.records.journal import queries as journal

AT = builders.START
LONG_AFTER = AT + timedelta(days=3)


@pytest.fixture
def notice_id(db: None) -> int:
    """Give a word that waits for a customer."""
    builders.set_policy()
    return tell(party_id=builders.customer(contacts={"email": "a@example.test", "sms": "+46700000001"}), at=AT)


def _state(notice_id: int) -> str:
    return queries.word(notice_id=notice_id).state


def test_a_word_is_handed_over_told_and_proved(notice_id: int) -> None:
    gateway = Recorder()

    assert send(at=AT, gateway=gateway) == 1

    word, (message,), attempt = queries.word(notice_id=notice_id), gateway.handed, Attempt.objects.get()
    assert (word.state, word.told_at, word.told_by, word.received_at) == ("told", AT, "sms", AT)
    assert message.content.decode() == word.text
    assert (message.ref, attempt.gateway_ref, attempt.outcome) == (str(attempt.ref), "recorded-1", "accepted")
    (told,) = journal.entries(about=["service:1"])
    assert (told.kind, told.facts["notice"], told.facts["sha256"]) == ("notice_told", notice_id, attempt.sha256)


def test_killed_before_the_intent_is_committed_it_is_simply_said_later(
    notice_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway, words = Recorder(), proof.words
    monkeypatch.setattr(proof, "words", lambda **_: lost())
    with pytest.raises(ConnectionResetError):
        send(at=AT, gateway=gateway)
    assert (Attempt.objects.count(), _state(notice_id)) == (0, "queued")

    monkeypatch.setattr(proof, "words", words)
    send(at=AT, gateway=gateway)

    assert (len(gateway.handed), _state(notice_id)) == (1, "told")


@pytest.mark.parametrize(("gate", "handed"), [(Gate(before=lost), 0), (Gate(after=lost), 1)])
def test_a_lost_reply_leaves_it_unknown_and_it_is_never_sent_again(notice_id: int, gate: Gate, handed: int) -> None:
    gate.recorder.handed.clear()

    send(at=AT, gateway=gate)
    send(at=LONG_AFTER, gateway=Recorder())

    attempt = Attempt.objects.get()
    assert (attempt.outcome, attempt.because) == ("unknown", "ConnectionResetError: no answer came")
    assert (len(gate.recorder.handed), _state(notice_id)) == (handed, "unknown")
    assert [word.id for word in queries.call_list()] == [notice_id]


def test_killed_after_the_intent_it_is_found_after_a_while_and_never_sent_again(notice_id: int) -> None:
    gateway = Recorder()
    sending.intend(at=AT, owner="dead", gateways={"sms": gateway}, asks=Asks())

    assert send(at=AT, gateway=gateway) == 0
    assert resolving.find_lost(at=AT + resolving.LOST_AFTER) == 0
    assert resolving.find_lost(at=AT + resolving.LOST_AFTER + timedelta(seconds=1)) == 1
    assert resolving.find_lost(at=LONG_AFTER) == 0

    assert send(at=LONG_AFTER, gateway=gateway) == 0
    assert (gateway.handed, _state(notice_id)) == ([], "unknown")


def test_killed_before_the_outcome_is_committed_nothing_is_told_and_nothing_sent_again(
    notice_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = Recorder()
    monkeypatch.setattr(outcomes, "tell", lambda **_: lost())
    with pytest.raises(ConnectionResetError):
        send(at=AT, gateway=gateway)
    monkeypatch.undo()
    assert (Attempt.objects.get().outcome, _state(notice_id)) == (None, "queued")

    resolving.find_lost(at=LONG_AFTER)
    send(at=LONG_AFTER, gateway=gateway)

    assert (len(gateway.handed), _state(notice_id)) == (1, "unknown")
    assert journal.entries(about=["service:1"]) == []


def test_two_senders_at_once_never_double(transactional_db: None) -> None:
    builders.set_policy()
    parties = [builders.customer(contacts={"sms": f"+4670000000{number}"}) for number in range(8)]
    for party_id in parties:
        tell(party_id=party_id, at=AT)
    gateway, start, failures = Recorder(), threading.Barrier(3), []

    def work() -> None:
        start.wait()
        try:
            send(at=AT, gateway=gateway)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert sorted(message.address for message in gateway.handed) == [f"+4670000000{number}" for number in range(8)]
    assert set(Notice.objects.values_list("state", flat=True)) == {State.TOLD}


def test_who_comes_to_the_row_after_another_began_leaves_it(notice_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = waiting._tried

    def tried(claimed: Iterable[Waiting]) -> dict[int, list[tuple[str, str, bool, bool]]]:
        """Let another sender begin in the moment between finding the row and locking it."""
        if not Attempt.objects.exists():
            content = {"content": b"", "sha256": hashlib.sha256(b"").hexdigest()}
            whose = {"notice_id": notice_id, "channel": "sms", "address": "+46700000001", "owner": "other"}
            Attempt.objects.create(ref=builders.key(), begun_at=AT, **content, **whose)
        return asked(claimed)

    monkeypatch.setattr(waiting, "_tried", tried)
    gateway = Recorder()

    assert send(at=AT, gateway=gateway) == 1

    assert [attempt.owner for attempt in Attempt.objects.all()] == ["other"]
    assert (gateway.handed, _state(notice_id)) == ([], "queued")
