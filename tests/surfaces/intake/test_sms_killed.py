"""Whole senders, killed (SIGKILL) again and again while they speak to a real SMPP server: nothing twice or lost."""

from __future__ import annotations

import os
import random
import signal
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection

import builders
from outlets.notices.channels.smpp.speaking import SOON, speak
from outlets.notices.saying import SAID
from surfaces.intake.test_sms import Ears
from varsel.kit import clock
from varsel.outlets.notices import actions, resolving
from varsel.outlets.notices.actions import Saying
from varsel.outlets.notices.models import Attempt, Notice
from varsel.outlets.notices.waiting import Asks
from varsel.surfaces.bench.smsc import ServerProcess, npm_server
from varsel.surfaces.worker import senders, wiring
from varsel.surfaces.worker.senders import Senders

AT = builders.START
OURS = 0x1501
BATCH = 8  # what a kill may leave unknown beyond what the server got


@pytest.fixture
def npm() -> Iterator[ServerProcess]:
    """Give a server that owes a receipt for each message, and brings our reference back in it."""
    with npm_server(report=True, receipts="held", echo=OURS) as started:
        yield started


def _queue(count: int) -> None:
    people = [builders.customer(contacts={"sms": f"+4670{n:07d}"}) for n in range(20)]
    variant, facts = SAID["service_reopened"]
    sayings = [
        Saying("service_reopened", variant, f"service:{n}", people[n % 20], "SE", "sv", facts) for n in range(count)
    ]
    actions.tell_many(sayings=sayings, at=AT)


def _send_until_killed(port: int) -> None:
    """Be a process of its own that sends until it is killed."""
    try:
        kept = connection.connection  # the parent's: not closed here, or its session would end
        connection.connection = None
        senders.LEAST = senders.MOST = BATCH
        wiring.ASKS = Asks()
        with speak(port=port, window=8, reference_tlv=OURS) as gateway, clock.held(at=AT):
            gateway.bound.wait(SOON)
            sender = Senders(gateways=lambda: {"sms": gateway}, owner=str(os.getpid()))
            sender.start()
            signal.pause()
    finally:
        del kept
        os._exit(1)


def _kill_after(server: ServerProcess, *, submits: int) -> list[str]:
    """Let a sender run, kill it when the server has so many more, and return their references."""
    child = os.fork()
    if child == 0:
        _send_until_killed(server.port)
    try:
        refs = [server.wait("submit")["ours"] for _ in range(submits)]
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return refs + [one["ours"] for one in server.wait_until("closed", collecting="submit")]


@pytest.mark.parametrize(("messages", "kills"), [(300, 8), pytest.param(10_000, 500, marks=pytest.mark.slow)])
def test_each_word_reaches_the_server_at_most_once_and_receipts_resolve_what_nobody_knew(
    transactional_db: None, npm: ServerProcess, messages: int, kills: int
) -> None:
    builders.set_policy()
    _queue(messages)
    chance, got = random.Random(7), Counter[str]()
    for _ in range(kills):
        got.update(_kill_after(npm, submits=chance.randrange(1, messages // kills - BATCH)))

    _bring_receipts(npm, count=got.total(), chance=chance)

    assert max(got.values()) == 1
    notices = dict(Attempt.objects.values_list("ref", "notice_id"))
    had = Counter(notice for ref, notice in notices.items() if str(ref) in got)
    assert max(had.values()) == 1
    assert had.keys() == set(Notice.objects.filter(state="told").values_list("id", flat=True))
    assert set(Notice.objects.values_list("state", flat=True)) <= {"told", "unknown", "queued"}


def _bring_receipts(server: ServerProcess, *, count: int, chance: random.Random) -> None:
    """Find what the dead left, and have all receipts come, shuffled and twice."""
    later = AT + resolving.LOST_AFTER * 2
    while resolving.find_lost(at=later):
        pass
    ears, order = Ears(), list(range(count)) * 2
    chance.shuffle(order)
    with speak(port=server.port, ear=ears, reference_tlv=OURS) as gateway:  # type: ignore[arg-type]
        assert gateway.bound.wait(SOON)
        server.order(deliver_owed=order)
        for _ in order:
            assert server.wait("stored") == 0
