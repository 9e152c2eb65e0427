"""The worker as a process in shadow mode: no gateway is made, and nothing stands in any folder until it is live."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection
from pytest_django import Settings

import builders
from surfaces.shadow.playing import switch
from varsel.kit import clock
from varsel.operations.arrears.models import Deadline
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.outlets.shadow import mode, queries
from varsel.records.agreements.queries import Having
from varsel.surfaces.worker import clocks, process
from varsel.surfaces.worker.process import Worker

CLOSED = datetime(2026, 4, 30, tzinfo=UTC)


@pytest.fixture
def owing(transactional_db: None, settings: Settings, tmp_path: Path) -> Having:
    """A customer in shadow mode who does not pay, and a spool of the test's own."""
    settings.SPOOL = tmp_path / "spool"
    builders.set_policy()
    switch(on=True, at=builders.START)
    service = builders.service(party_id=builders.customer())
    builders.invoice(services=[service])
    return service


def _work(*, after: datetime, to: datetime) -> None:
    """Let the process do all that falls due, each at its moment."""
    worker, moment = Worker(), after
    with clock.held(at=after):
        while moment and moment <= to:
            clock.move(to=moment)
            worker.work()
            moment = clocks.next_moment(after=moment)


def test_nothing_leaves_while_it_is_on(owing: Having, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(**_: object) -> None:
        raise AssertionError("an outlet that something leaves by was made")

    monkeypatch.setattr(process.ways, "real", made)
    monkeypatch.setattr(process, "Folder", made)

    _work(after=builders.START, to=CLOSED)

    assert restrictions.levels(service_ids=[owing.id])[owing.id] == "closed"
    assert not (tmp_path / "spool").exists()


def test_after_going_live_the_line_is_opened_and_the_demand_is_sent_in_earnest(owing: Having, tmp_path: Path) -> None:
    _work(after=builders.START, to=CLOSED)
    live = CLOSED + timedelta(hours=5)
    switch(on=False, at=live)
    _work(after=live, to=live + timedelta(days=6))

    spooled = sorted(path.relative_to(tmp_path / "spool").parts[0] for path in (tmp_path / "spool").rglob("*.*"))
    assert spooled == ["email", "lines"]
    assert '"reach": "all"' in next((tmp_path / "spool" / "lines").iterdir()).read_text(encoding="utf-8")
    assert Deadline.objects.filter(service_id=owing.id).count() == 2


def test_a_restart_forgets_nothing(owing: Having, tmp_path: Path) -> None:
    _work(after=builders.START, to=datetime(2026, 3, 20, tzinfo=UTC))
    connection.close()  # the process ends, another begins
    _work(after=datetime(2026, 3, 20, tzinfo=UTC), to=CLOSED)

    assert queries.running() is not None
    assert not (tmp_path / "spool").exists()


def test_the_switch_waits_until_no_worker_has_an_outlet_in_its_hands(owing: Having) -> None:
    switched, order = Event(), list[str]()

    with mode.kept():
        thread = Thread(target=_in_own_session(lambda: switch(on=False, at=CLOSED), switched))
        thread.start()
        assert not switched.wait(0.3)
        order.append("round ended")
    thread.join(10)

    assert switched.is_set()
    assert queries.running() is None


def _in_own_session(act: Callable[[], None], done: Event) -> Callable[[], None]:
    def run() -> None:
        try:
            act()
            done.set()
        finally:
            connection.close()

    return run
