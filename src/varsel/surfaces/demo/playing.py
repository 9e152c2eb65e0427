"""Time runs forward over the demo operator: real actions, the real worker, a held clock, outlets that record.

Every row of the demo is made by what makes it in production, so that no state is there that could not be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from varsel.kit import clock
from varsel.law.calendar import at_local
from varsel.law.countries import COUNTRIES
from varsel.outlets.access.enforcers.recorder import Recorder as Lines
from varsel.outlets.notices.channels.recorder import Recorder as Words
from varsel.surfaces.worker import clocks as worker
from varsel.surfaces.worker.clocks import Outlets, Run

ZONE = "Europe/Stockholm"  # the operator's own day; Norway's is the same


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens at an instant."""

    at: datetime
    do: Callable[[datetime], None]


def _nobody(*, to: datetime) -> None:
    """Hear that time passes, and do nothing."""


@dataclass(slots=True)
class Player:
    """What lets the clock run."""

    words: Words = field(default_factory=Words)
    lines: Lines = field(default_factory=Lines)
    passing: Callable[..., None] = _nobody  # hears `to` which instant time passes, before anything happens then

    def play(
        self,
        *,
        events: Iterable[Event],
        each_day: Sequence[tuple[time, Callable[[datetime], None]]],
        begin: date,
        until: datetime,
        progress: Callable[[int, int], None],
    ) -> None:
        """Play the events, and what happens each business day at its hour, until an instant.

        `progress` hears how many days are done, of how many.
        """
        days = [begin + timedelta(days=number) for number in range((until.date() - begin).days + 1)]
        waiting = sorted(events, key=lambda event: event.at)
        waiting += [Event(at_local(day, hour, ZONE), do) for day in days if _is_open(day) for hour, do in each_day]
        waiting.sort(key=lambda event: event.at)
        for event in waiting:
            if event.at <= until:
                self.advance(to=event.at)
                event.do(event.at)
                progress((event.at.date() - begin).days, len(days))
        self.advance(to=until)
        progress(len(days), len(days))

    def advance(self, *, to: datetime) -> None:
        """Let the clock run to an instant: everything that falls due happens at its own moment."""
        if to == clock.now():
            return
        self._run()
        while (moment := worker.next_moment(after=clock.now())) and moment <= to:
            self._move(to=moment)
            self._run()
        self._move(to=to)

    def _move(self, *, to: datetime) -> None:
        self.passing(to=to)
        clock.move(to=to)

    def _run(self) -> None:
        gateways = dict.fromkeys(("sms", "email", "letter"), self.words)
        Run(at=clock.now(), outlets=Outlets(gateways=gateways, enforcer=self.lines, owner="demo")).to_the_end()


def _is_open(day: date) -> bool:
    return COUNTRIES["SE"].CALENDAR.is_business_day(day)
