"""`varsel bench fanout`: one cut, everybody below it told once; and a storm of alarms that is one outage."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings

from varsel.kit import clock
from varsel.kit.postgres import Server
from varsel.kit.reading import fetch
from varsel.records.operator import actions as operators
from varsel.records.operator.policy import defaults
from varsel.surfaces.bench import ground
from varsel.surfaces.worker.clocks import Outlets, Run

AT = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
SINCE = AT - timedelta(minutes=5)  # longer ago than alarms are confirmed: what follows is due at once
TREES = 4  # ours and the bare statement's, twice in turn
MOST_TIMES_BARE, LEAST_ALARMS_A_SECOND = 2.0, 2000.0
A_BODY = 100  # alarms in one body, as Alertmanager groups them
_SECRET = "bench"  # noqa: S105  of a source that is there while it runs
_TOLD = """
    SELECT count(*), count(DISTINCT party_id) FROM notices_notice
    WHERE about = 'outage_start' AND subject = %(subject)s"""
_PATTERN = """
    SELECT facts, template, route, urgent FROM notices_notice WHERE about = 'outage_start' ORDER BY id LIMIT 1"""
_OUTAGES = """
    SELECT outage.id FROM outages_outage AS outage JOIN network_node AS node ON node.id = outage.node_id
    WHERE node.external_id = %(node)s"""


@dataclass(frozen=True, slots=True)
class Measured:
    """A fan-out, the better of two runs beside the better of two bare statements, and a storm."""

    lines: int
    seconds: float
    seconds_in_sql: float
    told: int
    told_in_sql: int
    twice: int
    storm_alarms: int
    storm_seconds: float
    storm_outages: int

    @property
    def times_bare(self) -> float:
        """Return how many times as long as the bare statement it took."""
        return self.seconds / self.seconds_in_sql

    @property
    def alarms_a_second(self) -> float:
        """Return how many alarms a second became one outage."""
        return self.storm_alarms / self.storm_seconds

    @property
    def passes(self) -> bool:
        """Tell whether all limits are kept."""
        once = self.told == self.told_in_sql == self.lines and not self.twice
        fast = self.times_bare <= MOST_TIMES_BARE and self.alarms_a_second >= LEAST_ALARMS_A_SECOND
        return once and fast and self.storm_outages == 1

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON values, each beside its limit."""
        more = {
            "times_bare": round(self.times_bare, 2),
            "most_times_bare": MOST_TIMES_BARE,
            "exactly_once": self.told == self.lines and not self.twice,
            "alarms_a_second": round(self.alarms_a_second),
            "least_alarms_a_second": LEAST_ALARMS_A_SECOND,
        }
        return {"bench": "fanout", **asdict(self), **more, "passes": self.passes}


def measure(*, server: Server, lines: int, alarms: int) -> Measured:
    """Cut a node with so many lines below it, and then another by so many alarms of its terminals."""
    services = TREES * lines + alarms
    with ground.operator(server=server, services=services, owing=0, groups=1) as (free, _), _sources():
        ground.run(connection=free, name="fanout", lines=lines)
        free.execute("VACUUM ANALYZE network_node, network_line")
        with transaction.atomic():
            begins = datetime(2026, 3, 1, tzinfo=UTC)
            operators.set_policy(policy=defaults(), valid_from=begins, set_by="bench", at=begins)
        gc.freeze()  # as a worker does at its start
        return _measure(free, lines=lines, alarms=alarms)


def _measure(free: psycopg.Connection, *, lines: int, alarms: int) -> Measured:
    ours, bare, told, told_in_sql, twice = [], [], 0, 0, 0
    for turn in (0, 1):
        free.execute("CHECKPOINT")
        ours.append(_cut(f"tree-{2 * turn + 1}"))
        told, people = _told(f"tree-{2 * turn + 1}")
        twice += told - people
        free.execute("CHECKPOINT")
        bare.append(_in_sql(f"tree-{2 * turn + 2}"))
        told_in_sql = fetch(statement=_TOLD, values={"subject": f"bench:tree-{2 * turn + 2}"})[0][0]
    free.execute("CHECKPOINT")
    storm = _storm(first=TREES * lines + 1, alarms=alarms)
    return Measured(
        lines=lines,
        seconds=min(ours),
        seconds_in_sql=min(bare),
        told=told,
        told_in_sql=told_in_sql,
        twice=twice,
        storm_alarms=alarms,
        storm_seconds=storm,
        storm_outages=len(fetch(statement=_OUTAGES, values={"node": "tree-5"})),
    )


def _cut(node: str) -> float:
    """Let one alarm come in, and two workers do what follows, each with a connection of its own."""
    begun = time.perf_counter()
    _post([_alert("node", node)])
    _work(until=node)
    seconds = time.perf_counter() - begun
    _work(until="")
    return seconds


def _storm(*, first: int, alarms: int) -> float:
    """Let the alarm of each terminal come in while a worker folds them; return the seconds until it is one outage."""
    alerts = [_alert("line", f"L{number}") for number in range(first, first + alarms)]
    begun = time.perf_counter()
    for at in range(0, alarms, A_BODY):
        _post(alerts[at : at + A_BODY])
    _work(until="tree-5")
    return time.perf_counter() - begun


def _work(*, until: str) -> None:
    """Let two workers do what is due until the outage of a node is declared and told; of none: until nothing is."""

    def worker(name: str) -> None:
        try:
            run = Run(at=clock.now(), outlets=Outlets(gateways={}, enforcer=None, owner=name))  # type: ignore[arg-type]
            while not (until and fetch(statement=_OUTAGES, values={"node": until})) and run.clocks():
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for working in [pool.submit(worker, name) for name in ("one", "other")]:
            working.result()


def _in_sql(node: str) -> float:
    facts, template, route, urgent = fetch(statement=_PATTERN, values={})[0]
    values = {"node": node, "subject": f"bench:{node}", "words": json.dumps(facts), "template": template}
    values |= {"route": route, "urgent": urgent, "at": AT}
    statement = (ground.SQL / "fanout_limit.sql").read_text(encoding="utf-8")
    begun = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return time.perf_counter() - begun


def _told(node: str) -> tuple[int, int]:
    outage_id = fetch(statement=_OUTAGES, values={"node": node})[0][0]
    count, people = fetch(statement=_TOLD, values={"subject": f"outage:{outage_id}"})[0]
    return count, people


def _alert(label: str, name: str) -> dict[str, Any]:
    labels = {"alertname": "Down", label: name}
    return {"status": "firing", "labels": labels, "startsAt": SINCE.isoformat(), "fingerprint": f"{label}-{name}"}


def _post(alerts: list[dict[str, Any]]) -> None:
    body = json.dumps({"version": "4", "status": "firing", "alerts": alerts})
    answer = Client().post(
        "/in/alarms/bench/", body, content_type="application/json", headers={"Authorization": f"Bearer {_SECRET}"}
    )
    if answer.status_code != 202:
        raise RuntimeError(f"alarms were refused: {answer.content.decode()}")


@contextmanager
def _sources() -> Iterator[None]:
    told = {"bench": {"format": "alertmanager", "secrets": [_SECRET]}}
    hosts = [*settings.ALLOWED_HOSTS, "testserver"]
    with override_settings(ALARM_SOURCES=told, ALLOWED_HOSTS=hosts), clock.held(at=AT):
        yield
