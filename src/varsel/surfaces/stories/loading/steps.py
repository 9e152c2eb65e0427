"""The steps of a story, in time order: what happens, and what must be true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from varsel.kit import located_values
from varsel.kit.located_yaml import LocatedEntry, LocatedNode, Place
from varsel.law.countries import COUNTRIES
from varsel.surfaces.stories.loading import vocabulary
from varsel.surfaces.stories.loading.expectations import EXPECTATIONS, read_expectation
from varsel.surfaces.stories.loading.fields import Scene, read_shape
from varsel.surfaces.stories.loading.kinds import moment, one_of
from varsel.surfaces.stories.loading.story import Expectation, ExpectStep, Step
from varsel.surfaces.stories.loading.verbs import VERBS


def read_steps(*, node: LocatedNode, country: str, scene: Scene) -> tuple[Step | ExpectStep, ...]:
    """Read the steps; the scene is that of the story's begin.

    :raises InputError: a step that is wrong, or earlier than the one before it.
    """
    steps: list[Step | ExpectStep] = []
    for item in located_values.items(node=node, name="steps"):
        before = steps[-1].at if steps else scene.at
        step = _step(item, country, replace(scene, at=before))
        steps.append(step)
    if not steps:
        raise node.place.error(message="steps is empty", remedy="write at least one")
    return tuple(steps)


def read_moment(*, node: LocatedNode, name: str, country: str) -> datetime:
    """Read a local moment that the country's clocks show; of two such hours in autumn it is the first.

    :raises InputError: no moment, or one that the clocks skip in spring.
    """
    at = moment(node, name)
    zone = ZoneInfo(COUNTRIES[country].ZONE)
    if at.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != at:
        message = f"{name}: the clocks skip {at:%Y-%m-%d %H:%M}"
        raise node.place.error(message=message, remedy="write an hour later")
    return at


def _step(item: LocatedNode, country: str, scene: Scene) -> Step | ExpectStep:
    entries = located_values.mapping(node=item, name="a step")
    for key, entry in entries.items():
        if key not in ("at", "expect", "refused") and key not in VERBS:
            raise entry.place.error(message=f"unknown verb '{key}'", remedy=_verb_hint(key))
    if "at" not in entries:
        raise item.place.error(message="a step lacks 'at'", remedy="add 'at: 2026-03-02 09:00'")
    at = read_moment(node=entries["at"].value, name="at", country=country)
    if at < scene.at:
        message = f"the step at {at:%Y-%m-%d %H:%M} is earlier than {scene.at:%Y-%m-%d %H:%M} before it"
        raise entries["at"].place.error(message=message, remedy="put the steps in time order, from 'begin' on")
    return _one(entries, item.place, replace(scene, at=at))


def _verb_hint(key: str) -> str:
    return located_values.hint(word=key, known=("expect", *VERBS))


def _one(entries: Mapping[str, LocatedEntry], place: Place, scene: Scene) -> Step | ExpectStep:
    verbs = [key for key in entries if key not in ("at", "refused")]
    if len(verbs) != 1:
        found = " and ".join(f"'{verb}'" for verb in verbs) or "none"
        raise place.error(message=f"a step has one verb or 'expect'; here: {found}", remedy="write a step for each")
    verb = verbs[0]
    refused = _refused(entries)
    if verb == "expect":
        if refused is not None:
            raise entries["refused"].place.error(message="'refused' at an 'expect'", remedy="put it at a verb")
        return ExpectStep(scene.at, place.line or 0, _expectations(entries["expect"].value, scene))
    played = replace(scene, unknown_allowed=refused == vocabulary.NOT_FOUND, introducing=refused is None)
    fields = read_shape(shape=VERBS[verb], node=entries[verb].value, name=verb, scene=played)
    return Step(scene.at, place.line or 0, verb, MappingProxyType(fields), refused)


def _refused(entries: Mapping[str, LocatedEntry]) -> str | None:
    if "refused" not in entries:
        return None
    code: str = one_of(*vocabulary.REFUSALS)(entries["refused"].value, "refused")
    return code


def _expectations(node: LocatedNode, scene: Scene) -> tuple[Expectation, ...]:
    items = located_values.items(node=node, name="expect")
    if not items:
        raise node.place.error(message="expect is empty", remedy="write what must be true")
    return tuple(_expectation(item, scene) for item in items)


def _expectation(item: LocatedNode, scene: Scene) -> Expectation:
    entries = located_values.mapping(node=item, name="an expectation")
    if len(entries) != 1:
        message = f"an expectation has one key, here are {len(entries)}"
        raise item.place.error(message=message, remedy="write '- key: …' for each")
    ((key, entry),) = entries.items()
    if key not in EXPECTATIONS:
        remedy = located_values.hint(word=key, known=tuple(EXPECTATIONS))
        raise entry.place.error(message=f"unknown expectation '{key}'", remedy=remedy)
    fields = read_expectation(key=key, entry=entry, scene=scene)
    return Expectation(key, MappingProxyType(fields), entry.place.line or 0)
