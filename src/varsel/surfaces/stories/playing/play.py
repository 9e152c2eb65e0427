"""Playing one story, each in a clone of a migrated database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from varsel.kit import clock, postgres, templates_database
from varsel.law.calendar import at_local
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears.refusals import Refused
from varsel.operations.complaints.refusals import Refused as ComplaintRefused
from varsel.operations.fieldwork.refusals import Refused as VisitRefused
from varsel.operations.outages.refusals import Refused as OutageRefused
from varsel.records.journal import queries as journal
from varsel.surfaces.stories.loading import ExpectStep, Step, Story
from varsel.surfaces.stories.playing import stage as stages
from varsel.surfaces.stories.playing.doing import DO
from varsel.surfaces.stories.playing.seeing import SEE, Look
from varsel.surfaces.stories.playing.stage import Stage
from varsel.surfaces.worker import wiring

DONE = "done"
SELDOM_NEWS = {"customer_registered", "policy_set", "line_installed", "deadline_set"}


@dataclass(frozen=True, slots=True)
class StepResult:
    """What one verb or expectation came to. `at` is local to the story."""

    at: datetime
    step: str
    ok: bool
    expected: Any
    saw: Any
    line: int


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that was said or done between the steps. `at` is local to the story."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Played:
    """A story that was played to its end."""

    story: Story
    steps: tuple[StepResult, ...]
    happened: tuple[Happened, ...]  # what was said and done, in order

    @property
    def passed(self) -> bool:
        """Tell whether every step was as expected."""
        return all(step.ok for step in self.steps)


def prepare() -> tuple[postgres.Server, str]:
    """Start the scratch server and return it with the name of the database to clone."""
    server = postgres.scratch(name="stories")
    server.start()
    return server, templates_database.template(server=server, furnish=wiring.wire, furniture=wiring.FURNITURE)


def play(*, story: Story, server: postgres.Server, template: str) -> Played:
    """Play a story in a clone of the template, which is dropped afterwards."""
    with _clone(server=server, template=template):
        return act_out(story=story)


def act_out(*, story: Story) -> Played:
    """Play a story in the database that is connected, which must be empty."""
    begin = at_local(story.begin.date(), story.begin.time(), COUNTRIES[story.country].ZONE)
    with clock.held(at=begin):
        stage = stages.build(story=story)
        steps = tuple(_steps(story=story, stage=stage, begin=begin))
        return Played(story=story, steps=steps, happened=tuple(_happened(stage=stage)))


@contextmanager
def _clone(*, server: postgres.Server, template: str) -> Iterator[None]:
    name = f"story_{os.getpid()}"
    postgres.drop(server=server, name=name)
    postgres.clone(server=server, template=template, name=name)
    try:
        with templates_database.connected(settings=server.settings(dbname=name, role="app")):
            yield
    finally:
        postgres.drop(server=server, name=name)


def _steps(*, story: Story, stage: Stage, begin: datetime) -> Iterator[StepResult]:
    looked_at = begin
    for step in story.steps:
        at = stage.instant(local=step.at)
        stage.advance(to=at)
        if isinstance(step, ExpectStep):
            look = Look(stage=stage, at=at, since=looked_at)
            yield from _expect(step=step, look=look)
            looked_at = at + timedelta(minutes=1)
        elif step.verb == "call":
            yield _expected(step=step, look=Look(stage=stage, at=at, since=looked_at))
        else:
            yield _do(step=step, stage=stage, at=at)


def _expect(*, step: ExpectStep, look: Look) -> Iterator[StepResult]:
    for one in step.expectations:
        seen = SEE[one.key](look=look, fields=one.fields)
        expected = {key: value for key, value in one.fields.items() if value not in (None, ())}
        yield StepResult(at=step.at, step=one.key, ok=seen.ok, expected=expected, saw=seen.saw, line=one.line)


def _expected(*, step: Step, look: Look) -> StepResult:
    """A verb that is an expectation as well: a call goes through or not."""
    seen = SEE[step.verb](look=look, fields=step.fields)
    return StepResult(at=step.at, step=step.verb, ok=seen.ok, expected=dict(step.fields), saw=seen.saw, line=step.line)


def _do(*, step: Step, stage: Stage, at: datetime) -> StepResult:
    expected = f"refused: {step.refused}" if step.refused else DONE
    try:
        DO[step.verb](stage=stage, fields=step.fields, at=at)
        saw = DONE
    except (Refused, ComplaintRefused, OutageRefused, VisitRefused) as refused:
        saw = f"refused: {refused.code}"
    return StepResult(at=step.at, step=step.verb, ok=saw == expected, expected=expected, saw=saw, line=step.line)


def _happened(*, stage: Stage) -> Iterator[Happened]:
    """Tell the journal in short: what was told to whom, and what was done."""
    names = {f"service:{key}": name for name, key in stage.services.items()}
    names |= {f"invoice:{key}": name for name, key in stage.invoices.items()}
    names |= {f"complaint:{key}": name for name, key in stage.complaints.items()}
    names |= {f"party:{key}": name for name, key in stage.customers.items()}
    for entry in journal.everything():
        if entry.kind not in SELDOM_NEWS:
            about = names.get(entry.about, entry.about)
            detail = " ".join(str(entry.facts[key]) for key in ("about", "channel", "last_day") if key in entry.facts)
            yield Happened(at=stage.local(at=entry.at), what=f"{entry.kind} {about} {detail}".strip())
