"""Senders of their own: a long bulk holds up neither urgent words nor other channels, and a stop stops."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection

import builders
from outlets.notices.saying import SAID, tell
from varsel.kit import clock
from varsel.outlets.notices import actions, brakes
from varsel.outlets.notices.actions import Saying
from varsel.outlets.notices.channels import Gateway, Message, Outcome, Receipt
from varsel.outlets.notices.models import Attempt, Notice
from varsel.outlets.notices.sending import Sent
from varsel.surfaces.worker import wiring
from varsel.surfaces.worker.senders import LEAST, MANY, MOST, Pace, Senders


class Slow:
    """A gateway that takes its time for each message, and remembers when each came."""

    receipts = False

    def __init__(self, *, seconds: float = 0.0, answer: str = "accepted") -> None:
        self.seconds, self.answer = seconds, answer
        self.handed: list[tuple[float, Message]] = []

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Take each."""
        for message in messages:
            self.handed.append((time.monotonic(), message))
            time.sleep(self.seconds)
            yield message.ref, Outcome(self.answer)  # type: ignore[arg-type]


class Seeing(Slow):
    """A slow gateway that sees how many batches wait for it, claimed already."""

    def __init__(self) -> None:
        super().__init__(seconds=0.001)
        self.ahead: list[int] = []

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Take each, and then look."""
        yield from super().hand_over(messages=messages)
        mine = [message.ref for _, message in self.handed]
        waiting = Attempt.objects.filter(outcome=None).exclude(ref__in=mine)
        self.ahead.append(waiting.values("begun_at").distinct().count())


class TellingAtOnce:
    """A gateway that tells of each message at once that it arrived, and notes what was written down by then."""

    receipts = True

    def __init__(self) -> None:
        self.taken, self.asked, self.told = 0, list[int](), list[int]()

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Take each."""
        for message in messages:
            self.taken += 1
            yield message.ref, Outcome("accepted", gateway_refs=(str(self.taken),))

    @contextmanager
    def heard(self, *, answers: Iterable[Outcome]) -> Iterator[list[Receipt]]:
        """Give a receipt of each, and look how many are told when they are stored."""
        receipts = [Receipt("delivered", clock.now(), gateway_ref=one.gateway_refs[0]) for one in answers]
        self.asked.append(len(receipts))
        yield receipts
        self.told.append(Notice.objects.filter(state="told").count())


@pytest.fixture
def party_id(transactional_db: None) -> int:
    """Give a customer who is reached by SMS and e-mail, in the time of the wall clock."""
    at = clock.now() - timedelta(days=30)
    quiet = builders.defaults().notices.quiet_hours[0]
    builders.set_policy(at=at, notices={"hourly_cap": 10_000, "daily_cap": 10_000, "quiet_hours": (quiet, quiet)})
    return builders.customer(contacts={"sms": "+46700000001", "email": "a@example.test"}, at=at)


def _demands(party_id: int, count: int) -> None:
    variant, facts = SAID["payment_demand"]
    facts = facts | {"last_day": {"pay_by": {"demand_days": 10, "demand_bank_days": 4}}}
    sayings = [
        Saying("payment_demand", variant, f"invoice:{n}", party_id, "SE", "sv", facts) for n in range(1, count + 1)
    ]
    actions.tell_many(sayings=sayings, at=clock.now())


@contextmanager
def _running(gateways: Mapping[str, Gateway]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "ASKS", wiring.Asks())
        senders = Senders(gateways=lambda: gateways, owner="test")
        senders.start()
        try:
            yield
        finally:
            senders.stop()


def _until(is_so: Callable[[], bool], *, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it took too long"
        threading.Event().wait(0.01)


def test_an_urgent_word_starts_within_a_second_of_its_commit(party_id: int) -> None:
    gateway, took = Slow(), []
    with _running({"sms": gateway}):
        _until(lambda: connection is not None)
        for number in range(20):
            tell(party_id=party_id, subject=f"service:{number}", at=clock.now())
            committed = time.monotonic()
            _until(lambda number=number: len(gateway.handed) == number + 1)  # type: ignore[misc]
            took.append(gateway.handed[-1][0] - committed)
    assert max(took) < 1.0


def test_an_urgent_word_overtakes_a_bulk_that_runs(party_id: int) -> None:
    gateway = Slow(seconds=0.005)
    _demands(party_id, 2000)
    with _running({"sms": gateway, "email": gateway}):
        _until(lambda: len(gateway.handed) > 150)
        tell(party_id=party_id, at=clock.now())
        committed = time.monotonic()
        _until(lambda: any(message.urgent for _, message in list(gateway.handed)))
        came = next(at for at, message in list(gateway.handed) if message.urgent)
        brakes.stop(channel="", because="enough seen", actor="test", at=clock.now())
    assert came - committed < 2.0
    assert len(gateway.handed) < 2000


def test_a_slow_channel_holds_up_no_other(party_id: int) -> None:
    slow, fast = Slow(seconds=0.02), Slow()
    _demands(party_id, 300)
    with _running({"email": slow, "sms": fast}):
        _until(lambda: len(slow.handed) > 20)
        tell(party_id=party_id, at=clock.now())
        committed = time.monotonic()
        _until(lambda: bool(fast.handed))
        brakes.stop(channel="email", because="enough seen", actor="test", at=clock.now())
    assert fast.handed[0][0] - committed < 1.0


def test_a_stop_stops_within_two_seconds_and_nothing_is_lost(party_id: int) -> None:
    gateway = Slow(seconds=0.003)
    _demands(party_id, 3000)
    with _running({"email": gateway}):
        _until(lambda: len(gateway.handed) > 100)
        brakes.stop(channel="", because="wrong amounts", actor="test", at=clock.now())
        stopped = time.monotonic()
        threading.Event().wait(3.0)
        last = gateway.handed[-1][0]
    assert last - stopped < 2.0
    told = Notice.objects.filter(state="told").count()
    assert (told, Notice.objects.filter(state="queued").count()) == (len(gateway.handed), 3000 - told)


def test_no_more_than_one_batch_is_claimed_ahead(party_id: int) -> None:
    gateway = Seeing()
    _demands(party_id, 1500)
    with _running({"email": gateway}):
        _until(lambda: len(gateway.handed) == 1500)

    assert max(gateway.ahead) == 1


def test_what_a_gateway_tells_at_once_of_many_is_told_with_their_hand_over(party_id: int) -> None:
    gateway = TellingAtOnce()
    _demands(party_id, 3 * MANY)
    with _running({"email": gateway}):
        _until(lambda: gateway.taken == 3 * MANY and Notice.objects.exclude(state="queued").count() == 3 * MANY)

    assert gateway.asked
    assert min(gateway.asked) >= MANY
    assert all(told >= asked for told, asked in zip(gateway.told, gateway.asked, strict=True))
    assert Notice.objects.filter(state="told").count() == sum(gateway.asked)


def test_a_gateway_that_takes_nothing_is_left_alone_for_longer_and_longer() -> None:
    pace = Pace(size=500)
    pauses = []
    for _ in range(7):
        pace.learn(sent=Sent(claimed=20, handed=20, answers={"deferred": 20}), seconds=0.1)
        pauses.append(pace.pause)
    assert (pauses, pace.size) == ([1.0, 2.0, 4.0, 8.0, 10.0, 10.0, 10.0], LEAST)

    pace.learn(sent=Sent(claimed=20, handed=20, answers={"accepted": 1, "deferred": 19}), seconds=0.1)
    assert pace.pause == 0.0


@pytest.mark.parametrize(("seconds", "size"), [(0.01, 200), (0.3, 100), (5.0, LEAST), (0.0, 200)])
def test_a_sender_takes_what_three_tenths_of_a_second_carry(seconds: float, size: int) -> None:
    pace = Pace(size=100)
    pace.learn(sent=Sent(claimed=100, handed=100, answers={"accepted": 100}), seconds=seconds)

    assert pace.size == size
    assert size <= MOST
