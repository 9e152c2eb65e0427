"""Opening hours: per support channel, which weekdays are open from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from varsel.kit import located_values
from varsel.kit.located_yaml import LocatedEntry, LocatedNode
from varsel.records.operator.policy.kinds import TIME_PAIR, Kind, clock

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHANNELS = ("phone", "office", "email", "web")


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """One span of a channel; `days` as written (`mon-fri` or `sat`), open from `opens` to `closes` the same day."""

    channel: str
    days: str
    opens: time
    closes: time


def _read(node: LocatedNode, name: str) -> tuple[OpeningHours, ...]:
    channels = located_values.mapping(node=node, name=name, known=CHANNELS)
    return tuple(span for channel, entry in channels.items() for span in _channel(channel, entry, f"{name}.{channel}"))


def _channel(channel: str, entry: LocatedEntry, name: str) -> list[OpeningHours]:
    spans: list[OpeningHours] = []
    taken: set[str] = set()
    for days, span in located_values.mapping(node=entry.value, name=name).items():
        covered = _weekdays(days)
        if not covered or taken & covered:
            remedy = "write spans like mon-fri or sat, each weekday once"
            raise span.place.error(message=f"{name} can't have the days '{days}'", remedy=remedy)
        taken |= covered
        opens, closes = TIME_PAIR.read(span.value, f"{name}.{days}")
        if opens >= closes:
            message = f"{name}.{days} closes before it opens"
            raise span.value.place.error(message=message, remedy="write the earlier time first")
        spans.append(OpeningHours(channel, days, opens, closes))
    return spans


def _weekdays(days: str) -> set[str]:
    first, _, last = days.partition("-")
    if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
        return set()
    return set(WEEKDAYS[WEEKDAYS.index(first) : WEEKDAYS.index(last or first) + 1])


def _plain(hours: tuple[OpeningHours, ...]) -> dict[str, dict[str, list[str]]]:
    channels: dict[str, dict[str, list[str]]] = {}
    for span in hours:
        channels.setdefault(span.channel, {})[span.days] = [clock(span.opens), clock(span.closes)]
    return channels


HOURS = Kind(_read, plain=_plain)
