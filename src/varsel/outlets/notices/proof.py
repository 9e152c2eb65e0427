"""Making the words of one attempt, and knowing when they count as received."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.law.receipt import presumed_receipt
from varsel.outlets.notices import wording
from varsel.outlets.notices.models import Notice
from varsel.records.operator import queries as operator


@dataclass(frozen=True, slots=True)
class Words:
    """The text for one channel and moment, and what it states of its own time."""

    content: bytes
    stated: dict[str, str]


def words(*, notice: Notice, channel: str, at: datetime) -> Words:
    """Render a notice for a channel as handed over at `at`.

    A fact `{"pay_by": …}` becomes the last day to pay that this very hand-over gives (law.last_day_to_pay): a letter
    that arrives later gives a later day than an e-mail.
    """
    facts = {name: value for name, value in notice.facts.items() if name != "variant"}
    stated = {
        name: _last_day(rule=value["pay_by"], notice=notice, channel=channel, at=at)
        for name, value in facts.items()
        if "pay_by" in value
    }
    resolved = facts | {name: {"date": day} for name, day in stated.items()}
    text = wording.render(
        about=notice.about,
        variant=notice.facts["variant"],
        channel=channel,
        language=notice.language,
        facts=resolved,
    )
    shown = f"{text.subject}\n\n{text.body}" if text.subject else text.body
    return Words(content=shown.encode(), stated=stated)


def received_at(*, notice: Notice, channel: str, at: datetime) -> datetime:
    """Return when words handed over at `at` count as received: a letter some days later, all else at once."""
    country = operator.country(code=notice.country)
    days = operator.policy_at(at=at).policy.notices.letter_presumed_days
    return presumed_receipt(channel=channel, sent_at=at, letter_days=days, zone=country.zone)


def _last_day(*, rule: Mapping[str, Any], notice: Notice, channel: str, at: datetime) -> str:
    law = COUNTRIES[notice.country]
    received = received_at(notice=notice, channel=channel, at=at)
    day = law.last_day_to_pay(
        sent_on=local_day(at, law.ZONE),
        received_on=local_day(received, law.ZONE),
        demand_days=rule["demand_days"],
        demand_bank_days=rule["demand_bank_days"],
    )
    return day.isoformat()
