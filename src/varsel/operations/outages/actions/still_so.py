"""Whether what waited, for the morning or for an address, is still to be said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from varsel.operations.outages import queries
from varsel.operations.outages.models import Outage
from varsel.records.agreements import queries as agreements
from varsel.records.network import queries as network

Asked = Collection[tuple[str, int]]  # subject and customer


def still_open(*, subject: str, party_id: int, at: datetime) -> bool:
    """Tell whether an outage, or the one that took it over, is not over."""
    return bool(still_open_many(asked=[(subject, party_id)], at=at))


def still_open_many(*, asked: Asked, at: datetime) -> set[tuple[str, int]]:
    """Return what of this is about an outage that is not over."""
    del at
    keys = {subject: int(subject.removeprefix("outage:")) for subject, _ in asked}
    rows = Outage.objects.filter(id__in=keys.values(), ended_at__isnull=True).values_list("id", flat=True)
    still = set(rows)  # one that was taken over ends with the one that did
    return {(subject, party) for subject, party in asked if keys[subject] in still}


def still_restored(*, subject: str, party_id: int, at: datetime) -> bool:
    """Tell whether a customer whose outage ended is not dark again."""
    return bool(still_restored_many(asked=[(subject, party_id)], at=at))


def still_restored_many(*, asked: Asked, at: datetime) -> set[tuple[str, int]]:
    """Return those of these customers for whom the same lines are not dark again."""
    del at
    found: set[tuple[str, int]] = set()
    for subject in {subject for subject, _ in asked}:
        parties = {party for one, party in asked if one == subject}
        node_id = queries.outage(outage_id=int(subject.removeprefix("outage:"))).node_id
        found |= {(subject, party) for party in parties - _dark_again(parties, node_id)}
    return found


def _dark_again(parties: Collection[int], node_id: int) -> set[int]:
    services = agreements.services_of(party_ids=parties)
    lines = {service.line_id for service in services}
    above, dark = network.nodes_above(line_ids=lines), queries.open_on_lines(line_ids=lines)
    return {one.party_id for one in services if node_id in above[one.line_id] and dark[one.line_id]}


def still_planned(*, subject: str, party_id: int, at: datetime) -> bool:
    """Tell whether planned work is not over."""
    del party_id
    return at < queries.planned(work_id=int(subject.removeprefix("planned:"))).ends_at
