"""Making the words of one attempt, and knowing when they count as received."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.law.receipt import presumed_receipt
from varsel.outlets.notices import wording
from varsel.outlets.notices.versions import queries as versions


class Sayable(Protocol):
    """A notice, as far as its words go."""

    @property
    def about(self) -> str:
        """Return what is told."""

    @property
    def country(self) -> str:
        """Return whose days count."""

    @property
    def language(self) -> str:
        """Return the customer's language."""

    @property
    def template(self) -> str:
        """Return the version of the texts that it was frozen with."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """Return the typed facts."""


class Words(NamedTuple):
    """The text for one channel and moment, and what it states of its own time."""

    content: bytes
    sha256: str
    stated: dict[str, str]


def words(*, notice: Sayable, channel: str, letter_days: int, at: datetime) -> Words:
    """Render a notice for a channel as handed over at `at`.

    A fact `{"pay_by": …}` becomes the last day to pay that this very hand-over gives (law.last_day_to_pay): a letter
    that arrives later (`letter_days`) gives a later day than an e-mail.

    :raises WordingError: where the text can't be made.
    """
    facts = {name: value for name, value in notice.facts.items() if name != "variant"}
    stated = {
        name: _last_day(rule=value["pay_by"], notice=notice, channel=channel, letter_days=letter_days, at=at)
        for name, value in facts.items()
        if "pay_by" in value
    }
    resolved = facts | {name: {"date": day} for name, day in stated.items()}
    text = wording.fill(texts=versions.texts(version=notice.template), channel=channel, facts=resolved)
    shown = f"{text.subject}\n\n{text.body}" if text.subject else text.body
    content = shown.encode()
    return Words(content=content, sha256=hashlib.sha256(content).hexdigest(), stated=stated)


@lru_cache(maxsize=256)
def received_at(*, country: str, channel: str, letter_days: int, at: datetime) -> datetime:
    """Return when words handed over at `at` count as received: a letter some days later, all else at once."""
    return presumed_receipt(channel=channel, sent_at=at, letter_days=letter_days, zone=COUNTRIES[country].ZONE)


def _last_day(*, rule: Mapping[str, Any], notice: Sayable, channel: str, letter_days: int, at: datetime) -> str:
    zone = COUNTRIES[notice.country].ZONE
    received = received_at(country=notice.country, channel=channel, letter_days=letter_days, at=at)
    return _law_says(
        country=notice.country,
        sent_on=local_day(at, zone),
        received_on=local_day(received, zone),
        demand_days=rule["demand_days"],
        demand_bank_days=rule["demand_bank_days"],
    )


@lru_cache(maxsize=1024)
def _law_says(*, country: str, sent_on: date, received_on: date, demand_days: int, demand_bank_days: int) -> str:
    day = COUNTRIES[country].last_day_to_pay(
        sent_on=sent_on, received_on=received_on, demand_days=demand_days, demand_bank_days=demand_bank_days
    )
    return day.isoformat()
