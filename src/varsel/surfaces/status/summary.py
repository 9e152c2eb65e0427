"""The state of everything in the shape that programs know from Atlassian Statuspage: `/api/v2/summary.json`."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from varsel.surfaces.status import wording
from varsel.surfaces.status.atom import changed, sentences
from varsel.surfaces.status.facts import Facts, Outage, Place, Work
from varsel.surfaces.status.schematic import state_of

STATUSES = {
    "down": "major_outage",
    "disturbed": "partial_outage",
    "planned": "under_maintenance",
    "working": "operational",
}
IMPACTS = ("none", "minor", "major", "critical")
INDICATED = {
    "none": "All systems operational",
    "minor": "Minor outage",
    "major": "Major outage",
    "critical": "Critical outage",
}
MANY = 1000  # customers, from which an outage is critical


def summary(*, facts: Facts, operator: str, origin: str) -> bytes:
    """Return the summary, in English."""
    page_id = _id(origin)
    impact = max((_impact(one) for one in facts.outages), key=IMPACTS.index, default="none")
    told = {
        "page": {
            "id": page_id,
            "name": operator,
            "url": f"{origin}/status/",
            "time_zone": "Etc/UTC",
            "updated_at": _moment(facts.at),
        },
        "status": {"indicator": impact, "description": INDICATED[impact]},
        "components": [_component(name, number, facts, page_id) for number, name in enumerate(facts.municipalities, 1)],
        "incidents": [_incident(one, facts, page_id, origin) for one in facts.outages],
        "scheduled_maintenances": [_maintenance(one, facts, page_id, origin) for one in facts.works],
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _impact(outage: Outage) -> str:
    if outage.customers is None:
        return "minor"
    if outage.customers >= MANY:
        return "critical"
    return "minor" if outage.place.is_part else "major"


def _component(name: str, position: int, facts: Facts, page_id: str) -> dict[str, Any]:
    state = state_of(municipality=name, facts=facts)
    is_begun = any(name in one.place.municipalities and one.work.begins_at <= facts.at for one in facts.works)
    return {
        "id": _id(name),
        "name": name,
        "status": "operational" if state == "planned" and not is_begun else STATUSES[state],
        "created_at": None,
        "updated_at": _moment(facts.at),
        "position": position,
        "description": None,
        "showcase": True,
        "start_date": None,
        "group_id": None,
        "page_id": page_id,
        "group": False,
        "only_show_if_degraded": False,
    }


def _incident(outage: Outage, facts: Facts, page_id: str, origin: str) -> dict[str, Any]:
    event, last = outage.event, _moment(changed(outage=outage))
    status = "identified" if event.forecasts or event.crew else "investigating"
    update = {
        "id": _id(f"{event.ref} {last}"),
        "incident_id": event.ref,
        "status": status,
        "body": " ".join(sentences(outage=outage)),
        "created_at": last,
        "updated_at": last,
        "display_at": last,
        "affected_components": None,
    }
    return {
        "id": event.ref,
        "name": f"Outage: {wording.where(place=outage.place)}",
        "status": status,
        "impact": _impact(outage),
        "created_at": _moment(event.since),
        "started_at": _moment(event.since),
        "updated_at": last,
        "monitoring_at": None,
        "resolved_at": None,
        "shortlink": f"{origin}/status/outages/{event.ref}/",
        "page_id": page_id,
        "incident_updates": [update],
        "components": _components(outage.place, facts, page_id),
    }


def _maintenance(work: Work, facts: Facts, page_id: str, origin: str) -> dict[str, Any]:
    one, planned = work.work, _moment(work.work.planned_at)
    is_begun = one.begins_at <= facts.at
    status = "in_progress" if is_begun else "scheduled"
    update = {
        "id": _id(f"{one.ref} {status}"),
        "incident_id": one.ref,
        "status": status,
        "body": work.title,
        "created_at": planned,
        "updated_at": planned,
        "display_at": planned,
        "affected_components": None,
    }
    return {
        "id": one.ref,
        "name": f"Planned work: {wording.where(place=work.place)}",
        "status": status,
        "impact": "maintenance",
        "created_at": planned,
        "started_at": planned,
        "updated_at": planned,
        "monitoring_at": None,
        "resolved_at": None,
        "shortlink": f"{origin}/status/",
        "page_id": page_id,
        "scheduled_for": _moment(one.begins_at),
        "scheduled_until": _moment(one.ends_at),
        "incident_updates": [update],
        "components": _components(work.place, facts, page_id),
    }


def _components(place: Place, facts: Facts, page_id: str) -> list[dict[str, Any]]:
    names = [name for name in facts.municipalities if name in place.municipalities]
    return [_component(name, facts.municipalities.index(name) + 1, facts, page_id) for name in names]


def _id(name: str) -> str:
    return hashlib.blake2b(name.encode(), digest_size=6).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
