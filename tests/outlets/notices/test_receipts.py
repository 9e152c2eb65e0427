"""Receipts come in any order, any number of times, also too early: what counts as told is the same."""

from __future__ import annotations

import itertools
import random
from datetime import timedelta
from uuid import uuid4

import pytest

import builders
from outlets.notices.saying import Telling, send, tell
from varsel.outlets.notices import queries, receipts, resolving, sending
from varsel.outlets.notices.channels import Receipt
from varsel.outlets.notices.models import Attempt, Bounce, Notice
from varsel.outlets.notices.models import Receipt as Kept
from varsel.outlets.notices.waiting import Asks
from varsel.records.journal import queries as journal
from varsel.records.parties import queries as reached

AT = builders.START
SECOND = timedelta(seconds=1)
LATER = AT + 10 * SECOND


@pytest.fixture
def party_id(db: None) -> int:
    """Give a customer with a phone and an e-mail address."""
    builders.set_policy()
    return builders.customer(contacts={"sms": "+46700000001", "email": "a@example.test"})


def _said(state: str, ref: str = "1-1", at: timedelta = 5 * SECOND) -> Receipt:
    return Receipt(state=state, at=AT + at, gateway_ref=ref)  # type: ignore[arg-type]


def _note(*said: Receipt, at: timedelta = 10 * SECOND) -> int:
    return receipts.note(receipts=said, channel="sms", at=AT + at)


def _handed(party_id: int, *, parts: int = 1) -> int:
    notice_id = tell(party_id=party_id, at=AT)
    send(at=AT, gateway=Telling(parts=parts))
    return notice_id


def test_accepted_is_not_yet_told_where_the_channel_gives_receipts(party_id: int) -> None:
    notice_id = _handed(party_id)

    word = queries.word(notice_id=notice_id)
    assert (word.state, word.told_at, word.received_at) == ("handed", None, None)
    assert journal.entries(about=["service:1"]) == []


def test_delivered_is_told_from_the_moment_of_the_receipt(party_id: int) -> None:
    notice_id = _handed(party_id)

    assert _note(_said("delivered")) == 1

    word = queries.word(notice_id=notice_id)
    assert (word.state, word.told_by, word.told_at, word.received_at) == ("told", "sms", *[AT + 5 * SECOND] * 2)
    assert [entry.kind for entry in journal.entries(about=["service:1"])] == ["notice_told"]


@pytest.mark.parametrize(("said_at", "told_at"), [(-SECOND, AT), (timedelta(hours=2), LATER)])
def test_a_gateways_clock_tells_neither_a_time_before_the_hand_over_nor_one_to_come(
    party_id: int, said_at: timedelta, told_at: object
) -> None:
    notice_id = _handed(party_id)

    _note(_said("delivered", at=said_at))

    assert queries.word(notice_id=notice_id).told_at == told_at


@pytest.mark.parametrize("order", list(itertools.permutations(["accepted", "unknown", "delivered", "accepted"])))
def test_receipts_in_any_order_and_twice_come_to_the_same(party_id: int, order: tuple[str, ...]) -> None:
    notice_id = _handed(party_id)

    for state in order:
        _note(_said(state))
        _note(_said(state))

    assert queries.word(notice_id=notice_id).state == "told"
    assert len(journal.entries(about=["service:1"])) == 1
    assert Kept.objects.count() == 8


def test_any_shuffle_of_the_same_receipts_comes_to_the_same_receipt_of_the_message(party_id: int) -> None:
    chance, seen = random.Random(7), set()
    for number in range(30):
        gateway = Telling(parts=3)
        notice_id = tell(party_id=party_id, at=AT, subject=f"service:{number}")
        sending.send(at=AT, owner="t", gateways={"sms": _named(gateway, number)}, asks=Asks())
        said = [
            _said(state, f"{number}/{part}")
            for state, part in [("delivered", 1), ("accepted", 1), ("delivered", 2), ("expired", 3), ("accepted", 3)]
        ]
        chance.shuffle(said)
        cut = chance.randrange(len(said))
        _note(*said[:cut])
        _note(*said[cut:])
        seen.add((Attempt.objects.get(notice=notice_id, channel="sms").receipt, _state(notice_id)))
    assert seen == {("expired", "queued")}


def _named(gateway: Telling, number: int) -> Telling:
    gateway.refs = lambda _: tuple(f"{number}/{part}" for part in (1, 2, 3))  # type: ignore[method-assign]
    return gateway


def _state(notice_id: int) -> str:
    return queries.word(notice_id=notice_id).state


def test_a_long_message_is_delivered_when_all_its_parts_are(party_id: int) -> None:
    notice_id = _handed(party_id, parts=3)

    _note(_said("delivered", "1-3"), _said("delivered", "1-1"))
    assert _state(notice_id) == "handed"

    _note(_said("delivered", "1-2"))
    assert _state(notice_id) == "told"


def test_a_long_message_has_failed_when_any_part_has(party_id: int) -> None:
    notice_id = _handed(party_id, parts=3)

    _note(_said("delivered", "1-1"), _said("failed", "1-2"), _said("delivered", "1-3"))

    assert _state(notice_id) == "queued"
    assert reached.reach(party_id=party_id)["sms"].bounced


def test_what_failed_goes_to_the_next_channel_in_the_same_minute_and_was_not_told(party_id: int) -> None:
    notice_id = _handed(party_id)

    _note(_said("failed"))
    assert _state(notice_id) == "queued"
    send(at=LATER, gateway=Telling())

    assert [one.channel for one in Attempt.objects.order_by("id")] == ["sms", "email"]
    assert Bounce.objects.count() == 0


def test_an_expired_message_does_not_blame_the_number(party_id: int) -> None:
    _handed(party_id)

    _note(_said("expired"))

    assert not reached.reach(party_id=party_id)["sms"].bounced


def test_receipts_for_what_nobody_knows_are_kept_and_do_nothing(party_id: int) -> None:
    notice_id = _handed(party_id)

    assert _note(_said("failed", "999"), Receipt(state="failed", at=AT, ref=str(uuid4()))) == 0
    assert _note(Receipt(state="delivered", at=AT, ref="'; DROP TABLE--", gateway_ref="")) == 0

    assert (_state(notice_id), Kept.objects.filter(attempt_id=None).count()) == ("handed", 3)


def test_another_channels_reference_is_not_ours(party_id: int) -> None:
    notice_id = _handed(party_id)

    assert receipts.note(receipts=[_said("delivered")], channel="email", at=LATER) == 0
    assert _state(notice_id) == "handed"


def test_a_reference_that_is_used_again_means_the_newest_message(party_id: int) -> None:
    first, second = _handed(party_id), _handed(party_id)

    _note(_said("delivered"))

    assert (_state(first), _state(second)) == ("handed", "told")


def test_what_was_told_and_comes_back_counts_no_longer_and_is_said_anew(party_id: int) -> None:
    notice_id = _handed(party_id)
    _note(_said("delivered"))

    _note(_said("failed"), at=20 * SECOND)
    send(at=AT + 20 * SECOND, gateway=Telling())

    word, anew = queries.word(notice_id=notice_id), Notice.objects.get(instead_of=notice_id)
    assert (word.state, word.told_at, word.bounced_at) == ("told", AT + 5 * SECOND, AT + 20 * SECOND)
    assert [one.channel for one in Attempt.objects.filter(notice=anew)] == ["email"]
    assert [one.kind for one in journal.entries(about=["service:1"])] == ["notice_told", "notice_bounced"]
    assert queries.bounced(notice_ids=[notice_id, anew.id]) == {notice_id}


def test_it_bounces_once_however_often_that_is_said(party_id: int) -> None:
    _handed(party_id)
    for state in ("delivered", "failed", "delivered", "failed", "expired", "failed"):
        _note(_said(state))

    assert (Bounce.objects.count(), Notice.objects.count()) == (1, 2)


def test_a_failure_wins_over_a_delivery_whichever_comes_first(party_id: int) -> None:
    for first, second in (("failed", "delivered"), ("delivered", "failed")):
        notice_id = _handed(builders.customer(contacts={"sms": "+46700000009"}))
        _note(_said(first))
        _note(_said(second))
        assert Attempt.objects.get(notice=notice_id).receipt == "failed"


def test_a_receipt_resolves_what_nobody_knew(party_id: int) -> None:
    notice_id, gateway = tell(party_id=party_id, at=AT), Telling()
    batch = sending.intend(at=AT, owner="dead", gateways={"sms": gateway}, asks=Asks())
    list(gateway.hand_over(messages=[sending._message(one) for one in batch.begun]))
    later = AT + resolving.LOST_AFTER + SECOND
    resolving.find_lost(at=later)
    assert _state(notice_id) == "unknown"

    receipts.note(receipts=[Receipt(state="delivered", at=AT, ref=gateway.handed[0].ref)], channel="sms", at=later)

    assert _state(notice_id) == "told"
