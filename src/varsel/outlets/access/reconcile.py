"""Making lines be as intended, and finding those that are not. A difference alarms both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from varsel.outlets.access.enforcers import Enforcer
from varsel.outlets.access.models import LineProfile
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@dataclass(frozen=True, slots=True)
class Installed:
    """What a line was last made to be."""

    line_id: int
    version: int
    profile: Mapping[str, Any]


def installed() -> Iterator[Installed]:
    """Yield every line that was ever installed, as it was left."""
    for row in LineProfile.objects.filter(installed__isnull=False).order_by("line_id").iterator():
        yield Installed(line_id=row.line_id, version=row.installed_version, profile=row.installed or {})


@transaction.atomic(durable=True)
def install_next(*, enforcer: Enforcer, at: datetime) -> bool:
    """Install the next line's newest profile and read it back; return whether there was one.

    Lines that get something back come first. Installing again what is installed changes nothing.
    """
    waiting = LineProfile.objects.exclude(installed_version=F("version")).filter(changed_at__lte=at)
    row = waiting.select_for_update(skip_locked=True).order_by("-raises", "changed_at", "line_id").first()
    if row is None:
        return False
    enforcer.install(line_id=row.line_id, version=row.version, profile=row.intended)
    row.installed_version, row.installed, row.installed_at = row.version, row.intended, at
    row.save(update_fields=["installed_version", "installed", "installed_at"])
    facts = {"version": row.version, "profile": row.intended}
    journal.write(at=at, kind=Kind.LINE_INSTALLED, about=f"line:{row.line_id}", actor="system", facts=facts)
    return True


@transaction.atomic(durable=True)
def compare(*, enforcer: Enforcer, at: datetime) -> list[int]:
    """Read every installed line back, put what differs in line for installing, and return those lines."""
    different = []
    for row in LineProfile.objects.filter(installed_version=F("version")).select_for_update().order_by("line_id"):
        found = enforcer.read_back(line_id=row.line_id)
        if found == row.intended:
            continue
        different.append(row.line_id)
        facts = {"intended": row.intended, "found": found}
        journal.write(at=at, kind=Kind.LINE_DIFFERS, about=f"line:{row.line_id}", actor="system", facts=facts)
        enforcer.install(line_id=row.line_id, version=row.version, profile=row.intended)
    return different
