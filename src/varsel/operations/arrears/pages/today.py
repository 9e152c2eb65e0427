"""The day's count against its cap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.operator import queries as operator

ZONE = COUNTRIES["SE"].ZONE  # the cap counts one day for the whole operator, and both countries have one clock


@dataclass(frozen=True, slots=True)
class Today:
    """How many services were restricted today, how many may be, and who asked for more."""

    begun: int
    cap: int
    asked_cap: int | None
    asked_by: int | None
    asked_at: datetime | None

    @property
    def room(self) -> int:
        """Return how many may still be restricted today."""
        return max(self.cap - self.begun, 0)

    @property
    def reached(self) -> bool:
        """Tell whether nothing more may be restricted today."""
        return self.begun >= self.cap


def today(*, at: datetime) -> Today:
    """Return the day's count against its cap, and the word of who asked to lift it, if nobody has lifted it since."""
    count = restrictions.day_count(day=local_day(at, ZONE))
    cap = count.cap if count else operator.policy_at(at=at).policy.payments.daily_cap
    asked = _asked(at=at, cap=cap)
    return Today(
        begun=count.begun if count else 0,
        cap=cap,
        asked_cap=asked.facts["cap"] if asked else None,
        asked_by=int(asked.actor.removeprefix("staff:")) if asked else None,
        asked_at=asked.at if asked else None,
    )


def _asked(*, at: datetime, cap: int) -> journal.Told | None:
    words = journal.entries(about=["cap"], kinds=[Kind.CAP_LIFT_ASKED])
    day = local_day(at, ZONE)
    asked = [one for one in words if local_day(one.at, ZONE) == day and one.facts["cap"] > cap]
    return asked[-1] if asked else None
