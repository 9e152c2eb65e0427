"""The second person of a story: whoever approves what an automatic run left over the day's cap lifts the cap for it."""

from __future__ import annotations

from datetime import datetime

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import actions as arrears
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.records.operator import queries as operator
from varsel.records.staff import actions as staff
from varsel.surfaces.stories.playing.stage import Stage

WHO = ("run@story.example", "second@story.example")


def may_lift(*, at: datetime) -> bool:
    """Tell whether an approval is the second person's word: where services are restricted without one."""
    return operator.policy_at(at=at).policy.payments.approval == "automatic"


def lift_by_one(*, stage: Stage, at: datetime) -> None:
    """Let one more service be restricted today."""
    count = restrictions.day_count(day=local_day(at, COUNTRIES[stage.country].ZONE))
    if not stage.people:
        stage.people = [_person(email=email, at=at) for email in WHO]
    asked_by, lifted_by = stage.people
    cap = count.begun + 1 if count else 1
    arrears.lift_cap(country=stage.country, cap=cap, asked_by=asked_by, lifted_by=lifted_by, at=at)


def _person(*, email: str, at: datetime) -> int:
    password = "only in a story, on a scratch database"  # noqa: S105 (nobody can sign in there)
    return staff.add_user(email=email, name=email, roles=(), password=password, language="en", actor="story", at=at)
