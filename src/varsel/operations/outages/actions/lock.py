"""One network, one decision at a time: alarms, declarations and ends wait for each other."""

from __future__ import annotations

from django.db import connection

from varsel.operations.outages.models import Outage
from varsel.operations.outages.refusals import Refused

_TOPOLOGY = 7_204


def lock_topology() -> None:
    """Let no other alarm, declaration or end come between until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TOPOLOGY])


def locked_open(*, outage_id: int) -> Outage:
    """Return the open outage that this one is, or that took it over; it stays as it is until the transaction ends.

    :raises Refused: not-found, already-closed.
    """
    lock_topology()
    row = Outage.objects.filter(id=outage_id).select_related("merged_into").first()
    if row is None:
        raise Refused(code="not-found")
    top = row.merged_into or row
    if top.ended_at is not None:
        raise Refused(code="already-closed")
    return top
