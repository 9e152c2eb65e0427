"""Read a story file, whole, before anything of it is played."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from varsel.kit import located_values, located_yaml
from varsel.kit.located_yaml import InputError, LocatedEntry, LocatedMapping
from varsel.law.countries import COUNTRIES
from varsel.records.operator import policy
from varsel.records.operator.policy import Policy
from varsel.surfaces.stories.loading.fields import Scene
from varsel.surfaces.stories.loading.kinds import one_of, text
from varsel.surfaces.stories.loading.register import read_customers, read_network
from varsel.surfaces.stories.loading.steps import read_moment, read_steps
from varsel.surfaces.stories.loading.story import Story, StoryError
from varsel.surfaces.stories.loading.told import Told

HEAD = ("story", "country", "begin", "operator", "network", "customers", "steps")
REQUIRED = ("story", "country", "begin", "customers", "steps")
# The Swedish act came into force on this day; before it the rules give no answer.
EARLIEST = date(2022, 6, 3)


def load_story(*, path: Path) -> Story:
    """Read the story in a file.

    :raises StoryError: the first thing in it that is no story, with file and line.
    """
    try:
        return _story(located_yaml.read_file(path=path))
    except StoryError:
        raise
    except InputError as error:
        raise StoryError(file=error.file, line=error.line, message=error.message, remedy=error.remedy) from error


def _story(root: LocatedMapping) -> Story:
    entries = located_values.mapping(node=root, name="a story", known=HEAD)
    for key in REQUIRED:
        if key not in entries:
            raise root.place.error(message=f"a story lacks '{key}'", remedy=f"add '{key}: …'")
    title = _title(entries["story"])
    country: str = one_of(*COUNTRIES)(entries["country"].value, "country")
    begin = _begin(entries["begin"], country)
    scene = Scene(at=begin, told=Told())
    return Story(
        file=root.place.file,
        title=title,
        country=country,
        begin=begin,
        policy=_policy(entries, country, begin),
        network=read_network(node=entries["network"].value, scene=scene) if "network" in entries else (),
        customers=read_customers(node=entries["customers"].value, country=country, scene=scene),
        steps=read_steps(node=entries["steps"].value, country=country, scene=scene),
    )


def _title(entry: LocatedEntry) -> str:
    title = text(entry.value, "story")
    if "\n" in title:
        raise entry.place.error(message="story has more than one line", remedy="say it in one sentence")
    return title


def _begin(entry: LocatedEntry, country: str) -> datetime:
    begin = read_moment(node=entry.value, name="begin", country=country)
    if begin.date() < EARLIEST:
        message = f"begin {begin:%Y-%m-%d} is before the law that is played"
        raise entry.place.error(message=message, remedy=f"begin on {EARLIEST} or later")
    return begin


def _policy(entries: Mapping[str, LocatedEntry], country: str, begin: datetime) -> Policy:
    if "operator" not in entries:
        return policy.defaults()
    changes = entries["operator"].value
    if not isinstance(changes, LocatedMapping):
        raise changes.place.error(message="operator must be a mapping", remedy="write {payments: {demand_days: 14}}")
    return policy.merge(defaults=policy.defaults(), changes=changes, countries=(country,), on=begin.date())
