"""Which payment stands where in which bank file: written down once the file is booked, from its own bytes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.kit.copying import copy_in
from varsel.records.clocks import actions as clocks
from varsel.records.journal.queries import Told
from varsel.surfaces.intake import formats
from varsel.surfaces.intake.keys import keyed
from varsel.surfaces.intake.models import Entry, File

ENTRY = {"file_id": "int8", "place": "int4", "line": "int4", "bank_key": "text"}


@transaction.atomic(durable=True)
def hear_booked(*, clock_id: int, entry: Told, at: datetime) -> None:
    """Write down where the payments of a booked file stand in it."""
    if clocks.take(clock_id=clock_id, at=at):
        link(file_id=int(entry.about.removeprefix("file:")))


@transaction.atomic
def link(*, file_id: int) -> int:
    """Write down where the payments of a file stand in it, unless that is known; return how many are new."""
    file = File.objects.get(id=file_id)
    if Entry.objects.filter(file_id=file_id).exists():
        return 0
    read = formats.read(name=file.name, content=bytes(file.content))
    rows = [(file_id, place, one.line, key) for place, (key, _, one) in enumerate(keyed(file=read), start=1)]
    copy_in(table="intake_entry", columns=ENTRY, rows=rows)
    return len(rows)
