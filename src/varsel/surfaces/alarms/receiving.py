"""A source's words come in: read whole or refused whole, stored, and a worker woken for the rest."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from varsel.kit.reading import fetch
from varsel.records.clocks import actions as clocks
from varsel.surfaces.alarms.formats import FORMATS
from varsel.surfaces.alarms.sources import Source
from varsel.surfaces.alarms.told import NotTold, Told

FOLD = "fold_alarms"
MOST = 20_000  # words in one body
_STORE = """
    INSERT INTO alarms_event (source, key, is_raised, happened_at, received_at, names, is_power, words)
    SELECT %(source)s, told.key, told.is_raised, told.at, %(at)s, string_to_array(told.names, chr(31)), told.is_power,
        told.words
    FROM unnest(%(keys)s::text[], %(raised)s::bool[], %(moments)s::timestamptz[], %(names)s::text[],
        %(power)s::bool[], %(words)s::text[]) AS told (key, is_raised, at, names, is_power, words)
    ORDER BY told.key, told.at, told.is_raised
    ON CONFLICT DO NOTHING RETURNING 1"""
_BETWEEN = "\x1f"  # never in a name: it is no printable character


@dataclass(frozen=True, slots=True)
class Word:
    """What a word of a source means to us: what it may be called here, and whether only the customer has no power."""

    told: Told
    names: tuple[str, ...]
    is_power: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """How many words a body told of something that is down, how many were new, how many said nothing of that."""

    words: int
    new: int
    passed_by: int


def read(*, source: Source, body: bytes) -> tuple[list[Word], int]:
    """Return what a body means, and how many of its words are about something else.

    :raises NotTold: when it can't be read, or names nothing; then nothing of it is taken.
    """
    told = list(FORMATS[source.format].read(_parsed(body), source.zone))
    if len(told) > MOST:
        raise NotTold(f"{len(told)} alarms in one body: send at most {MOST}")
    meant = [_word(one, source) for one in told if _is_meant(one.labels, source)]
    return meant, len(told) - len(meant)


@transaction.atomic
def receive(*, source: Source, body: bytes, at: datetime) -> Taken:
    """Store what a body tells and wake a worker. What was told before changes nothing.

    :raises NotTold: when it can't be read, or names nothing; then nothing of it is taken.
    """
    words, passed_by = read(source=source, body=body)
    new = len(_stored(source, words, at)) if words else 0
    if new:
        clocks.remind(kind=FOLD, about=f"alarms:{at.isoformat(timespec='milliseconds')}", due_at=at)
    return Taken(words=len(words), new=new, passed_by=passed_by)


def _stored(source: Source, words: Sequence[Word], at: datetime) -> list[tuple[object, ...]]:
    values = {
        "source": source.name,
        "at": at,
        "keys": [word.told.key for word in words],
        "raised": [word.told.is_raised for word in words],
        "moments": [word.told.at for word in words],
        "names": [_BETWEEN.join(word.names) for word in words],
        "power": [word.is_power for word in words],
        "words": [word.told.words for word in words],
    }
    return fetch(statement=_STORE, values=values)


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_no_number)
    except (UnicodeDecodeError, ValueError, RecursionError) as wrong:
        raise NotTold(f"the body is no JSON: {wrong}") from wrong


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number")


def _word(told: Told, source: Source) -> Word:
    given = [told.labels[label] for label in source.about if told.labels.get(label)]
    if not given:
        raise NotTold(f"alarm {told.key!r} names nothing: it has none of the labels {', '.join(source.about)}")
    names = dict.fromkeys(name for one in given for name in (one, one.rpartition(":")[0]) if name)  # host:port
    return Word(told=told, names=tuple(names), is_power=_has(told.labels, source.power))


def _is_meant(labels: Mapping[str, str], source: Source) -> bool:
    return not source.only or _has(labels, source.only)


def _has(labels: Mapping[str, str], values: Mapping[str, Collection[str]]) -> bool:
    return any(labels.get(label) in wanted for label, wanted in values.items())
