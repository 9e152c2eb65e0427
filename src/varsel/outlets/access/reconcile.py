"""Making lines be as intended, and finding those that are not. A difference alarms both ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from varsel.outlets.access.enforcers import Enforcer
from varsel.outlets.access.models import LineProfile
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many


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
def install_waiting(*, enforcer: Enforcer, at: datetime, most: int) -> int:
    """Install the newest profiles of at most so many lines, and return of how many.

    Lines that get something back come first. Installing again what is installed changes nothing. A line that fails
    leaves the others installed that came before it; where none did, the failure is raised.
    """
    waiting = LineProfile.objects.exclude(installed_version=F("version")).filter(changed_at__lte=at)
    first = waiting.select_for_update(skip_locked=True).order_by("-raises", "changed_at", "line_id")
    done = _install(rows=first[:most], enforcer=enforcer)
    keys = [row.line_id for row in done]
    LineProfile.objects.filter(line_id__in=keys).update(
        installed_version=F("version"), installed=F("intended"), installed_at=at
    )
    entries = (
        Untold(about=f"line:{row.line_id}", party=None, facts={"version": row.version, "profile": row.intended})
        for row in done
    )
    write_many(kind=Kind.LINE_INSTALLED, entries=entries, at=at, actor="system")
    return len(done)


def _install(*, rows: Iterable[LineProfile], enforcer: Enforcer) -> list[LineProfile]:
    done: list[LineProfile] = []
    for row in rows:
        try:
            enforcer.install(line_id=row.line_id, version=row.version, profile=row.intended)
        except Exception:
            if not done:
                raise
            break
        done.append(row)
    return done


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
