"""Approving a fact sheet: by name, what was looked at, as a new version."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db import connection, transaction

from varsel.kit import ids
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.surfaces.status.sheets.models import Version
from varsel.surfaces.status.sheets.queries import Texts


class NotApproved(Exception):
    """A fact sheet that is not approved so; `code` says why."""

    def __init__(self, code: Literal["nothing_new", "nameless"]) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic(durable=True)
def approve(*, outage_id: int, texts: Texts, name: str, actor: str, at: datetime) -> int:
    """Keep a fact sheet as approved and return the number of its version: everybody reads it from now on.

    :raises NotApproved: nothing_new: the newest version says the same. nameless: nobody can be named for it.
    """
    if not name.strip():
        raise NotApproved("nameless")
    with connection.cursor() as cursor:  # two who approve at once make two versions, one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('sheets'), %s::int)", [outage_id % 2**31])
    last = Version.objects.filter(outage_id=outage_id).order_by("-number").first()
    if last and last.texts == texts:
        raise NotApproved("nothing_new")
    number = last.number + 1 if last else 1
    Version.objects.create(
        ref=ids.new(at=at),
        outage_id=outage_id,
        number=number,
        texts=texts,
        approved_at=at,
        approved_by=actor,
        approved_name=name.strip(),
    )
    journal.write(
        at=at, kind=Kind.FACTS_APPROVED, about=f"outage:{outage_id}", actor=actor, facts={"version": str(number)}
    )
    return number
