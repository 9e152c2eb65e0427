"""Which systems tell us alarms, and how each calls what we know: data, in VARSEL_ALARM_SOURCES."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from varsel.surfaces.alarms.formats import FORMATS
from varsel.surfaces.alarms.signing import PREFIX, can_sign

_KEYS = {"format", "secrets", "about", "only", "power", "zone"}


class BadSource(ValueError):
    """A source that is not described as it should be: which, and what is wrong."""


@dataclass(frozen=True, slots=True)
class Source:
    """A system that tells alarms.

    `about`: the labels that name what is down, the first that we know counts. `only`: of which labels which values
    mean that something is down (none: all do). `power`: of which labels which values mean that the customer has no
    power. `zone`: of instants that come without one.
    """

    name: str
    format: str
    secrets: tuple[str, ...]
    about: tuple[str, ...]
    only: Mapping[str, Collection[str]]
    power: Mapping[str, Collection[str]]
    zone: ZoneInfo


def source(*, name: str, written: Mapping[str, Any]) -> Source | None:
    """Return the source of a name; None where there is none.

    :raises BadSource: when it is described wrongly.
    """
    if name not in written:
        return None
    found = written[name]
    if not isinstance(found, dict) or not found.keys() <= _KEYS or str(found.get("format")) not in FORMATS:
        raise BadSource(
            f"alarm source {name!r}: give format ({', '.join(FORMATS)}), secrets; if need be about, only, power, zone"
        )
    return made(
        name=name,
        format=found["format"],
        secrets=_texts(name, found.get("secrets")),
        about=_texts(name, found.get("about", [])),
        only=_values(name, found.get("only", {})),
        power=_values(name, found.get("power", {})),
        zone=found.get("zone", "Europe/Stockholm"),
    )


def faults(*, written: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the sources as they are written, one line for each that tells nothing."""
    found = []
    for name in written:
        try:
            one = source(name=name, written=written)
        except BadSource as wrong:
            found.append(str(wrong))
        else:
            found += [f"alarm source {name!r}: {wrong}" for wrong in _locked(one.secrets if one else ())]
    return found


def _locked(secrets: Collection[str]) -> list[str]:
    """Return why nobody could prove to be the source."""
    if not secrets:
        return ["it has no secret, so that nobody is heard as it"]
    return [f"a secret begins with {PREFIX} and is not base64 after it" for one in secrets if not can_sign(secret=one)]


def made(
    *,
    name: str,
    format: str,  # noqa: A002 -- the trade's word
    secrets: tuple[str, ...] = (),
    about: tuple[str, ...] = (),
    only: Mapping[str, Collection[str]] | None = None,
    power: Mapping[str, Collection[str]] | None = None,
    zone: str = "Europe/Stockholm",
) -> Source:
    """Return a source; what is not said is as its product usually tells it.

    :raises BadSource: for a time zone that there is not.
    """
    usual = FORMATS[format]
    try:
        its_zone = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError) as wrong:
        raise BadSource(f"alarm source {name!r}: {zone!r} is no time zone") from wrong
    return Source(name, format, secrets, about or usual.about, only or {}, power or usual.power, its_zone)


def _texts(name: str, given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(one, str) and one for one in given):
        raise BadSource(f"alarm source {name!r}: secrets and about are lists of texts")
    return tuple(given)


def _values(name: str, given: object) -> dict[str, frozenset[str]]:
    if not isinstance(given, dict):
        raise BadSource(f"alarm source {name!r}: only and power give for each label a list of values")
    return {str(label): frozenset(_texts(name, values)) for label, values in given.items()}
