"""What may be an outage without an alarm that lasts: it goes on the board, and a person decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from varsel.operations.outages import queries as outages
from varsel.records.network import queries as network
from varsel.surfaces.alarms import rows
from varsel.surfaces.alarms.models import Down, Report, Suspicion
from varsel.surfaces.alarms.weighing import Numbers

FLAPS = 4  # raised so often in an hour, an alarm flaps
HOUR = timedelta(hours=1)


def suspect(*, numbers: Numbers, at: datetime) -> None:
    """Write down what is suspected now. What a person settled within the hour is not brought up again."""
    found: dict[tuple[int, str], int] = {}
    for node, times in rows.flapping(since=at - HOUR, at=at, times=FLAPS).items():
        found[node, "flapping"] = times
    ways = _reporting(numbers, at)
    lit, dark = _by_outage(ways)
    for node, count in _places(lit, numbers).items():
        found[node, "reports"] = count
    for node, count in _outside(lit, dark, numbers).items():
        found[node, "topology"] = count
    _write(found, at)


def _write(found: Mapping[tuple[int, str], int], at: datetime) -> None:
    settled = set(Suspicion.objects.filter(settled_at__gt=at - HOUR).values_list("node_id", "why"))
    for (node, why), count in sorted(found.items()):
        waits = Suspicion.objects.filter(node_id=node, why=why, settled_at__isnull=True)
        if (node, why) not in settled and not waits.update(count=count):
            Suspicion.objects.create(node_id=node, why=why, count=count, at=at)


def _reporting(numbers: Numbers, at: datetime) -> dict[int, list[int]]:
    """Return for each line that was reported lately the way up from its node."""
    since = at - timedelta(minutes=numbers.within_minutes)
    lines = set(Report.objects.filter(at__gt=since, at__lte=at).values_list("line_id", flat=True))
    nodes = network.nodes_of(line_ids=lines)
    ways = network.ways_up(node_ids=set(nodes.values()))
    return {line: ways[node] for line, node in nodes.items()}


def _by_outage(ways: Mapping[int, list[int]]) -> tuple[dict[int, list[int]], set[int]]:
    """Return the lines that nothing known explains, and the nodes of the open outages."""
    dark = {one.node_id for one in outages.open_now()}
    known = dark | set(Down.objects.values_list("node_id", flat=True))
    return {line: way for line, way in ways.items() if known.isdisjoint(way)}, dark


def _places(lit: Mapping[int, list[int]], numbers: Numbers) -> dict[int, int]:
    """Return the lowest nodes that serve so many of the reporting lines."""
    counts = Counter(node for way in lit.values() for node in way)
    many = {node for node, count in counts.items() if count >= numbers.reports}
    parents = {above for way in lit.values() for below, above in pairwise(way) if below in many}
    return {node: counts[node] for node in many - parents}


def _outside(lit: Mapping[int, list[int]], dark: set[int], numbers: Numbers) -> dict[int, int]:
    """Return the nodes of open outages next to which so many report that the outage does not reach."""
    found: dict[int, int] = {}
    ways = network.ways_up(node_ids=dark)
    for node, way in ways.items():
        beside = way[1] if len(way) > 1 else None
        count = sum(beside in other for other in lit.values()) if beside else 0
        if count >= numbers.reports:
            found[node] = count
    return found
