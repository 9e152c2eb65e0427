"""`varsel bench letters`: from the queue to the print house, beside typst alone with the same inputs, in one run."""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from varsel.kit import clock
from varsel.kit.postgres import Server
from varsel.kit.reading import fetch
from varsel.outlets.notices import actions as notices
from varsel.outlets.notices.actions import Saying
from varsel.outlets.notices.channels import Message
from varsel.outlets.notices.letters import envelopes, senders
from varsel.outlets.notices.letters.handing import Folder
from varsel.outlets.notices.letters.print_house import PrintHouse, letter
from varsel.outlets.notices.letters.recipients import recipients
from varsel.outlets.notices.letters.typesetting import compiled, inputs
from varsel.outlets.notices.wording import typed
from varsel.records.operator import actions as operators
from varsel.records.operator.policy import defaults
from varsel.surfaces.bench import ground
from varsel.surfaces.worker.senders import Senders

AT = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
LEAST_TIMES_BARE, MOST_GROWTH_MB = 0.5, 30.0
LONGEST = 900.0  # seconds: what has not ended by then does not end
_TOLD = "SELECT count(*) FROM notices_notice WHERE created_at >= %(at)s AND state = 'told'"
_PRINTED = """
    SELECT count(*) FROM letters_print AS print JOIN letters_batch AS batch ON batch.id = print.batch_id
    WHERE batch.handed_over_at IS NOT NULL"""
_LETTERS = "SELECT ref::text, address, content FROM notices_attempt WHERE begun_at >= %(at)s ORDER BY id"


class Stuck(RuntimeError):
    """The letters do not come to an end."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A run: letters that are told, with their batches in the database and in the print house's folder."""

    letters: int
    a_second: float
    bare_a_second: float
    printed: int  # by the database
    files: int  # by the folder
    grew_mb: float  # what is held in memory, in the second half

    @property
    def limits(self) -> dict[str, bool]:
        """Tell of each limit whether it is kept."""
        return {
            "times_bare_passes": self.a_second >= LEAST_TIMES_BARE * self.bare_a_second,
            "memory_passes": self.grew_mb < MOST_GROWTH_MB,
            "proof_passes": self.printed == self.files == self.letters,
        }

    @property
    def passes(self) -> bool:
        """Tell whether every limit is kept."""
        return all(self.limits.values())

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON values."""
        return {
            "bench": "letters",
            "letters": self.letters,
            "a_second": round(self.a_second, 1),
            "bare_a_second": round(self.bare_a_second, 1),
            "times_bare": round(self.a_second / self.bare_a_second, 2),
            "least_times_bare": LEAST_TIMES_BARE,
            "grew_mb": round(self.grew_mb, 1),
            "most_growth_mb": MOST_GROWTH_MB,
            "printed": self.printed,
            "files": self.files,
            **self.limits,
            "passes": self.passes,
        }


def measure(*, server: Server, letters: int) -> Measured:
    """Queue so many demands to customers who are reached by letter, and let the production sender have them printed.

    :raises Stuck: when they are not told in a quarter of an hour.
    """
    with (
        tempfile.TemporaryDirectory(prefix="varsel-bench-") as folder,
        ground.operator(server=server, services=letters, owing=0, groups=1) as (free, _),
        clock.held(at=AT),
    ):
        ground.run(connection=free, name="outbox")
        free.execute("VACUUM ANALYZE")
        with transaction.atomic():
            begins = datetime(2026, 3, 1, tzinfo=UTC)
            operators.set_policy(policy=defaults(), valid_from=begins, set_by="bench", at=begins)
        _queue(letters)
        gc.freeze()  # as a worker does at its start
        begun = time.monotonic()
        with _printing(Path(folder)):
            half = _until_told(letters // 2)
            grew = _until_told(letters) - half
            seconds = time.monotonic() - begun
        return Measured(
            letters=letters,
            a_second=letters / seconds,
            bare_a_second=letters / _bare(),
            printed=fetch(statement=_PRINTED, values={})[0][0],
            files=sum(1 for _ in Path(folder).glob("*/*.pdf")),
            grew_mb=grew,
        )


def _queue(letters: int) -> None:
    facts = {
        "operator": typed.text("Fjord & Sund"),
        "phone": typed.text("020-12 34 56"),
        "emergency": typed.text("112"),
        "amount": {"money": "399.00", "currency": "SEK"},
        "limited_days": typed.number(10),
        "speed": typed.number(10),
        "last_day": {"pay_by": {"demand_days": 10, "demand_bank_days": 4}},
    }
    with transaction.atomic():
        notices.tell_many(sayings=[_demand(number, facts) for number in range(1, letters + 1)], at=AT)


def _demand(number: int, facts: dict[str, Any]) -> Saying:
    own = {
        "customer": typed.text(f"C{number}"),
        "reference": typed.text(f"2{number}"),
        "invoice": typed.text(f"F{number}"),
        "services": typed.services([("internet", f"S{number}")]),
    }
    return Saying("payment_demand", "", f"invoice:{number}", number, "SE", "sv", facts | own)


@contextmanager
def _printing(folder: Path) -> Iterator[None]:
    """Let the production sender and its print house run while the block does."""
    house = PrintHouse(way=Folder(folder=folder), sender=senders.operator(), recipients=recipients, now=clock.now)
    running = Senders(gateways=lambda: {"letter": house}, owner="bench")
    running.start()
    try:
        yield
    finally:
        running.stop()


def _until_told(count: int) -> float:
    """Wait until so many are told, and return what this process holds in memory, in MB."""
    end = time.monotonic() + LONGEST
    while fetch(statement=_TOLD, values={"at": AT})[0][0] < count:
        if time.monotonic() > end:
            raise Stuck(f"not everything was told in {LONGEST:.0f} s")
        time.sleep(0.05)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _bare() -> float:
    """Let typst compile the same letters by the same standards, and return the seconds that it took."""
    envelope, sender = envelopes.of_country(country="SE"), senders.operator()
    rows = fetch(statement=_LETTERS, values={"at": AT})
    names = recipients(refs=[ref for ref, _, _ in rows])
    given = []
    for ref, address, content in rows:
        message = Message(ref, "letter", address, bytes(content), language="sv", country="SE")
        given.append(letter(message=message, name=names[ref].name, on=AT.date()))
    values = [inputs(letter=one, sender=sender, envelope=envelope) for one in given]
    begun = time.monotonic()
    for one, value in zip(given, values, strict=True):
        compiled(values=value, on=one.on)
    return time.monotonic() - begun
