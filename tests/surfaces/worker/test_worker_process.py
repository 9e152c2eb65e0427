"""The worker as a process against peers of others: an SMPP server, a mail server, and the folder of a print house."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from pytest_django import Settings

import builders
from outlets.notices.channels.mail.mailing import Mailbox
from outlets.notices.saying import tell
from surfaces.shadow.playing import switch
from varsel.kit import clock
from varsel.outlets.notices.models import Attempt, Notice
from varsel.surfaces.bench.smsc import ServerProcess, npm_server
from varsel.surfaces.worker import wiring
from varsel.surfaces.worker.process import Worker

pytestmark = pytest.mark.alone
SOON = 30.0  # seconds


@pytest.fixture
def smsc() -> Iterator[ServerProcess]:
    """Give an SMPP server that sends a receipt for each."""
    with npm_server(report=True, receipts="each") as started:
        yield started


@pytest.fixture
def box() -> Iterator[tuple[Mailbox, int]]:
    """Give a mailbox behind a mail server, and the server's port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox, port
    finally:
        controller.stop()


@pytest.fixture
def ways(
    transactional_db: None,
    settings: Settings,
    tmp_path: Path,
    smsc: ServerProcess,
    box: tuple[Mailbox, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Set the installation's ways out to these peers, and ask nobody whether words are still true."""
    settings.SPOOL, settings.PRINT_TO = tmp_path / "spool", str(tmp_path / "letters")
    settings.SMS = f"smpp://varsel:secret@127.0.0.1:{smsc.port}?sender=FjordSund"
    settings.MAIL_RELAY = f"smtp://127.0.0.1:{box[1]}"
    monkeypatch.setattr(wiring, "ASKS", wiring.Asks())
    quiet = builders.defaults().notices.quiet_hours[0]
    builders.set_policy(at=clock.now() - timedelta(days=30), notices={"quiet_hours": (quiet, quiet)})


@pytest.fixture
def worker() -> Iterator[Callable[[], int]]:
    """Give a starter of worker processes; what still runs at the end is killed."""
    children: list[int] = []

    def start() -> int:
        child = os.fork()
        if child == 0:
            _work()
        children.append(child)
        return child

    yield start
    for child in children:
        if _ended(child, within=0) is None:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _work() -> None:
    kept = connection.connection  # the parent's: not closed here, or its session would end
    code = 1
    try:
        connection.connection = None
        Worker(only="words").run()
        code = 0
    finally:
        del kept
        os._exit(code)


def _ended(child: int, *, within: float) -> int | None:
    """Return with what a process ended, or None when it did not in time or was waited for before."""
    end = time.monotonic() + within
    while True:
        try:
            done, status = os.waitpid(child, os.WNOHANG)
        except ChildProcessError:
            return -1
        if done or time.monotonic() > end:
            return os.waitstatus_to_exitcode(status) if done else None
        threading.Event().wait(0.02)


def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + SOON
    while not is_so():
        assert time.monotonic() < end, "it took too long"
        threading.Event().wait(0.05)


def _say_by(channel: str, value: str, number: int) -> int:
    at = clock.now()
    party_id = builders.customer(contacts={channel: value}, at=at)
    return tell(party_id=party_id, subject=f"service:{number}", at=at)


def _is_told(*keys: int) -> bool:
    return Notice.objects.filter(id__in=keys, state="told").count() == len(keys)


def test_words_leave_by_sms_by_e_mail_and_by_letter_and_the_worker_ends_when_told(
    ways: None, smsc: ServerProcess, box: tuple[Mailbox, int], tmp_path: Path, worker: Callable[[], int]
) -> None:
    sms = _say_by("sms", "+46700000001", 1)
    email = _say_by("email", "anna@example.test", 2)
    letter = _say_by("letter", "Storgatan 1, 593 30 Västervik", 3)

    child = worker()
    _until(lambda: _is_told(sms, email, letter))
    os.kill(child, signal.SIGTERM)

    assert _ended(child, within=5.0) == 0
    assert smsc.wait("submit")["to"] == "46700000001"
    assert smsc.wait("unbound")
    ((_, mail),) = box[0].came
    assert mail["To"] == "anna@example.test"
    (printed,) = (tmp_path / "letters").glob("*/*.pdf")
    assert printed.read_bytes().startswith(b"%PDF")
    assert Attempt.objects.get(notice=sms).receipt == "delivered"
    assert Attempt.objects.filter(outcome="accepted").count() == 3


def test_in_shadow_mode_no_gateway_is_bound_and_after_it_one_is(
    ways: None, smsc: ServerProcess, tmp_path: Path, worker: Callable[[], int]
) -> None:
    switch(on=True, at=clock.now())
    child = worker()
    recorded = _say_by("sms", "+46700000001", 1)
    _until(lambda: _is_told(recorded))

    switch(on=False, at=clock.now())
    assert smsc.wait("bound") == "varsel"
    earnest = _say_by("sms", "+46700000002", 2)
    _until(lambda: _is_told(earnest))
    assert smsc.wait("submit")["to"] == "46700000002"

    switch(on=True, at=clock.now())
    assert smsc.wait("unbound")
    os.kill(child, signal.SIGTERM)
    assert _ended(child, within=5.0) == 0
    assert not list(tmp_path.glob("letters/*/*"))
