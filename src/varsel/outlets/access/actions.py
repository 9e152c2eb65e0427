"""What a line shall be: derived anew from its services whenever one of them changes."""

from __future__ import annotations

from datetime import datetime

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.outlets.access.models import LineProfile
from varsel.outlets.access.profile import OnLine, Profile, derive, gives_back
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.records.agreements import queries as agreements


def intend(*, line_id: int, at: datetime) -> None:
    """Write the line's intended profile, a version newer where it changed. Raising overtakes lowering."""
    wanted = intended_now(line_id=line_id, at=at)
    row = LineProfile.objects.select_for_update().filter(line_id=line_id).first()
    if row is None:
        LineProfile.objects.create(
            line_id=line_id, version=1, intended=wanted.to_json(), raises=wanted == Profile(), changed_at=at
        )
    elif row.intended != wanted.to_json():
        row.raises = gives_back(old=row.intended, new=wanted)
        row.version, row.intended, row.changed_at = row.version + 1, wanted.to_json(), at
        row.save(update_fields=["version", "intended", "raises", "changed_at"])


def intended_now(*, line_id: int, at: datetime) -> Profile:
    """Return the profile that follows from the line's services at this moment."""
    services = agreements.services_on(line_ids=[line_id])
    levels = restrictions.levels(service_ids=[service.id for service in services])
    law = COUNTRIES[services[0].country] if services else COUNTRIES["SE"]
    functional = law.FUNCTIONAL_INTERNET_DOWN_MBIT.at(local_day(at, law.ZONE))
    on_line = [OnLine(key=one.external_id, kind=one.kind, level=levels[one.id]) for one in services]
    return derive(services=on_line, functional_down=functional)
