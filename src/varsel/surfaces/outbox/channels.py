"""How the channels do, and what each stop found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise

from varsel.outlets.notices import queries as notices
from varsel.outlets.notices.queries import Brake, Health
from varsel.records.journal.sentences import actor_in_words
from varsel.records.staff import queries as staff
from varsel.surfaces.outbox.words import CHANNELS

OLD = timedelta(minutes=15)  # what may go and has not after so long is looked at


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel's day. `state` is of the state language; `is_slow`: what may go has waited for long."""

    it: Health
    state: str
    is_slow: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop that holds. `after`: seconds from pressing until the last hand-over began; None: none began after."""

    it: Brake
    word: Promise
    by: str
    after: float | None
    in_hands: int


def today(*, at: datetime, over: timedelta) -> list[Channel]:
    """Return how each channel did in the time before now."""
    return [_channel(one, at) for one in notices.health(at=at, over=over)]


def stops() -> list[Stop]:
    """Return the stops that hold, with what each found in the senders' hands."""
    held = [one for one in notices.brakes() if one.stopped]
    people = staff.names(ids=frozenset(int(one.actor[6:]) for one in held if one.actor.startswith("staff:")))
    return [_stop(one, people) for one in held]


def _channel(one: Health, at: datetime) -> Channel:
    is_slow = not one.stopped and one.oldest_waiting is not None and one.oldest_waiting < at - OLD
    state = "held" if one.stopped else "disturbed" if is_slow or one.rejected > one.accepted else "working"
    return Channel(it=one, state=state, is_slow=is_slow)


def _stop(one: Brake, people: dict[int, str]) -> Stop:
    ended = notices.ends(brake=one)
    after = (ended.last_began_at - one.at).total_seconds() if ended.last_began_at else None
    by = actor_in_words(actor=one.actor, names=people)
    return Stop(it=one, word=CHANNELS[one.channel], by=by, after=after, in_hands=ended.in_hands)
