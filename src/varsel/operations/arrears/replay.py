"""Asking today's law about yesterday's decisions: every recorded verdict must come out the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.law.facts import Closing, CreditUse, Limiting, LimitingAtOnce, MissedVisit, from_json
from varsel.law.grammar import Verdict
from varsel.records.agreements import queries as agreements
from varsel.records.journal import queries as journal
from varsel.records.journal.queries import Told


@dataclass(frozen=True, slots=True)
class Difference:
    """A decision that would come out otherwise today."""

    entry_id: int
    at: datetime
    rule: str
    was: bool
    now: bool


def differences() -> Iterator[Difference]:
    """Yield every recorded decision whose answer, or whose reasons, today's law would change."""
    for told in journal.recorded_verdicts():
        was = Verdict.from_json(told.verdict or {})
        now = ask(country=_country(told), asked=told.facts["asked"], at=told.at)
        if (now.lawful, now.reasons, now.cites) != (was.lawful, was.reasons, was.cites):
            yield Difference(entry_id=told.id, at=told.at, rule=was.rule, was=was.lawful, now=now.lawful)


def ask(*, country: str, asked: Mapping[str, Any], at: datetime) -> Verdict:
    """Ask a country's law with facts that were written down."""
    law, facts = COUNTRIES[country], from_json(data=asked)
    on = local_day(at, law.ZONE)
    if isinstance(facts, LimitingAtOnce):
        return law.may_limit_at_once(facts=facts, at=at)
    if isinstance(facts, Limiting):
        return law.may_limit(facts=facts, on=on)
    if isinstance(facts, Closing):
        return law.may_close(facts=facts, on=on)
    if isinstance(facts, MissedVisit):
        return law.must_compensate(facts=facts, on=on)
    assert isinstance(facts, CreditUse)
    return law.must_bar(facts=facts, on=on)


def _country(told: Told) -> str:
    """Return whose law was asked: that of the service, which the entry is about or names."""
    key = told.facts["service"] if told.about.startswith("visit:") else told.about.removeprefix("service:")
    return agreements.service(service_id=int(key)).country
