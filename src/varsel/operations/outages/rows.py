"""Who and what an outage touches, asked of the whole network at once: one statement each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from varsel.kit.reading import fetch

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
# Whoever is dark at all, by country and by municipality, and how many there are; only areas that this outage touches.
_SHARES = """
    WITH RECURSIVE place (id, municipality) AS (
        SELECT id, municipality FROM network_node WHERE parent_id IS NULL
        UNION ALL SELECT node.id, coalesce(nullif(node.municipality, ''), place.municipality)
        FROM network_node AS node JOIN place ON node.parent_id = place.id),
    dark (id) AS (
        SELECT node_id FROM outages_outage WHERE ended_at IS NULL AND merged_into_id IS NULL
        UNION SELECT %(node)s
        UNION SELECT node.id FROM network_node AS node JOIN dark ON node.parent_id = dark.id),
    mine (id) AS (
        SELECT %(node)s::bigint
        UNION SELECT node.id FROM network_node AS node JOIN mine ON node.parent_id = mine.id)
    SELECT service.country, place.municipality,
        count(DISTINCT service.party_id) FILTER (WHERE dark.id IS NOT NULL), count(DISTINCT service.party_id)
    FROM agreements_service AS service JOIN network_line AS line ON line.id = service.line_id
        LEFT JOIN place ON place.id = line.node_id LEFT JOIN dark ON dark.id = line.node_id
        LEFT JOIN mine ON mine.id = line.node_id
    GROUP BY GROUPING SETS ((service.country), (service.country, place.municipality))
    HAVING bool_or(mine.id IS NOT NULL) AND (place.municipality <> '' OR grouping(place.municipality) = 1)
    ORDER BY 1, 2"""
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


def people_below(*, node_id: int, after: int = 0, limit: int = EVERYBODY) -> list[Person]:
    """Return the customers with a service below a node, in the order of their ids, after one of them."""
    values = {"node": node_id, "after": after, "limit": limit}
    return [Person(*row) for row in fetch(statement=_PEOPLE, values=values)]


def dark_services(*, outage_ids: Collection[int], party_ids: Collection[int]) -> list[Dark]:
    """Return these customers' services below these outages, each since it was dark."""
    values = {"outages": list(outage_ids), "parties": list(party_ids)}
    return [Dark(*row) for row in fetch(statement=_WITHOUT, values=values)] if party_ids else []


def areas(*, node_id: int) -> list[Area]:
    """Return the areas that an outage of a node touches, with all who are dark in them now, by whatever outage."""
    return [Area(*row) for row in fetch(statement=_SHARES, values={"node": node_id})]


def countries_with_life_lines(*, node_id: int) -> set[str]:
    """Return the countries in which an alarm hangs on a line below a node."""
    return {row[0] for row in fetch(statement=_LIFE_LINES, values={"node": node_id})}
