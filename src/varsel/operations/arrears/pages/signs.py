"""What a person should look at twice before approving: signs that stop nothing, and that a list can hide."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import queries
from varsel.operations.complaints import queries as complaints
from varsel.operations.outages import queries as outages
from varsel.records.agreements import queries as agreements
from varsel.records.agreements.queries import Having
from varsel.records.ledger import queries as ledger
from varsel.records.parties import queries as parties

OLD = timedelta(days=180)  # a debt that nobody pursued for half a year is mostly a mistake of somebody's


def signs(*, services: Collection[Having], at: datetime) -> dict[int, tuple[str, ...]]:
    """Return by service what speaks for a second look, as keys of sentences.SIGNS, in a fixed number of queries."""
    owners = {one.party_id for one in services}
    people = parties.customers(party_ids=owners)
    arguing = {case.party_id for case in complaints.of_parties(party_ids=owners) if case.outcome is None}
    alarmed = {one.party_id for one in agreements.services_of(party_ids=owners) if one.telecare}
    dark = {line for line, found in outages.open_on_lines(line_ids={one.line_id for one in services}).items() if found}
    held = queries.holds_of(party_ids=owners)
    oldest = ledger.oldest_due(party_ids=owners)
    found: dict[int, tuple[str, ...]] = {}
    for one in services:
        party, today = one.party_id, local_day(at, COUNTRIES[one.country].ZONE)
        given = {
            "protected": people[party].protected_identity,
            "complaint": party in arguing,
            "alarm": party in alarmed,
            "outage": one.line_id in dark,
            "held": party in held and today <= held[party],
            "old": today - oldest.get(party, today) > OLD,
        }
        found[one.id] = tuple(sign for sign, holds in given.items() if holds)
    return found
