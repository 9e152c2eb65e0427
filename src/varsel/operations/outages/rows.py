"""Who and what an outage touches, asked of the whole network at once: one statement each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from varsel.kit.reading import fetch
from varsel.operations.stock import reach as mobile

_PEOPLE = """
    WITH RECURSIVE below (id) AS (
        SELECT id FROM network_node WHERE id = %(node)s
        UNION SELECT node.id FROM network_node AS node JOIN below ON node.parent_id = below.id)
    SELECT party.id, touched.country, party.language, party.name FROM (
        SELECT service.party_id, min(service.country) AS country
        FROM below JOIN network_line AS line ON line.node_id = below.id
            JOIN agreements_service AS service ON service.line_id = line.id
        WHERE service.party_id > %(after)s GROUP BY service.party_id
        ORDER BY service.party_id LIMIT %(limit)s) AS touched
    JOIN parties_party AS party ON party.id = touched.party_id ORDER BY party.id"""
# Each service since the earliest detection of the outages above it: one may have been taken over by another.
_WITHOUT = """
    WITH RECURSIVE below (detected_at, id) AS (
        SELECT detected_at, node_id FROM outages_outage WHERE id = ANY(%(outages)s)
        UNION SELECT below.detected_at, node.id FROM network_node AS node JOIN below ON node.parent_id = below.id)
    SELECT service.id, service.party_id, service.country, min(below.detected_at)
    FROM agreements_service AS service JOIN network_line AS line ON line.id = service.line_id
        JOIN below ON below.id = line.node_id
    WHERE service.party_id = ANY(%(parties)s) GROUP BY service.id ORDER BY service.id"""
_LIFE_LINES = """
    WITH RECURSIVE below (id) AS (
        SELECT id FROM network_node WHERE id = %(node)s
        UNION SELECT node.id FROM network_node AS node JOIN below ON node.parent_id = below.id)
    SELECT DISTINCT service.country FROM below JOIN network_line AS line ON line.node_id = below.id
        JOIN agreements_service AS service ON service.line_id = line.id
    WHERE service.telecare"""
# Whoever is dark at all, by country and by municipality; only areas that this outage touches. What is read is what is
# dark, line by line (OFFSET 0: how many they are is nothing that a planner can know, and the register is large), and
# the way up from it to the municipality that it inherits.
_DARK = """
    WITH RECURSIVE top (id) AS (
        SELECT node_id FROM outages_outage WHERE ended_at IS NULL AND merged_into_id IS NULL
        UNION SELECT %(node)s::bigint),
    up (top, parent_id, municipality) AS (
        SELECT node.id, node.parent_id, node.municipality FROM top JOIN network_node AS node ON node.id = top.id
        UNION ALL SELECT up.top, node.parent_id, node.municipality
        FROM up JOIN network_node AS node ON node.id = up.parent_id WHERE up.municipality = ''),
    dark (id, municipality) AS (
        SELECT top, municipality FROM up WHERE municipality <> '' OR parent_id IS NULL
        UNION SELECT node.id, coalesce(nullif(node.municipality, ''), dark.municipality)
        FROM network_node AS node JOIN dark ON node.parent_id = dark.id),
    mine (id) AS (
        SELECT %(node)s::bigint
        UNION SELECT node.id FROM network_node AS node JOIN mine ON node.parent_id = mine.id)
    SELECT service.country, dark.municipality, count(DISTINCT service.party_id)
    FROM dark CROSS JOIN LATERAL (SELECT id FROM network_line WHERE node_id = dark.id OFFSET 0) AS line
        CROSS JOIN LATERAL (
            SELECT party_id, country FROM agreements_service WHERE line_id = line.id OFFSET 0) AS service
        LEFT JOIN mine ON mine.id = dark.id
    GROUP BY GROUPING SETS ((service.country), (service.country, dark.municipality))
    HAVING bool_or(mine.id IS NOT NULL) AND (dark.municipality <> '' OR grouping(dark.municipality) = 1)
    ORDER BY 1, 2"""
# How many customers there are, as counted last, if the register was not changed since: see migrations/population.sql.
_KNOWN = """
    SELECT country, municipality, customers FROM outages_population
    WHERE EXISTS (SELECT FROM outages_population_seen AS seen WHERE NOT EXISTS (
        SELECT FROM outages_register_change AS change WHERE NOT pg_visible_in_snapshot(change.xid, seen.snapshot)))"""
_POPULATION = """
    WITH RECURSIVE place (id, municipality) AS (
        SELECT id, municipality FROM network_node WHERE parent_id IS NULL
        UNION ALL SELECT node.id, coalesce(nullif(node.municipality, ''), place.municipality)
        FROM network_node AS node JOIN place ON node.parent_id = place.id)
    SELECT service.country, coalesce(place.municipality, ''), count(DISTINCT service.party_id),
        pg_current_snapshot()::text
    FROM agreements_service AS service JOIN network_line AS line ON line.id = service.line_id
        LEFT JOIN place ON place.id = line.node_id
    GROUP BY GROUPING SETS ((service.country), (service.country, place.municipality))
    HAVING place.municipality <> '' OR grouping(place.municipality) = 1"""
_TOUCHED = """
    WITH RECURSIVE below (top, id) AS (
        SELECT id, id FROM network_node WHERE id = ANY(%(nodes)s)
        UNION SELECT below.top, node.id FROM network_node AS node JOIN below ON node.parent_id = below.id)
    SELECT below.top, count(DISTINCT service.party_id),
        count(DISTINCT service.party_id) FILTER (WHERE party.kind = 'business'),
        count(DISTINCT service.id) FILTER (WHERE service.telecare)
    FROM below JOIN network_line AS line ON line.node_id = below.id
        JOIN agreements_service AS service ON service.line_id = line.id
        JOIN parties_party AS party ON party.id = service.party_id
    GROUP BY below.top"""
_FAMILIES = """
    SELECT coalesce(merged_into_id, id), id FROM outages_outage
    WHERE id = ANY(%(ids)s) OR merged_into_id = ANY(%(ids)s) ORDER BY 1, 2"""
_LATEST = """
    WITH family (top, id) AS (
        SELECT coalesce(merged_into_id, id), id FROM outages_outage
        WHERE id = ANY(%(ids)s) OR merged_into_id = ANY(%(ids)s))
    SELECT one.top, said.until, said.confidence, said.because, crew.state, crew.because, crew.at,
        waits.item, waits.place, waits.expected
    FROM (SELECT DISTINCT top FROM family) AS one
        LEFT JOIN LATERAL (SELECT forecast.* FROM outages_forecast AS forecast JOIN family ON family.id = outage_id
            WHERE family.top = one.top ORDER BY forecast.id DESC LIMIT 1) AS said ON true
        LEFT JOIN LATERAL (SELECT crew.* FROM outages_crew AS crew JOIN family ON family.id = outage_id
            WHERE family.top = one.top ORDER BY crew.id DESC LIMIT 1) AS crew ON true
        LEFT JOIN LATERAL (SELECT waiting.* FROM outages_waiting AS waiting JOIN family ON family.id = outage_id
            WHERE family.top = one.top AND over_at IS NULL ORDER BY waiting.id DESC LIMIT 1) AS waits ON true"""
_ALARMS = """
    SELECT count(*), count(*) FILTER (WHERE cleared_at IS NULL), min(raised_at) FROM outages_alarm
    WHERE outage_id = ANY(%(ids)s)"""
EVERYBODY = 10_000_000


class Person(NamedTuple):
    """A customer whom something touches, as far as words to them go."""

    party_id: int
    country: str
    language: str
    name: str


class Dark(NamedTuple):
    """A service without a line, since when."""

    service_id: int
    party_id: int
    country: str
    since: datetime


class Area(NamedTuple):
    """How many of an area's customers are dark. Without a municipality it is the whole country."""

    country: str
    municipality: str | None
    affected: int
    customers: int


Population = dict[tuple[str, str], int]  # customers by country and municipality; without one, of the whole country


class Touched(NamedTuple):
    """How many customers hang below a node, how many of them are businesses, and on how many services an alarm."""

    customers: int = 0
    businesses: int = 0
    telecare: int = 0


class Latest(NamedTuple):
    """What was said last of an outage: until when, what the crew does, what the work waits for. None: nothing."""

    until: datetime | None = None
    confidence: str | None = None
    reason: str | None = None
    crew: str | None = None
    crew_because: str | None = None
    crew_at: datetime | None = None
    item: str | None = None
    place: str | None = None
    expected: datetime | None = None


class Alarms(NamedTuple):
    """The alarms that belong to an outage: how many came, how many stand, when the first came."""

    came: int
    standing: int
    first_at: datetime | None


def touched(*, node_ids: Collection[int]) -> dict[int, Touched]:
    """Return for each node whom it touches; a node with nobody below is left out."""
    rows = fetch(statement=_TOUCHED, values={"nodes": list(node_ids)}) if node_ids else []
    return {node: Touched(*counts) for node, *counts in rows}


def latest(*, outage_ids: Collection[int]) -> dict[int, Latest]:
    """Return what was said last of each of these outages, or of what it took over."""
    rows = fetch(statement=_LATEST, values={"ids": list(outage_ids)}) if outage_ids else []
    return {key: Latest(*said) for key, *said in rows}


def families(*, outage_ids: Collection[int]) -> dict[int, list[int]]:
    """Return for each of these outages its own id and those of the outages that it took over."""
    found: dict[int, list[int]] = {}
    for top, key in fetch(statement=_FAMILIES, values={"ids": list(outage_ids)}) if outage_ids else ():
        found.setdefault(top, []).append(key)
    return found


def alarms_of(*, outage_ids: Collection[int]) -> Alarms:
    """Return the alarms that belong to these outages now."""
    return Alarms(*fetch(statement=_ALARMS, values={"ids": list(outage_ids)})[0])


def alarmed_at(*, node_id: int) -> datetime | None:
    """Return since when the node's own alarm stands, if it does."""
    statement = "SELECT raised_at FROM outages_alarm WHERE node_id = %(node)s AND cleared_at IS NULL"
    found = fetch(statement=statement, values={"node": node_id})
    return found[0][0] if found else None


def people_below(*, node_id: int, after: int = 0, limit: int = EVERYBODY) -> list[Person]:
    """Return the customers with a service below a node, in the order of their ids, after one of them."""
    values = {"node": node_id, "after": after, "limit": limit}
    return [Person(*row) for row in fetch(statement=_PEOPLE, values=values)]


def who_can_borrow(*, people: Collection[Person], offered: Collection[int]) -> list[Person]:
    """Return those who are to be offered a router: not offered one yet, and not where no mobile phone works."""
    new = [one for one in people if one.party_id not in offered]
    if not new or not mobile.is_known():
        return new
    covered = mobile.coverage(party_ids=[one.party_id for one in new])
    return [one for one in new if covered[one.party_id] is not False]


def dark_services(*, outage_ids: Collection[int], party_ids: Collection[int]) -> list[Dark]:
    """Return these customers' services below these outages, each since it was dark."""
    values = {"outages": list(outage_ids), "parties": list(party_ids)}
    return [Dark(*row) for row in fetch(statement=_WITHOUT, values=values)] if party_ids else []


def areas(*, node_id: int) -> list[Area]:
    """Return the areas that an outage of a node touches, with all who are dark in them now, by whatever outage."""
    dark = fetch(statement=_DARK, values={"node": node_id})
    customers = known_population() or population()[0]
    # A customer may come in between the two questions: nobody is dark who is not there.
    return [Area(code, name, count, max(count, customers.get((code, name or ""), 0))) for code, name, count in dark]


def known_population() -> Population:
    """Return how many customers each area has, as counted last; nothing where the register has changed since."""
    return {(country, name): count for country, name, count in fetch(statement=_KNOWN, values={})}


def population() -> tuple[Population, str]:
    """Count how many customers each area has, and return that with the snapshot in which they were counted.

    This reads the whole register.
    """
    counted = fetch(statement=_POPULATION, values={})
    return {(country, name): count for country, name, count, _ in counted}, counted[0][3] if counted else ""


def countries_with_life_lines(*, node_id: int) -> set[str]:
    """Return the countries in which an alarm hangs on a line below a node."""
    return {row[0] for row in fetch(statement=_LIFE_LINES, values={"node": node_id})}
