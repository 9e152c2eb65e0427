"""How the channels do: what each took and brought, what waits for it, who stopped it and when that held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from varsel.kit.reading import fetch
from varsel.outlets.notices.brakes import CHANNELS

HOUR = timedelta(hours=1)
ENDS = timedelta(minutes=1)  # what began later than this after a stop began after it was let go again
_HEALTH = """
    SELECT channel, count(*) FILTER (WHERE outcome = 'accepted'), count(*) FILTER (WHERE outcome = 'rejected'),
        count(*) FILTER (WHERE outcome = 'deferred'), count(*) FILTER (WHERE outcome = 'unknown'),
        count(*) FILTER (WHERE delivered_at IS NOT NULL), count(*) FILTER (WHERE failed_at IS NOT NULL),
        count(*) FILTER (WHERE outcome IS NULL), max(ended_at) FILTER (WHERE outcome = 'accepted')
    FROM notices_attempt WHERE ref > %(since)s AND channel <> 'phone' GROUP BY channel"""
_WAITING = """
    SELECT CASE WHEN lane = '' THEN route[1] ELSE lane END, count(*), min(not_before) FROM notices_notice
    WHERE state = 'queued' GROUP BY 1"""
_BRAKES = """
    SELECT DISTINCT ON (channel) channel, stopped, at, actor, because FROM notices_brake ORDER BY channel, id DESC"""
_ENDED = """
    SELECT count(*), max(begun_at), (SELECT count(*) FROM notices_attempt AS held
        WHERE held.outcome IS NULL AND held.channel <> 'phone' AND %(channel)s IN ('', held.channel))
    FROM notices_attempt WHERE ref >= %(ref)s AND ref < %(upto)s AND begun_at > %(at)s
        AND channel <> 'phone' AND %(channel)s IN ('', channel)"""


@dataclass(frozen=True, slots=True)
class Health:
    """How a channel did in a time, and what waits for it."""

    channel: str
    accepted: int
    rejected: int
    deferred: int
    unknown: int
    delivered: int
    failed: int
    in_hands: int
    last_accepted_at: datetime | None
    waiting: int
    oldest_waiting: datetime | None
    stopped: bool


@dataclass(frozen=True, slots=True)
class Brake:
    """Whether a channel ('' is all of them) is stopped, since when, by whom and why."""

    channel: str
    stopped: bool
    at: datetime
    actor: str
    because: str


@dataclass(frozen=True, slots=True)
class Ended:
    """What a stop found: hand-overs that began after it was pressed, the last of them, and what is in hands now."""

    began_after: int
    last_began_at: datetime | None
    in_hands: int


def health(*, at: datetime, over: timedelta = HOUR) -> list[Health]:
    """Return how each channel did in the time before an instant, and what waits for it now."""
    done = {channel: counted for channel, *counted in fetch(statement=_HEALTH, values={"since": _first_ref(at - over)})}
    waits = {channel: waiting for channel, *waiting in fetch(statement=_WAITING, values={})}
    stopped = {one.channel for one in brakes() if one.stopped}
    none: list[Any] = [0, 0, 0, 0, 0, 0, 0, None]
    return [
        Health(*(channel, *done.get(channel, none), *waits.get(channel, (0, None)), bool(stopped & {"", channel})))
        for channel in CHANNELS
    ]


def brakes() -> list[Brake]:
    """Return the newest word on each channel that was ever stopped."""
    return [Brake(*row) for row in fetch(statement=_BRAKES, values={})]


def ends(*, brake: Brake) -> Ended:
    """Return what a stop found in the senders' hands: it ends each batch within two seconds of being pressed."""
    values = {
        "channel": brake.channel,
        "at": brake.at,
        "ref": _first_ref(brake.at),
        "upto": _first_ref(brake.at + ENDS),
    }
    return Ended(*fetch(statement=_ENDED, values=values)[0])


def _first_ref(at: datetime) -> UUID:
    """Return the reference that all attempts from this moment on come after: they carry it (UUIDv7)."""
    return UUID(int=int(at.timestamp() * 1000) << 80)
