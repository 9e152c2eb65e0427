"""What holds words back: a stop by a person, for all or for a channel, and caps for each customer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from varsel.kit.reading import fetch
from varsel.outlets.notices.models import Brake
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.operator.policy import Notices

CHANNELS = ("sms", "email", "letter")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_STOPPED = "SELECT DISTINCT ON (channel) channel, stopped FROM notices_brake ORDER BY channel, id DESC"
# What was made two days ago at the most: the night puts nothing off for longer.
_COUNTED = """
    SELECT party_id, count(*) FILTER (WHERE settled_at > %(hour)s), count(*),
        min(settled_at) FILTER (WHERE settled_at > %(hour)s), min(settled_at)
    FROM notices_notice WHERE party_id = ANY(%(ids)s) AND created_at > %(made)s AND settled_at > %(day)s
        AND state IN ('told', 'handed', 'unknown') GROUP BY party_id"""


@dataclass(slots=True)
class Capped:
    """How much each customer was told lately, and with what is in the sender's hands."""

    notices: Notices
    at: datetime
    counted: dict[int, tuple[int, int, datetime | None, datetime | None]] = field(default_factory=dict)

    def next_for(self, *, party_id: int) -> datetime:
        """Count one more word to a customer and return when it may go: now, or when the cap lets it."""
        hour, day, hour_from, day_from = self.counted.get(party_id, (0, 0, None, None))
        if day >= self.notices.daily_cap:
            return (day_from or self.at) + DAY
        if hour >= self.notices.hourly_cap:
            return (hour_from or self.at) + HOUR
        self.counted[party_id] = (hour + 1, day + 1, hour_from or self.at, day_from or self.at)
        return self.at


def capped(*, party_ids: Collection[int], notices: Notices, at: datetime) -> Capped:
    """Return how much these customers were told in the last hour and day. What is urgent is not asked for."""
    if not party_ids:
        return Capped(notices=notices, at=at)
    values = {"ids": list(set(party_ids)), "hour": at - HOUR, "day": at - DAY, "made": at - 2 * DAY}
    rows = fetch(statement=_COUNTED, values=values)
    return Capped(notices=notices, at=at, counted={party: tuple(rest) for party, *rest in rows})


def stopped() -> set[str]:
    """Return the channels whose words somebody has stopped; '' stands for all of them."""
    return {channel for channel, is_stopped in fetch(statement=_STOPPED, values={}) if is_stopped}


@transaction.atomic(durable=True)
def stop(*, channel: str, because: str, actor: str, at: datetime) -> bool:
    """Stop all words ('') or those of a channel, and return whether they ran. Senders obey within two seconds.

    :raises ValueError: an unknown channel, or no reason.
    """
    return _set(channel=channel, is_stopped=True, because=because, actor=actor, at=at)


@transaction.atomic(durable=True)
def go(*, channel: str, because: str, actor: str, at: datetime) -> bool:
    """Let all words ('') or those of a channel go again, and return whether they stood.

    :raises ValueError: an unknown channel, or no reason.
    """
    return _set(channel=channel, is_stopped=False, because=because, actor=actor, at=at)


def _set(*, channel: str, is_stopped: bool, because: str, actor: str, at: datetime) -> bool:
    if channel not in ("", *CHANNELS):
        raise ValueError(f"{channel!r} is no channel: use one of {', '.join(CHANNELS)}, or none for all")
    if not because.strip():
        raise ValueError("say why: it is written into the journal")
    if (channel in stopped()) == is_stopped:
        return False
    Brake.objects.create(channel=channel, stopped=is_stopped, at=at, actor=actor, because=because)
    kind = Kind.WORDS_STOPPED if is_stopped else Kind.WORDS_RELEASED
    journal.write(at=at, kind=kind, about="words", actor=actor, facts={"channel": channel or "all", "because": because})
    return True
