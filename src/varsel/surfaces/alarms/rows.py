"""The alarms of the whole network at once: one statement each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from varsel.kit.reading import fetch
from varsel.surfaces.alarms.weighing import Dark, Numbers

# An alarm is what follows from the set of its events, whatever their order: the last clearing, the first raising
# after it. What was before the last clearing that we know changes nothing any more.
_FOLD = """
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
    INSERT INTO alarms_alarm (source, key, names, is_power, words, raised_at, cleared_at, received_at)
    SELECT source, key, names, is_power, words, raised_at, cleared_at, received_at FROM after ORDER BY source, key
    ON CONFLICT (source, key) DO UPDATE SET raised_at = excluded.raised_at,
        cleared_at = coalesce(excluded.cleared_at, alarms_alarm.cleared_at), received_at = excluded.received_at,
        names = excluded.names, is_power = excluded.is_power, words = excluded.words,
        node_id = CASE WHEN alarms_alarm.names = excluded.names THEN alarms_alarm.node_id END,
        line_id = CASE WHEN alarms_alarm.names = excluded.names THEN alarms_alarm.line_id END
    RETURNING id"""
_PLACE = """
    UPDATE alarms_alarm AS alarm SET node_id = found.node_id, line_id = found.line_id FROM (
        SELECT DISTINCT ON (one.id) one.id, coalesce(alias.node_id, node.id) AS node_id,
            CASE WHEN coalesce(alias.node_id, node.id) IS NULL
                THEN coalesce(line.id, terminal.line_id, serial.line_id) END AS line_id
        FROM alarms_alarm AS one CROSS JOIN unnest(one.names) WITH ORDINALITY AS name (said, place)
            LEFT JOIN alarms_name AS alias ON alias.source = one.source AND alias.said = name.said
            LEFT JOIN network_node AS node ON node.external_id = name.said
            LEFT JOIN network_line AS line ON line.external_id = name.said
            LEFT JOIN network_equipment AS terminal ON terminal.external_id = name.said
            LEFT JOIN network_equipment AS serial ON serial.serial = name.said
        WHERE one.node_id IS NULL AND one.line_id IS NULL AND one.raised_at IS NOT NULL
            AND coalesce(alias.node_id, node.id, line.id, terminal.line_id, serial.line_id) IS NOT NULL
        ORDER BY one.id, name.place) AS found
    WHERE alarm.id = found.id RETURNING alarm.id"""
_NODES_DOWN = """
    SELECT node_id, min(greatest(least(raised_at, received_at), received_at - interval '7 days')) FROM alarms_alarm
    WHERE raised_at IS NOT NULL AND node_id IS NOT NULL AND NOT is_power GROUP BY node_id"""
_TERMINALS = """
    SELECT alarm.line_id, line.node_id,
        min(greatest(least(alarm.raised_at, alarm.received_at), alarm.received_at - interval '7 days')) AS since
    FROM alarms_alarm AS alarm JOIN network_line AS line ON line.id = alarm.line_id
    WHERE alarm.raised_at IS NOT NULL AND line.node_id IS NOT NULL
    GROUP BY alarm.line_id, line.node_id HAVING NOT bool_or(alarm.is_power)"""
_DARK = f"""
    WITH RECURSIVE down AS ({_TERMINALS}),
    leaf AS (SELECT node_id, count(*) AS lines FROM down GROUP BY node_id),
    way (start, id, parent_id) AS (
        SELECT leaf.node_id, node.id, node.parent_id FROM leaf JOIN network_node AS node ON node.id = leaf.node_id
        UNION ALL SELECT way.start, node.id, node.parent_id
        FROM way JOIN network_node AS node ON node.id = way.parent_id),
    dark AS (
        SELECT way.id, way.parent_id, sum(leaf.lines)::int8 AS lines FROM way JOIN leaf ON leaf.node_id = way.start
        GROUP BY way.id, way.parent_id
        HAVING sum(leaf.lines) >= %(least)s OR way.id = ANY(%(standing)s::int8[]))
    SELECT dark.id, dark.lines, whole.lines, dark.parent_id FROM dark CROSS JOIN LATERAL (
        SELECT count(*) AS lines FROM (
            WITH RECURSIVE below (id) AS (
                SELECT dark.id UNION ALL
                SELECT node.id FROM network_node AS node JOIN below ON node.parent_id = below.id)
            SELECT 1 FROM below JOIN network_line AS line ON line.node_id = below.id
            LIMIT ceil(dark.lines / %(share)s::numeric)::int8 + 1) AS seen) AS whole"""  # noqa: S608  our own text
_SINCE = f"""
    WITH RECURSIVE below (id) AS (
        SELECT %(node)s::int8 UNION ALL
        SELECT node.id FROM network_node AS node JOIN below ON node.parent_id = below.id),
    down AS ({_TERMINALS})
    SELECT down.since FROM down JOIN below ON below.id = down.node_id ORDER BY down.since OFFSET %(before)s LIMIT 1"""  # noqa: S608  our own text
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
