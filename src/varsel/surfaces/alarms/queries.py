"""Which alarms stand, which name nothing that we know, and what is suspected: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from varsel.kit.reading import fetch
from varsel.records.clocks import queries as clocks
from varsel.records.network import queries as network
from varsel.surfaces.alarms.models import Alarm, Down, Rule, Suspicion
from varsel.surfaces.alarms.receiving import FOLD
from varsel.surfaces.alarms.weighing import Numbers

MANY = 10_000


@dataclass(frozen=True, slots=True)
class Standing:
    """An alarm that stands, and what it is about; without a node and a line it is about nothing that we know."""

    id: int
    source: str
    key: str
    names: tuple[str, ...]
    words: str
    raised_at: datetime
    is_power: bool


@dataclass(frozen=True, slots=True)
class Suspected:
    """What may be an outage (flapping, reports) or a wrong topology, and how much speaks for it."""

    id: int
    node_id: int
    node: str
    municipality: str
    why: str
    count: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How many alarms stand, by what they are about."""

    nodes: int
    lines: int
    power: int
    unplaced: int
    suspected: int


def numbers() -> Numbers:
    """Return the operator's numbers; the defaults before the first choice."""
    row = Rule.objects.order_by("-id").first()
    return Numbers(**{name: getattr(row, name) for name in Numbers.__slots__}) if row else Numbers()


def waiting_folds(*, at: datetime) -> list[int]:
    """Return the ids of the reminders to fold that are due."""
    return [one.id for one in clocks.due(at=at, limit=MANY) if one.kind == FOLD]


def unplaced(*, skip: int = 0, limit: int = MANY) -> list[Standing]:
    """Return the standing alarms that name nothing that we know, the oldest first."""
    rows = Alarm.objects.filter(raised_at__isnull=False, node_id__isnull=True, line_id__isnull=True)
    return [_standing(row) for row in rows.order_by("raised_at", "id")[skip : skip + limit]]


def down() -> dict[int, datetime]:
    """Return the nodes that are down because of alarms, since when."""
    return dict(Down.objects.values_list("node_id", "since"))


def suspected() -> list[Suspected]:
    """Return what waits for a person's eye, the newest first."""
    found = list(Suspicion.objects.filter(settled_at__isnull=True).order_by("-id"))
    places = network.places_of(node_ids={row.node_id for row in found})
    return [Suspected(row.id, row.node_id, *places[row.node_id], row.why, row.count, row.at) for row in found]


def counts() -> Counts:
    """Count what stands."""
    statement = """SELECT count(*) FILTER (WHERE node_id IS NOT NULL AND NOT is_power),
        count(*) FILTER (WHERE line_id IS NOT NULL AND NOT is_power), count(*) FILTER (WHERE is_power),
        count(*) FILTER (WHERE node_id IS NULL AND line_id IS NULL)
        FROM alarms_alarm WHERE raised_at IS NOT NULL"""
    nodes, lines, power, nowhere = fetch(statement=statement, values={})[0]
    return Counts(nodes, lines, power, nowhere, Suspicion.objects.filter(settled_at__isnull=True).count())


def _standing(row: Alarm) -> Standing:
    assert row.raised_at is not None
    return Standing(row.id, row.source, row.key, tuple(row.names), row.words, row.raised_at, row.is_power)
