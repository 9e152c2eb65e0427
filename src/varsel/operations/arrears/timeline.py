"""What happened to a service, and what the law counts, on one line of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.law.calendar import start_of_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears.explain import Explanation
from varsel.records.journal.queries import Told
from varsel.records.journal.sentences import actor_in_words, sentence

STEPS = {"service_limited": "limited", "service_closed": "closed", "service_reopened": "working"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of the line: what was written down, or (`counted`) a day that the law or we count to."""

    at: datetime
    day: date | None  # a civil day has no hour
    said: str | Promise
    by: str
    rule: str
    notice_id: int | None
    state: str  # of the state language, where the service's level changed
    counted: bool
    ahead: bool


def moments(
    *, explanation: Explanation, names: Mapping[str, str], staff: Mapping[int, str], language: str, now: datetime
) -> list[Moment]:
    """Return everything in the order of time. `names`: subjects; `staff`: people by key."""
    law = COUNTRIES[explanation.country]
    told = [
        _told(one, names=names, staff=staff, zone=law.ZONE, currency=law.CURRENCY, language=language)
        for one in explanation.history
    ]
    counted = list(_counted(explanation, law.ZONE, now))
    return sorted([*told, *counted], key=lambda moment: (moment.at, moment.counted))


def _told(
    one: Told, *, names: Mapping[str, str], staff: Mapping[int, str], zone: str, currency: str, language: str
) -> Moment:
    return Moment(
        at=one.at,
        day=None,
        said=sentence(told=one, names=names, currency=currency, zone=zone, language=language),
        by=actor_in_words(actor=one.actor, names=staff),
        rule=one.verdict["rule"] if one.verdict else "",
        notice_id=one.facts.get("notice"),
        state=STEPS.get(one.kind, ""),
        counted=False,
        ahead=False,
    )


def _counted(explanation: Explanation, zone: str, now: datetime) -> Iterator[Moment]:
    for demand in explanation.demands:
        values = {"invoice": demand.invoice}
        yield _day(demand.due_on, str(_("Invoice %(invoice)s falls due.")) % values, zone, now)
        if demand.last_day:
            yield _day(demand.last_day, str(_("Last day to pay invoice %(invoice)s.")) % values, zone, now)
        if demand.acts_from:
            said = str(_("From here invoice %(invoice)s may restrict the service, if it is still unpaid.")) % values
            yield _mark(at=demand.acts_from, day=None, said=said, now=now)


def _day(day: date, said: str, zone: str, now: datetime) -> Moment:
    return _mark(at=start_of_day(day, zone), day=day, said=said, now=now)


def _mark(*, at: datetime, day: date | None, said: str, now: datetime) -> Moment:
    return Moment(at=at, day=day, said=said, by="", rule="", notice_id=None, state="", counted=True, ahead=at > now)
