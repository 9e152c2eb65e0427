"""Words to many, looked at before they are sent: to how many, by which ways, at what cost, as they would be read."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings

from varsel.outlets.notices import purposes, quiet, wording
from varsel.outlets.notices.actions import Saying
from varsel.outlets.notices.versions import queries as versions
from varsel.outlets.notices.wording import gsm7, typed
from varsel.records.operator import queries as operator
from varsel.records.parties import queries as parties

SAMPLES = 3
NOBODY = ""  # no way: they are rung


@dataclass(frozen=True, slots=True)
class Sample:
    """A word as one of them would read it. The name is one that the reader of the page may see."""

    language: str
    country: str
    channel: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Word:
    """One kind of word to many.

    `parts` are SMS parts, counted with the longest name. `goes_at`: when the first of them go; `is_held`: the night
    holds them until then, or they are planned for then.
    """

    about: str
    count: int
    ways: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    parts: int
    cost: tuple[int, str] | None
    goes_at: datetime
    is_held: bool
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """All that an act would say, and a fingerprint: whoever sends has seen this and nothing else."""

    words: tuple[Word, ...]
    fingerprint: str

    @property
    def count(self) -> int:
        """Return how many words would be sent."""
        return sum(word.count for word in self.words)


def rehearse(*, sayings: Sequence[Sequence[Saying]], seen: str, with_names: bool, at: datetime) -> Rehearsal:
    """Look at words without saying them; each of `sayings` is of one kind and not empty.

    `seen` is what else the fingerprint stands for. Without the right to see customers the names in samples are dots.
    """
    words = tuple(_word(some, with_names=with_names, at=at) for some in sayings if some)
    told = [(word.about, word.count, word.ways, word.parts, word.samples) for word in words]
    return Rehearsal(words=words, fingerprint=hashlib.sha256(repr((seen, told)).encode()).hexdigest())


def _word(sayings: Sequence[Saying], *, with_names: bool, at: datetime) -> Word:
    ways = _ways(sayings, at=at)
    purpose = purposes.PURPOSES[sayings[0].about]
    moments = {quiet.held_until(purpose=purpose, country=code, at=at) for code in {one.country for one in sayings}}
    parts = _parts(sayings, ways, at=at)
    return Word(
        about=sayings[0].about,
        count=len(sayings),
        ways=tuple(sorted(Counter(ways.values()).items(), key=lambda pair: -pair[1])),
        languages=tuple(Counter(one.language for one in sayings).most_common()),
        parts=parts,
        cost=_cost(parts),
        goes_at=min(moments),
        is_held=min(moments) > at,
        samples=_samples(sayings, ways, with_names=with_names, at=at),
    )


def _ways(sayings: Sequence[Saying], *, at: datetime) -> dict[int, str]:
    """Return for each customer the first way of the urgent route that works; letters carry no word of an outage."""
    route = [way for way in operator.policy_at(at=at).policy.notices.urgent if way != "letter"]
    reach = parties.reach_many(party_ids=[one.party_id for one in sayings])
    return {one.party_id: _first(route, reach.get(one.party_id, {})) for one in sayings}


def _first(route: Collection[str], reach: Mapping[str, parties.Reach]) -> str:
    return next((way for way in route if way in reach and not reach[way].bounced), NOBODY)


def _parts(sayings: Sequence[Saying], ways: Mapping[int, str], *, at: datetime) -> int:
    """Return how many SMS parts they take. Words of one text differ in the name: the longest stands for all."""
    alike: dict[tuple[str, str, str], list[Saying]] = defaultdict(list)
    for one in sayings:
        if ways[one.party_id] == "sms":
            alike[one.variant, one.country, one.language].append(one)
    longest = (max(some, key=lambda one: len(str(one.facts["customer"]))) for some in alike.values())
    return sum(
        len(gsm7.cut(text=_filled(one, channel="sms", at=at).body)) * len(some)
        for one, some in zip(longest, alike.values(), strict=True)
    )


def _cost(parts: int) -> tuple[int, str] | None:
    """Return what so many parts cost, in öre of the currency of the price; None where no price is set."""
    price, _, currency = settings.SMS_PRICE.partition(" ")
    return (round(Decimal(price) * 100 * parts), currency) if price else None


def _samples(
    sayings: Sequence[Saying], ways: Mapping[int, str], *, with_names: bool, at: datetime
) -> tuple[Sample, ...]:
    """Return some that read differently: each language and way once, before any comes twice."""
    kinds: dict[tuple[str, str, str], Saying] = {}
    for one in sayings:
        if ways[one.party_id] != NOBODY:
            kinds.setdefault((one.variant, one.language, ways[one.party_id]), one)
    chosen = list({one.party_id: one for one in (*kinds.values(), *sayings[:SAMPLES])}.values())
    people = parties.customers(party_ids=[one.party_id for one in chosen])
    names = {key: one.shown_name if with_names else "•••" for key, one in people.items()}
    made = (_sample(one, names[one.party_id], ways[one.party_id], at=at) for one in chosen)
    return tuple(dict.fromkeys(made))[:SAMPLES]


def _sample(saying: Saying, name: str, way: str, *, at: datetime) -> Sample:
    text = _filled(saying, channel=way or "sms", name=name, at=at)
    return Sample(saying.language, saying.country, way, text.subject, text.body)


def _filled(saying: Saying, *, channel: str, at: datetime, name: str = "") -> wording.Text:
    texts = versions.in_force(about=saying.about, variant=saying.variant, language=saying.language, at=at)
    facts = {**saying.facts, "customer": typed.text(name)} if name else saying.facts
    return wording.fill(texts=texts, channel=channel, facts=facts)
