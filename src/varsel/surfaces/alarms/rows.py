"""The alarms of the whole network at once: one statement each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from varsel.kit.reading import fetch
from varsel.surfaces.alarms.weighing import Dark, Numbers

# OFFSET 0 keeps a look-up a look-up, by an index: merged into the join around it, a plan may read every line of the
# network for the few that are asked for, and does so from some size on. IS TRUE keeps a set a set, hashed once: as a
# join of what a planner takes for one row with another, ten thousand terminals were compared with each node.
#
# What an alarm is about: the first of its names that we know, of a node, else of a line or its terminal.
_FOUND = """
    SELECT coalesce(alias.node_id, node.id) AS node_id, CASE WHEN coalesce(alias.node_id, node.id) IS NULL
        THEN coalesce(line.id, terminal.line_id, serial.line_id) END AS line_id
    FROM unnest(one.names) WITH ORDINALITY AS name (said, place)
        LEFT JOIN LATERAL (SELECT node_id FROM alarms_name WHERE source = one.source AND said = name.said OFFSET 0)
            AS alias ON true
        LEFT JOIN LATERAL (SELECT id FROM network_node WHERE external_id = name.said OFFSET 0) AS node ON true
        LEFT JOIN LATERAL (SELECT id FROM network_line WHERE external_id = name.said OFFSET 0) AS line ON true
        LEFT JOIN LATERAL (SELECT line_id FROM network_equipment WHERE external_id = name.said OFFSET 0)
            AS terminal ON true
        LEFT JOIN LATERAL (SELECT line_id FROM network_equipment WHERE serial = name.said OFFSET 0)
            AS serial ON true
    WHERE coalesce(alias.node_id, node.id, line.id, terminal.line_id, serial.line_id) IS NOT NULL
    ORDER BY name.place LIMIT 1"""
# An alarm is what follows from the set of its events, whatever their order: the last clearing, the first raising
# after it. What was before the last clearing that we know changes nothing any more.
_FOLD = f"""
    WITH fresh AS (
        UPDATE alarms_event SET is_folded = true WHERE NOT is_folded RETURNING source, key, is_raised, happened_at),
    touched AS (SELECT DISTINCT source, key FROM fresh),
    said AS (
        SELECT event.source, event.key, event.is_raised, event.happened_at, event.received_at, event.names,
            event.is_power, event.words, max(event.happened_at) FILTER (WHERE NOT event.is_raised)
                OVER (PARTITION BY event.source, event.key) AS cleared_at
        FROM touched JOIN alarms_event AS event USING (source, key)
            LEFT JOIN alarms_alarm AS known USING (source, key)
        WHERE event.happened_at >= coalesce(known.cleared_at, '-infinity')),
    after AS (
        SELECT DISTINCT ON (source, key) source, key, cleared_at, received_at, names, is_power, words,
            CASE WHEN is_raised AND (cleared_at IS NULL OR happened_at > cleared_at) THEN happened_at END AS raised_at
        FROM said
        ORDER BY source, key, (is_raised AND (cleared_at IS NULL OR happened_at > cleared_at)) DESC,
            CASE WHEN is_raised AND (cleared_at IS NULL OR happened_at > cleared_at) THEN happened_at END,
            happened_at DESC, is_raised)
    INSERT INTO alarms_alarm
        (source, key, names, is_power, words, raised_at, cleared_at, received_at, node_id, line_id)
    SELECT source, key, names, is_power, words, raised_at, cleared_at, received_at, found.node_id, found.line_id
    FROM after AS one LEFT JOIN LATERAL ({_FOUND}) AS found ON one.raised_at IS NOT NULL ORDER BY source, key
    ON CONFLICT (source, key) DO UPDATE SET raised_at = excluded.raised_at,
        cleared_at = coalesce(excluded.cleared_at, alarms_alarm.cleared_at), received_at = excluded.received_at,
        names = excluded.names, is_power = excluded.is_power, words = excluded.words,
        (node_id, line_id) = (SELECT CASE WHEN stays THEN alarms_alarm.node_id ELSE excluded.node_id END,
            CASE WHEN stays THEN alarms_alarm.line_id ELSE excluded.line_id END
            FROM (SELECT alarms_alarm.names = excluded.names
                AND num_nonnulls(alarms_alarm.node_id, alarms_alarm.line_id) > 0 AS stays) AS before)
    RETURNING id"""  # noqa: S608  our own text
_PLACE = f"""
    UPDATE alarms_alarm AS alarm SET node_id = found.node_id, line_id = found.line_id
    FROM alarms_alarm AS one CROSS JOIN LATERAL ({_FOUND}) AS found
    WHERE alarm.id = one.id AND one.node_id IS NULL AND one.line_id IS NULL AND one.raised_at IS NOT NULL
    RETURNING alarm.id"""  # noqa: S608  our own text
_NODES_DOWN = """
    SELECT node_id, min(greatest(least(raised_at, received_at), received_at - interval '7 days')) FROM alarms_alarm
    WHERE raised_at IS NOT NULL AND node_id IS NOT NULL AND NOT is_power GROUP BY node_id"""
_TERMINALS = """
    SELECT alarm.line_id, line.node_id,
        min(greatest(least(alarm.raised_at, alarm.received_at), alarm.received_at - interval '7 days')) AS since
    FROM alarms_alarm AS alarm
        CROSS JOIN LATERAL (SELECT node_id FROM network_line WHERE id = alarm.line_id OFFSET 0) AS line
    WHERE alarm.raised_at IS NOT NULL AND line.node_id IS NOT NULL
    GROUP BY alarm.line_id, line.node_id HAVING NOT bool_or(alarm.is_power)"""
_DARK = f"""
    WITH RECURSIVE down AS ({_TERMINALS}),
    leaf AS (SELECT node_id, count(*) AS lines FROM down GROUP BY node_id),
    way (start, id, parent_id) AS (
        SELECT leaf.node_id, leaf.node_id, node.parent_id FROM leaf
            CROSS JOIN LATERAL (SELECT parent_id FROM network_node WHERE id = leaf.node_id OFFSET 0) AS node
        UNION ALL SELECT way.start, way.parent_id, node.parent_id FROM way
            CROSS JOIN LATERAL (SELECT parent_id FROM network_node WHERE id = way.parent_id OFFSET 0) AS node),
    dark AS (
        SELECT way.id, way.parent_id, sum(leaf.lines)::int8 AS lines FROM way JOIN leaf ON leaf.node_id = way.start
        GROUP BY way.id, way.parent_id
        HAVING sum(leaf.lines) >= %(least)s OR way.id = ANY(%(standing)s::int8[]))
    SELECT dark.id, dark.lines, whole.lines, dark.parent_id FROM dark CROSS JOIN LATERAL (
        SELECT count(*) AS lines FROM (
            WITH RECURSIVE below (id) AS (
                SELECT dark.id UNION ALL SELECT node.id FROM below CROSS JOIN LATERAL (
                    SELECT id FROM network_node WHERE parent_id = below.id OFFSET 0) AS node)
            SELECT 1 FROM below CROSS JOIN LATERAL (
                SELECT 1 FROM network_line WHERE node_id = below.id OFFSET 0) AS line
            LIMIT ceil(dark.lines / %(share)s::numeric)::int8 + 1) AS seen) AS whole"""  # noqa: S608  our own text
_SINCE = f"""
    WITH RECURSIVE below (id) AS (
        SELECT %(node)s::int8 UNION ALL SELECT node.id FROM below
            CROSS JOIN LATERAL (SELECT id FROM network_node WHERE parent_id = below.id OFFSET 0) AS node),
    down AS ({_TERMINALS})
    SELECT down.since FROM down WHERE (down.node_id IN (SELECT id FROM below)) IS TRUE
    ORDER BY down.since OFFSET %(before)s LIMIT 1"""  # noqa: S608  our own text
_FLAPPING = """
    SELECT alarm.node_id, count(*) FROM alarms_event AS event JOIN alarms_alarm AS alarm USING (source, key)
    WHERE event.is_raised AND alarm.node_id IS NOT NULL
        AND event.happened_at > %(since)s AND event.happened_at <= %(at)s
    GROUP BY alarm.node_id HAVING count(*) >= %(times)s"""


def fold() -> None:
    """Let what came in count, and find what it is about."""
    fetch(statement=_FOLD, values={})
    place()


def place() -> int:
    """Find what standing alarms are about that nobody knew yet; return of how many it is known now."""
    return len(fetch(statement=_PLACE, values={}))


def nodes_down() -> dict[int, datetime]:
    """Return the nodes that an alarm says are down, since when."""
    return {node: since.replace(microsecond=0) for node, since in fetch(statement=_NODES_DOWN, values={})}


def dark(*, standing: Collection[int], numbers: Numbers) -> dict[int, Dark]:
    """Return the nodes with so many terminals down below them, and those that were down because of them."""
    least = min(numbers.back_share, numbers.share) or numbers.share / 100
    values = {"least": numbers.least, "standing": list(standing) or [0], "share": least}
    return {row[0]: Dark(*row) for row in fetch(statement=_DARK, values=values)}


def since(*, node_id: int, nth: int) -> datetime:
    """Return when the n-th terminal below a node went down."""
    found: datetime = fetch(statement=_SINCE, values={"node": node_id, "before": nth - 1})[0][0]
    return found.replace(microsecond=0)


def flapping(*, since: datetime, at: datetime, times: int) -> dict[int, int]:
    """Return the nodes whose alarms were raised so often in a while, with how often."""
    return dict(fetch(statement=_FLAPPING, values={"since": since, "at": at, "times": times}))
