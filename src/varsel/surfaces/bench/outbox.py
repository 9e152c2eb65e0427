"""`varsel bench outbox`: SMS through a real SMPP server with every proof row committed, beside the same client bare."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, transaction

from varsel.kit import clock
from varsel.kit.postgres import Server
from varsel.kit.reading import fetch
from varsel.outlets.notices import actions as notices
from varsel.outlets.notices.actions import Saying
from varsel.outlets.notices.wording import typed
from varsel.records.operator import actions as operators
from varsel.records.operator.policy import defaults
from varsel.surfaces.bench import ground, processors
from varsel.surfaces.bench.bare_sms import bare
from varsel.surfaces.bench.bulk_sender import WINDOW, SenderProcess, contract
from varsel.surfaces.bench.outbox_figures import Cpu, Measured
from varsel.surfaces.bench.smsc import ServerProcess, npm_server

AT = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
SENDERS = 2  # processes: one alone has the work of little more than one processor done, three are slower on two
SAMPLES = 100  # urgent words, with an empty queue and during the bulk
MUST_DO = 4000  # words a second, by which the urgent ones are spread over the first half of the bulk
AT_ONCE = 10_000  # words that are queued in one transaction
POLL = 0.02  # seconds between two looks at what waits
LONGEST = 900.0  # seconds: what has not ended by then does not end
_WAITS = (
    "SELECT state FROM notices_notice WHERE state IN ('queued', 'handed') AND state <> 'told' ORDER BY state LIMIT 1"
)
_TOLD = "SELECT state = 'told' FROM notices_notice WHERE id = %(key)s"
_ROWS = """
    SELECT 'attempts', count(*) FROM notices_attempt WHERE begun_at >= %(at)s
    UNION ALL SELECT 'accepted', count(*) FROM notices_attempt WHERE begun_at >= %(at)s AND outcome = 'accepted'
    UNION ALL SELECT 'receipts', count(*) FROM notices_receipt WHERE noted_at >= %(at)s AND attempt_id IS NOT NULL
    UNION ALL SELECT 'told', count(*) FROM notices_notice WHERE created_at >= %(at)s AND state = 'told'
    UNION ALL SELECT 'journal', count(*) FROM journal_entry WHERE at >= %(at)s AND kind = 'notice_told'"""
_REFS = "SELECT notice_id, ref::text FROM notices_attempt WHERE begun_at >= %(at)s"


class Stuck(RuntimeError):
    """The words do not come to an end."""


@dataclass(slots=True)
class Queued:
    """Urgent words, and when each was committed, by the steady clock."""

    at: dict[int, float] = field(default_factory=dict)

    def one(self, *, number: int) -> int:
        """Queue one, to the customer of this number, and return its id."""
        key = _tell(about="service_reopened", variant="paid", numbers=[number])[0]
        self.at[key] = time.monotonic()
        return key

    def waited(self, came: dict[int, float]) -> list[float]:
        """Return how long each waited until it came to the server."""
        return [came[key] - committed for key, committed in self.at.items() if key in came]


def measure(*, server: Server, messages: int) -> Measured:
    """Queue so many SMS to as many customers and let the production sender tell them.

    :raises Stuck: when they are not told in a quarter of an hour.
    """
    with ground.operator(server=server, services=messages, owing=0, groups=1) as (free, _), clock.held(at=AT):
        ground.run(connection=free, name="outbox")
        free.execute("VACUUM ANALYZE")
        with transaction.atomic():
            begins = datetime(2026, 3, 1, tzinfo=UTC)
            operators.set_policy(policy=defaults(), valid_from=begins, set_by="bench", at=begins)
        with npm_server(receipts="each") as peer:
            limit = bare(smsc=contract(port=peer.port), count=messages)
        with npm_server(receipts="each", keep=True) as peer:
            return _measure(peer, free, messages=messages, bare_a_second=limit.proved_a_second)


def _measure(peer: ServerProcess, free: psycopg.Connection, *, messages: int, bare_a_second: float) -> Measured:
    with _sending(peer) as senders:
        _go(senders)
        idle = _one_by_one()
    queued_at = time.monotonic()
    for begin in range(1, messages + 1, AT_ONCE):
        numbers = range(begin, min(begin + AT_ONCE, messages + 1))
        last = _tell(about="offers_stopped", variant="", numbers=numbers)[-1]
    free.execute("ANALYZE notices_notice")
    free.execute("CHECKPOINT")
    with _sending(peer) as senders:
        before, begun = _used(peer, free, senders), time.monotonic()
        _go(senders)
        between = _during(messages)
        _until_told(key=last)
        seconds = time.monotonic() - begun
        count = messages + len(between.at)
        used = _used(peer, free, senders).since(before, messages=count)
    came = _came(peer)
    return Measured(
        messages=count,
        senders=SENDERS,
        window=WINDOW,
        a_second=count / seconds,
        bare_a_second=bare_a_second,
        cpu_microseconds=used,
        rows=dict(fetch(statement=_ROWS, values={"at": AT})),
        words=count + len(idle.at),
        handed_over_twice=sum(len(times) > 1 for times in came.values()),
        never_handed_over=count + len(idle.at) - len(came),
        urgent_idle=idle.waited({key: times[0] for key, times in came.items()}),
        urgent_in_bulk=between.waited({key: times[0] for key, times in came.items()}),
        bulk_waited=max(times[0] for times in came.values()) - queued_at,
    )


def _one_by_one() -> Queued:
    """Queue urgent words, each when the one before is told and nothing waits."""
    words = Queued()
    for number in range(1, SAMPLES + 1):
        _until_told(key=words.one(number=number))
    return words


def _during(messages: int) -> Queued:
    """Queue urgent words while the bulk goes, spread evenly over half the time that it may take.

    Over all of it, they would themselves be what the end is waited for.
    """
    words, every = Queued(), messages / MUST_DO / 2 / SAMPLES
    for number in range(1, SAMPLES + 1):
        words.one(number=number)
        _let_pass(every)
    return words


def _tell(*, about: str, variant: str, numbers: Sequence[int]) -> list[int]:
    facts = {"operator": typed.text("Fjord & Sund"), "phone": typed.text("020-12 34 56")}
    sayings = [
        Saying(about, variant, f"service:{number}", number, "SE", "sv", facts | _own(about, number))
        for number in numbers
    ]
    with transaction.atomic():
        return notices.tell_many(sayings=sayings, at=clock.now())


def _own(about: str, number: int) -> dict[str, Any]:
    named: dict[str, Any] = {"customer": typed.text(f"C{number}")}
    return named | ({"service": typed.service("internet", f"S{number}")} if about == "service_reopened" else {})


@contextmanager
def _sending(peer: ServerProcess) -> Iterator[list[SenderProcess]]:
    """Let production's senders run while the block does, each a process with an SMPP link of its own."""
    database = dict(connection.settings_dict)
    with ExitStack() as stack:
        senders = [stack.enter_context(SenderProcess(port=peer.port, database=database)) for _ in range(SENDERS)]
        for sender in senders:
            sender.wait()
        yield senders


def _until_told(*, key: int) -> None:
    """Wait for a word that is among the last, and then for all: to ask that each time would cost the database more."""
    end = time.monotonic() + LONGEST
    while not fetch(statement=_TOLD, values={"key": key})[0][0] or fetch(statement=_WAITS, values={}):
        if time.monotonic() > end:
            raise Stuck(f"not everything was told in {LONGEST:.0f} s")
        _let_pass(POLL)


def _let_pass(seconds: float) -> None:
    """Wait; the held clock goes on as time does."""
    time.sleep(seconds)
    clock.move(to=clock.now() + timedelta(seconds=seconds))


def _go(senders: Sequence[SenderProcess]) -> None:
    for sender in senders:
        sender.go(at=clock.now())


def _used(peer: ServerProcess, free: psycopg.Connection, senders: Sequence[SenderProcess]) -> Cpu:
    postmaster = processors.parent(pid=free.info.backend_pid)
    return Cpu(
        varsel=time.process_time() + sum(sender.used for sender in senders),
        database=processors.used_by_family(pid=postmaster),
        smpp_server=processors.used(pid=peer.pid),
    )


def _came(peer: ServerProcess) -> dict[int, list[float]]:
    """Return by notice when it came to the server, in seconds of the steady clock, as often as it came."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        peer.order(write_log=str(log))
        lines = [line.split() for line in log.read_text(encoding="ascii").splitlines()]
    whose = {ref: notice for notice, ref in fetch(statement=_REFS, values={"at": AT})}
    came: dict[int, list[float]] = {}
    for ref, at in lines:
        came.setdefault(whose[ref], []).append(int(at) / 1e9)
    return came
