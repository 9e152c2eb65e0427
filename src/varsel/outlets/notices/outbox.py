"""The outbox as the desk sees it: what waits and why, and each message with its proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from varsel.kit.reading import fetch

# The rows of a page are found first, by an index that has them in order; only they are looked at closely.
_FOUND = """
    SELECT notice.ref::text, notice.id, notice.about, notice.subject, notice.party_id,
        CASE WHEN bounce.at IS NOT NULL THEN 'bounced' ELSE notice.state END, notice.urgent, notice.created_at,
        notice.not_before, coalesce(notice.told_by, last.channel, nullif(notice.lane, ''), notice.route[1], ''),
        notice.told_at, notice.settled_at, coalesce(bounce.because, last.because, '')
    FROM (SELECT * FROM ({parts}) AS few ORDER BY id {order} LIMIT %(limit)s) AS notice
    LEFT JOIN notices_bounce AS bounce ON bounce.notice_id = notice.id
    LEFT JOIN LATERAL (SELECT channel, because FROM notices_attempt AS attempt WHERE attempt.notice_id = notice.id
        ORDER BY attempt.id DESC LIMIT 1) AS last ON true
    ORDER BY notice.id DESC"""
_PART = (
    "(SELECT notice.* FROM notices_notice AS notice {join} WHERE {where} ORDER BY notice.id {order} LIMIT %(limit)s)"
)
_PROOF = """
    SELECT notice.ref::text, notice.id, about, subject, party_id, country, language, state, urgent, route, template,
        facts, facts_hash, created_at, not_before, told_at, told_by, received_at, settled_at, bounce.at, bounce.because,
        (SELECT former.ref::text FROM notices_notice AS former WHERE former.id = notice.instead_of),
        (SELECT anew.ref::text FROM notices_notice AS anew WHERE anew.instead_of = notice.id)
    FROM notices_notice AS notice LEFT JOIN notices_bounce AS bounce ON bounce.notice_id = notice.id
    WHERE notice.ref = %(ref)s"""
_ATTEMPTS = """
    SELECT attempt.ref::text, channel, address, content, sha256, stated, owner, begun_at, outcome, gateway_ref, because,
        ended_at, awaits_receipt, receipt, delivered_at, failed_at, set_aside_at, attempt.id
    FROM notices_attempt AS attempt JOIN notices_notice AS notice ON notice.id = attempt.notice_id
    WHERE notice.ref = %(ref)s ORDER BY attempt.id"""
_RECEIPTS = """
    SELECT told.attempt_id, told.state, told.at, told.noted_at, told.because, told.gateway_ref
    FROM notices_receipt AS told JOIN notices_attempt AS attempt ON attempt.id = told.attempt_id
    JOIN notices_notice AS notice ON notice.id = attempt.notice_id WHERE notice.ref = %(ref)s ORDER BY told.id"""
_COUNTS = """
    SELECT 'queued', count(*) FROM notices_notice WHERE state = 'queued'
    UNION ALL SELECT 'handed', count(*) FROM notices_notice WHERE state = 'handed'
    UNION ALL SELECT state, count(*) FROM notices_notice WHERE state IN ('unreached', 'unknown') GROUP BY state
    UNION ALL SELECT 'bounced', count(*) FROM notices_bounce"""
# In the order of an index: else the planner reads the table, and passes over all that is in other states.
_COUNTED = """
    SELECT '{state}', count(*) FROM (
        SELECT FROM notices_notice AS notice {join} WHERE {where} ORDER BY {order} LIMIT %(most)s) AS few"""
_NEWER = "SELECT count(*) FROM (SELECT FROM notices_notice WHERE id > %(after)s LIMIT %(most)s) AS few"
# Written out, not sent as values: only so does the planner see which partial index holds them.
_STATES = {
    "queued": ("", "notice.state = 'queued'"),
    "handed": ("", "notice.state = 'handed'"),
    "told": ("", "notice.told_by IS NOT NULL AND NOT EXISTS (SELECT FROM notices_bounce WHERE notice_id = notice.id)"),
    "unknown": ("", "notice.state = 'unknown'"),
    "unreached": ("", "notice.state = 'unreached'"),
    "bounced": ("JOIN notices_bounce AS back ON back.notice_id = notice.id", "true"),
    "dropped": ("", "notice.state = 'dropped'"),
}
_WHERE = {
    "about": "notice.about = %(about)s",
    "party_id": "notice.party_id = %(party_id)s",
    "subject": "notice.subject = %(subject)s",
}
# By which channel it was told, or else was tried last, or waits to be tried. What no sender has seen yet is looked for
# among the next thousands only: its channel stands in no index.
_BY_CHANNEL = (
    "notice.told_by = %(channel)s",
    "notice.state = 'queued' AND notice.lane = %(channel)s",
    """notice.route[1] = %(channel)s AND notice.id = ANY (ARRAY(SELECT id FROM notices_notice
        WHERE state = 'queued' AND lane = '' ORDER BY lane, urgent, not_before, id LIMIT 5000))""",
    """notice.state <> 'told' AND notice.state IN ('handed', 'unknown', 'unreached', 'dropped') AND coalesce(
        (SELECT channel FROM notices_attempt AS tried WHERE tried.notice_id = notice.id ORDER BY tried.id DESC LIMIT 1),
        notice.route[1]) = %(channel)s""",
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which notices are looked for. States are those of a notice, or `bounced`; empty is any."""

    state: str = ""
    channel: str = ""
    about: str = ""
    party_id: int | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One row of the outbox. `channel`: by which it was told, or last tried; `because`: what the last try said."""

    ref: str
    id: int
    about: str
    subject: str
    party_id: int
    state: str
    urgent: bool
    created_at: datetime
    not_before: datetime
    channel: str
    told_at: datetime | None
    settled_at: datetime | None
    because: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What a gateway told later. `at` is by its clock, `noted_at` is when it came to us."""

    state: str
    at: datetime
    noted_at: datetime
    because: str
    gateway_ref: str


@dataclass(frozen=True, slots=True)
class Attempted:
    """One hand-over, with the bytes as they left, their hash, and what the gateway said then and later."""

    ref: str
    channel: str
    address: str
    content: bytes
    sha256: str
    stated: Mapping[str, str]
    owner: str
    begun_at: datetime
    outcome: str | None
    gateway_ref: str
    because: str
    ended_at: datetime | None
    awaits_receipt: bool
    receipt: str | None
    delivered_at: datetime | None
    failed_at: datetime | None
    set_aside_at: datetime | None
    receipts: Sequence[Heard]  # in the order in which they came


@dataclass(frozen=True, slots=True)
class Proof:
    """A notice with everything that proves it, or shows that it was not told."""

    ref: str
    id: int
    about: str
    subject: str
    party_id: int
    country: str
    language: str
    state: str
    urgent: bool
    route: Sequence[str]
    template: str
    facts: Mapping[str, Any]
    facts_hash: str
    created_at: datetime
    not_before: datetime
    told_at: datetime | None
    told_by: str | None
    received_at: datetime | None  # from here it counts
    settled_at: datetime | None
    bounced_at: datetime | None
    bounced_because: str | None
    instead_of: str | None  # the reference of the notice that bounced
    said_anew: str | None  # the reference of the notice that stands for this one
    attempts: Sequence[Attempted]


def outbox(*, wanted: Filter, limit: int, before: int | None = None, after: int | None = None) -> list[Found]:
    """Return notices, newest first: those before an id, or the next ones after it, or the newest.

    :raises ValueError: when the state is none of STATES.
    """
    values = {name: getattr(wanted, name) for name in (*_WHERE, "channel")} | {"before": before, "after": after}
    order, (join, where) = "DESC" if after is None else "ASC", _where(wanted)
    where += "" if before is None else " AND notice.id < %(before)s"
    where += "" if after is None else " AND notice.id > %(after)s"
    ways = [f"{where} AND {way}" for way in _BY_CHANNEL] if wanted.channel else [where]
    parts = " UNION ALL ".join(_PART.format(join=join, where=way, order=order) for way in ways)
    statement = _FOUND.format(parts=parts, order=order)
    return [Found(*row) for row in fetch(statement=statement, values=values | {"limit": limit})]


def counted(*, most: int) -> dict[str, int]:
    """Return how many notices stand in each of STATES; `most` + 1 where there are more."""
    told = "notice.told_by IS NOT NULL"  # what came back of it is taken off below: a join would lose the order
    ask = (
        _COUNTED.format(state=state, join=join, where=where, order="notice.state, notice.id")
        if state != "told"
        else _COUNTED.format(state=state, join="", where=told, order="notice.told_by, notice.id")
        for state, (join, where) in _STATES.items()
    )
    found = dict(fetch(statement=" UNION ALL ".join(ask), values={"most": most + 1}))
    if found["told"] <= most:
        found["told"] -= found["bounced"]
    return found


def newer(*, than: int, most: int) -> int:
    """Return how many notices were made after the one with this id, `most` at the most."""
    return int(fetch(statement=_NEWER, values={"after": than, "most": most})[0][0])


def counts() -> dict[str, int]:
    """Return how many notices wait in each state that is not the end, and how many ever bounced."""
    return dict(fetch(statement=_COUNTS, values={}))


def message(*, ref: str) -> Proof | None:
    """Return one notice with its proof, by its reference."""
    values = {"ref": UUID(ref)}
    row = next(iter(fetch(statement=_PROOF, values=values)), None)
    if row is None:
        return None
    heard: dict[int, list[Heard]] = {}
    for attempt_id, *told in fetch(statement=_RECEIPTS, values=values):
        heard.setdefault(attempt_id, []).append(Heard(*told))
    tried = fetch(statement=_ATTEMPTS, values=values)
    return Proof(*(*row, [Attempted(*(*one, heard.get(key, []))) for *one, key in tried]))


def _where(wanted: Filter) -> tuple[str, str]:
    """Return what to join and to ask for; the channel is asked for apart."""
    if wanted.state and wanted.state not in _STATES:
        raise ValueError(f"{wanted.state!r} is no state: use one of {', '.join(_STATES)}")
    join, state = _STATES.get(wanted.state, ("", "true"))
    asked = [where for name, where in _WHERE.items() if getattr(wanted, name) not in ("", None)]
    return join, " AND ".join([state, *asked])
