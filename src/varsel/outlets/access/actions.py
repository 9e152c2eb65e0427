"""What a line shall be: derived anew from its services whenever one of them changes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db import connection

from varsel.kit.copying import copy_in
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.outlets.access.models import LineProfile
from varsel.outlets.access.profile import OnLine, Profile, derive, gives_back
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.records.agreements import queries as agreements
from varsel.records.agreements.queries import Having

_NEW = {"line_id": "int8", "version": "int4", "intended": "jsonb", "raises": "bool", "changed_at": "timestamptz"}
_NEW |= {"installed_version": "int4"}
_CHANGE = """UPDATE access_line_profile AS line
    SET version = version + 1, intended = wanted.intended::jsonb, raises = wanted.raises, changed_at = %(at)s
    FROM unnest(%(ids)s::bigint[], %(profiles)s::text[], %(raises)s::bool[]) AS wanted (line_id, intended, raises)
    WHERE line.line_id = wanted.line_id"""


def intend(*, line_id: int, at: datetime) -> None:
    """Write the line's intended profile, a version newer where it changed. Raising overtakes lowering."""
    intend_many(line_ids=[line_id], at=at)


def intend_many(*, line_ids: Collection[int], at: datetime) -> None:
    """Write the intended profiles of many lines."""
    rows = LineProfile.objects.select_for_update().filter(line_id__in=list(line_ids)).order_by("line_id")
    known = dict(rows.values_list("line_id", "intended"))
    wanted = _intended(line_ids=line_ids, at=at)  # once nobody else changes them: two customers may share a line
    new = [(line_id, profile) for line_id, profile in wanted.items() if line_id not in known]
    if new:
        copy_in(table="access_line_profile", columns=_NEW, rows=_rows(new, at))
    changed = [line_id for line_id, was in known.items() if was != wanted[line_id].to_json()]
    if changed:
        values: dict[str, Any] = {
            "at": at,
            "ids": changed,
            "profiles": [json.dumps(wanted[line_id].to_json()) for line_id in changed],
            "raises": [gives_back(old=known[line_id], new=wanted[line_id]) for line_id in changed],
        }
        with connection.cursor() as cursor:
            cursor.execute(_CHANGE, values)


def intended_now(*, line_id: int, at: datetime) -> Profile:
    """Return the profile that follows from the line's services at this moment."""
    return _intended(line_ids=[line_id], at=at)[line_id]


def _rows(new: Collection[tuple[int, Profile]], at: datetime) -> Iterator[tuple[Any, ...]]:
    for line_id, profile in new:
        yield line_id, 1, profile.to_json(), profile == Profile(), at, 0


def _intended(*, line_ids: Collection[int], at: datetime) -> dict[int, Profile]:
    """Return the lines' profiles, in the order of the lines."""
    on_line: dict[int, list[Having]] = {line_id: [] for line_id in sorted(set(line_ids))}
    services = agreements.services_on(line_ids=on_line)
    for service in services:
        on_line[service.line_id].append(service)
    levels = restrictions.levels(service_ids=[service.id for service in services])
    return {line_id: _profile(some, levels=levels, at=at) for line_id, some in on_line.items()}


def _profile(services: list[Having], *, levels: dict[int, str], at: datetime) -> Profile:
    law = COUNTRIES[services[0].country] if services else COUNTRIES["SE"]
    functional = law.FUNCTIONAL_INTERNET_DOWN_MBIT.at(local_day(at, law.ZONE))
    on_line = [OnLine(key=one.external_id, kind=one.kind, level=levels[one.id]) for one in services]
    return derive(services=on_line, functional_down=functional)
