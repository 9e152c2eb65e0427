"""What waits to be said: claimed by one sender, sorted into what goes now and what does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from varsel.kit.reading import fetch
from varsel.outlets.notices import brakes, quiet
from varsel.outlets.notices.models import State
from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.settling import hold, relane, settle
from varsel.records.journal.kinds import Kind
from varsel.records.operator import queries as operator
from varsel.records.operator.policy import Notices
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Reach

StillTrue = Callable[..., bool]  # (*, subject: str, party_id: int, at: datetime)
ManyStillTrue = Callable[..., Collection[tuple[str, int]]]  # (*, asked: Collection[(subject, party_id)], at: datetime)

# Urgent words first, in every lane; rows that another sender holds are passed by. OFFSET keeps the planner from making
# a join of what is asked row by row: on a table that grew since it was last analysed it joined all with all.
_CLAIM = """
    SELECT found.* FROM (VALUES (true), (false)) AS hurry (urgent)
    CROSS JOIN unnest(%(lanes)s::text[]) AS way (lane)
    CROSS JOIN LATERAL (
        SELECT id, about, subject, party_id, country, language, template, facts, route, created_at, urgent, instead_of,
            lane
        FROM notices_notice AS notice
        WHERE state = 'queued' AND notice.lane = way.lane AND notice.urgent = hurry.urgent AND not_before <= %(at)s
            AND NOT EXISTS (SELECT FROM notices_attempt AS live WHERE live.notice_id = notice.id AND failed_at IS NULL
                AND set_aside_at IS NULL AND (outcome IS NULL OR outcome IN ('accepted', 'unknown'))
                OFFSET 0)
        ORDER BY not_before, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED) AS found
    LIMIT %(limit)s"""
_TRIED = """
    SELECT tried.* FROM unnest(%(ids)s::bigint[]) AS asked (id) CROSS JOIN LATERAL (
        SELECT notice_id, channel, address, set_aside_at IS NOT NULL, outcome IS NULL OR (outcome IN ('accepted',
            'unknown') AND failed_at IS NULL AND set_aside_at IS NULL) AS live
        FROM notices_attempt WHERE notice_id = asked.id AND outcome IS DISTINCT FROM 'deferred' OFFSET 0) AS tried"""
MOST_TRIES = 2  # of one address, for what may be said twice


class Waiting(NamedTuple):
    """A notice that a sender has claimed."""

    id: int
    about: str
    subject: str
    party_id: int
    country: str
    language: str
    template: str
    facts: Mapping[str, Any]
    route: Sequence[str]
    created_at: datetime
    urgent: bool
    instead_of: int | None
    lane: str


class Ready(NamedTuple):
    """A notice and the contact point that it goes to now."""

    notice: Waiting
    reach: Reach


@dataclass(frozen=True, slots=True)
class Asks:
    """Who says, per `about`, whether what waited is still to be said; `many` of those who can be asked of many."""

    still_true: Mapping[str, StillTrue] = field(default_factory=dict)
    many: Mapping[StillTrue, ManyStillTrue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was claimed: how many, and what of it goes out now."""

    count: int
    ready: Sequence[Ready]
    letter_days: int  # after so many a letter counts as received


NOTHING = Taken(count=0, ready=(), letter_days=0)


def take(*, channels: Collection[str], limit: int, asks: Asks, at: datetime) -> Taken:
    """Claim what waits for these channels, urgent words first, and settle what does not go out now.

    Held by the night, over a cap, no longer true, or without a way to the customer: each is written down as such.
    """
    stopped = brakes.stopped()
    lanes = ["", *sorted(set(channels) - stopped)]
    if "" in stopped or len(lanes) == 1:
        return NOTHING
    claimed = [Waiting(*row) for row in fetch(statement=_CLAIM, values={"lanes": lanes, "at": at, "limit": limit})]
    if not claimed:
        return NOTHING
    notices, tried = operator.policy_at(at=at).policy.notices, _tried(claimed)
    mine = [one for one in claimed if not any(live for *_, live in tried.get(one.id, ()))]
    going = _not_held(mine, notices=notices, at=at)
    going = _still_true(going, asks=asks, at=at)
    ready = _reached(going, tried=tried, lanes=lanes, at=at)
    ready.sort(key=lambda one: not one.notice.urgent)
    return Taken(count=len(claimed), ready=ready, letter_days=notices.letter_presumed_days)


def _tried(claimed: Iterable[Waiting]) -> dict[int, list[tuple[str, str, bool, bool]]]:
    """Return what was tried for each notice. Another sender may have begun while this one came to the row."""
    found: dict[int, list[tuple[str, str, bool, bool]]] = {}
    keys = [one.id for one in claimed]
    for key, *attempt in fetch(statement=_TRIED, values={"ids": keys}) if keys else ():
        found.setdefault(key, []).append(tuple(attempt))
    return found


def _not_held(waiting: Sequence[Waiting], *, notices: Notices, at: datetime) -> list[Waiting]:
    """Put off what the night holds, and what is over the person's cap; return the others."""
    kinds = {(one.about, one.country) for one in waiting}
    night = {key: quiet.held_until(purpose=PURPOSES[key[0]], country=key[1], at=at) for key in kinds}
    quiet_now = [one for one in waiting if night[one.about, one.country] <= at]
    counted = [one.party_id for one in quiet_now if _is_capped(one)]
    capped = brakes.capped(party_ids=counted, notices=notices, at=at)
    until, going = {}, []
    for one in waiting:
        moment = night[one.about, one.country]
        if moment <= at and _is_capped(one):
            moment = capped.next_for(party_id=one.party_id)
        if moment > at:
            until[one.id] = moment
        else:
            going.append(one)
    hold(until=until)
    return going


def _is_capped(one: Waiting) -> bool:
    """Tell whether a brake on many words to one person holds it: never what is urgent, nor what starts a legal time."""
    return not one.urgent and PURPOSES[one.about].kind != "legal"


def _still_true(waiting: Sequence[Waiting], *, asks: Asks, at: datetime) -> list[Waiting]:
    """Drop what is no longer so of what waited, and of what is said anew; return the others."""
    asked: dict[str, list[Waiting]] = {}
    for one in waiting:
        if one.about in asks.still_true and (at > one.created_at or one.instead_of is not None):
            asked.setdefault(one.about, []).append(one)
    stale: set[int] = set()
    for about, some in asked.items():
        true = _true(asks.still_true[about], some, asks=asks, at=at)
        stale |= {one.id for one in some if (one.subject, one.party_id) not in true}
    gone = [one for one in waiting if one.id in stale]
    settle(notices=gone, state=State.DROPPED, kind=Kind.NOTICE_DROPPED, at=at)
    return [one for one in waiting if one.id not in stale]


def _true(ask: StillTrue, some: Sequence[Waiting], *, asks: Asks, at: datetime) -> Collection[tuple[str, int]]:
    subjects = [(one.subject, one.party_id) for one in some]
    if ask in asks.many:
        return asks.many[ask](asked=subjects, at=at)
    return {(subject, party) for subject, party in subjects if ask(subject=subject, party_id=party, at=at)}


def _reached(
    waiting: Sequence[Waiting],
    *,
    tried: Mapping[int, Sequence[tuple[str, str, bool, bool]]],
    lanes: Collection[str],
    at: datetime,
) -> list[Ready]:
    """Find each notice's next way; leave to other senders what is theirs, and to people what has none left."""
    reach = parties.reach_many(party_ids={one.party_id for one in waiting})
    ready, others, nobody = [], {}, []
    for one in waiting:
        point = _next(one.route, reach.get(one.party_id, {}), tried.get(one.id, ()))
        if point is None:
            nobody.append(one)
        elif point.channel not in lanes:
            others[one.id] = point.channel
        else:
            ready.append(Ready(notice=one, reach=point))
    relane(lanes=others)
    offers = [one for one in nobody if PURPOSES[one.about].kind == "offer"]  # nobody is rung to be sold something
    settle(notices=offers, state=State.DROPPED, kind=Kind.NOTICE_DROPPED, at=at, because="no way to the customer")
    missed = [one for one in nobody if PURPOSES[one.about].kind != "offer"]
    settle(notices=missed, state=State.UNREACHED, kind=Kind.NOTICE_UNREACHED, at=at)
    return ready


def _next(
    route: Sequence[str], reach: Mapping[str, Reach], tried: Iterable[tuple[str, str, bool, bool]]
) -> Reach | None:
    """Return the first contact point of the route that works and was not tried for this notice.

    Where there is none, an address comes again whose try was set aside: only what may be said twice has such.
    """
    points = [point for channel in route if (point := reach.get(channel)) and not point.bounced]
    tries = Counter((channel, address) for channel, address, _, _ in tried)
    aside = {(channel, address) for channel, address, set_aside, _ in tried if set_aside}
    for point in points:
        if not tries[point.channel, point.value]:
            return point
    again = (point for point in points if (point.channel, point.value) in aside)
    return next((point for point in again if tries[point.channel, point.value] < MOST_TRIES), None)
