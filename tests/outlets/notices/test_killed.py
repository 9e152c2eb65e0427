"""Senders are killed at every line, hundreds of times: each word is handed over at most once, and none is lost."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

import builders
from outlets.notices.saying import SAID
from varsel.outlets.notices import actions, outcomes, receipts, resolving, sending
from varsel.outlets.notices.actions import Saying
from varsel.outlets.notices.channels import Message, Outcome, Receipt
from varsel.outlets.notices.models import Attempt, Notice
from varsel.outlets.notices.waiting import Asks

AT = builders.START
BATCH = 40
STEPS = ("claim", "intend", "before", "between", "after", "end", "told", "journal")


class Killed(BaseException):
    """The process ends here."""


class Remembering:
    """A gateway that knows what it took, and can be asked. `falls` is the message at which its caller dies."""

    receipts = False

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.refs: set[str] = set()
        self.falls: int | None = None

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Take each, or die on the way."""
        for number, message in enumerate(messages):
            if number == self.falls:
                raise Killed
            self.taken[message.about] += 1
            self.refs.add(message.ref)
            if self.falls is not None and number + 1 == -self.falls:
                raise Killed
            yield message.ref, Outcome("accepted")

    def ask(self, *, refs: Sequence[str]) -> Iterator[tuple[str, Outcome]]:
        """Say of each whether it came."""
        yield from ((ref, Outcome("accepted" if ref in self.refs else "rejected", permanent=False)) for ref in refs)


def _queue(count: int, *, about: str = "service_reopened") -> None:
    people = [builders.customer(contacts={"sms": f"+4670{n:07d}", "email": f"{n}@example.test"}) for n in range(20)]
    variant, facts = SAID[about]
    sayings = [
        Saying(about, variant, f"service:{n}", people[n % len(people)], "SE", "sv", facts) for n in range(1, count + 1)
    ]
    actions.tell_many(sayings=sayings, at=AT)


def _die(*_: object, **__: object) -> None:
    raise Killed


def _run_and_die(step: str, *, gateway: Remembering, at: datetime, chance: random.Random) -> None:
    """Run one batch and kill its sender at a step of the protocol."""
    gateway.falls = {"before": 0, "between": chance.randrange(1, 9), "after": -chance.randrange(1, 9)}.get(step)
    planted = {
        "claim": (sending, "take"),
        "intend": (sending, "copy_in"),
        "end": (outcomes, "_end"),
        "told": (outcomes, "tell"),
        "journal": (outcomes, "write_many"),
    }.get(step)
    with pytest.MonkeyPatch.context() as patch:
        if planted:
            patch.setattr(*planted, _die)
        with suppress(Killed):
            sending.send(at=at, owner=step, gateways={"sms": gateway, "email": gateway}, asks=Asks(), limit=BATCH)
    gateway.falls = None


@pytest.mark.parametrize(("messages", "kills"), [(400, 20), pytest.param(10_000, 500, marks=pytest.mark.slow)])
def test_a_sender_killed_anywhere_hands_nothing_over_twice_and_loses_nothing(
    transactional_db: None, messages: int, kills: int
) -> None:
    builders.set_policy()
    _queue(messages)
    gateway, chance, at = Remembering(), random.Random(11), AT
    for number in range(kills):
        step = STEPS[number % len(STEPS)]
        _run_and_die(step, gateway=gateway, at=at, chance=chance)
        if number % 10 == 0:
            at += resolving.LOST_AFTER + timedelta(seconds=1)
            resolving.find_lost(at=at)
    assert max(gateway.taken.values()) == 1

    _finish(gateway, at=at)

    assert set(Notice.objects.values_list("state", flat=True)) == {"told"}
    assert (len(gateway.taken), set(gateway.taken.values())) == (messages, {1})


def _finish(gateway: Remembering, *, at: datetime) -> None:
    """Let a sender that nobody kills do the rest, and ask the gateway of all that is unknown."""
    for _ in range(200):
        at += resolving.LOST_AFTER + timedelta(seconds=1)
        steps = resolving.find_lost(at=at) + resolving.ask(gateways={"sms": gateway, "email": gateway}, at=at)
        while claimed := sending.send(
            at=at, owner="end", gateways={"sms": gateway, "email": gateway}, asks=Asks()
        ).claimed:
            steps += claimed
        if not steps:
            return


def test_a_killed_process_leaves_what_it_had_unknown_and_nothing_doubled(
    transactional_db: None, tmp_path: Path
) -> None:
    builders.set_policy()
    _queue(1500)
    said = tmp_path / "handed"
    chance = random.Random(3)
    for _ in range(25):
        _kill_after(chance.uniform(0.005, 0.12), said=said)

    handed = Counter(said.read_text(encoding="utf-8").split())
    assert handed
    assert max(handed.values()) == 1
    later = AT + resolving.LOST_AFTER + timedelta(seconds=1)
    while resolving.find_lost(at=later):
        pass
    known = set(map(str, Attempt.objects.filter(outcome="accepted").values_list("ref", flat=True)))
    unknown = set(map(str, Attempt.objects.filter(outcome="unknown").values_list("ref", flat=True)))
    assert set(handed) <= known | unknown
    assert known <= set(handed)
    waiting = Notice.objects.filter(state="queued").count()
    assert waiting + len(known) + len(unknown) == 1500


def _kill_after(seconds: float, *, said: Path) -> None:
    """Let a process of its own send into a file, and kill it (SIGKILL) after a while."""
    child = os.fork()
    if child == 0:
        _send_into(said)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _send_into(said: Path) -> None:
    try:
        kept = connection.connection  # the parent's: not closed here, or its session would end
        connection.connection = None
        file = os.open(said, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        gateway = _Into(file)
        while True:
            sending.send(at=AT, owner=str(os.getpid()), gateways={"sms": gateway}, asks=Asks(), limit=20)
    finally:
        del kept
        os._exit(1)


class _Into:
    receipts = False

    def __init__(self, file: int) -> None:
        self._file = file

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Write each reference before it is answered."""
        for message in messages:
            os.write(self._file, f"{message.ref}\n".encode())
            yield message.ref, Outcome("accepted")


def test_a_receipt_that_dies_half_way_is_as_if_it_never_came(transactional_db: None) -> None:
    builders.set_policy()
    _queue(3)
    gateway = Remembering()
    sending.send(at=AT, owner="t", gateways={"sms": gateway}, asks=Asks())
    refs = [str(ref) for ref in Attempt.objects.values_list("ref", flat=True)]
    failed = [Receipt(state="failed", at=AT, ref=ref) for ref in refs]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receipts.bouncing, "write_many", _die)
        with pytest.raises(Killed):
            receipts.note(receipts=failed, channel="sms", at=AT)

    assert Notice.objects.count() == 3
    receipts.note(receipts=failed, channel="sms", at=AT)
    assert Notice.objects.filter(instead_of__isnull=False).count() == 3
