"""The typed facts that those whom an outage touches are told: one word a customer, however many services."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.conf import settings

from varsel.law.countries import COUNTRIES
from varsel.operations.outages.queries import Planned, Told
from varsel.operations.outages.rows import Person
from varsel.outlets.notices.actions import Saying
from varsel.outlets.notices.wording import typed
from varsel.records.network import queries as network

Facts = Mapping[str, Any]
NOTHING: Mapping[int, Facts] = MappingProxyType({})
WHILE_OPEN = ("outage_estimate", "outage_waiting", "loan_offer")  # true while it is open


def start(*, outage: Told, until: datetime | None, people: Collection[Person]) -> list[Saying]:
    """Return the word that there is an outage: where, since when, and until when if somebody knows."""

    def facts(zone: str) -> Facts:
        expected = {"expected": typed.moment(until, zone)} if until else {}
        return {"since": typed.moment(outage.detected_at, zone), **expected}

    return _about(outage, "outage_start", "expected" if until else "", people, facts)


def estimate(*, outage: Told, until: datetime, because: str, people: Collection[Person]) -> list[Saying]:
    """Return the word of a new expected time, with its reason."""

    def facts(zone: str) -> Facts:
        return {"expected": typed.moment(until, zone), "reason": typed.text(because)}

    return _about(outage, "outage_estimate", "", people, facts)


def longer(*, outage: Told, people: Collection[Person]) -> list[Saying]:
    """Return the word that it takes longer than expected, and nobody knows yet how long."""
    return _about(outage, "outage_estimate", "longer", people, lambda zone: {})


def waiting(
    *,
    outage: Told,
    item: str,
    place: str,
    expected: datetime | None,
    people: Collection[Person],
    until: datetime | None = None,
) -> list[Saying]:
    """Return the word that the work waits for something: what, from where, expected when; and until when it lasts."""
    what = f"{item} ({place})" if place else item
    variant = "foretold" if until and expected else "expected" if expected else ""

    def facts(zone: str) -> Facts:
        known = {"expected": expected, "lasts_until": until if expected else None}
        moments = {name: typed.moment(moment, zone) for name, moment in known.items() if moment}
        return {"item": typed.text(what), **moments}

    return _about(outage, "outage_waiting", variant, people, facts)


def loan_offer(*, outage: Told, people: Collection[Person]) -> list[Saying]:
    """Return the offer of a router for the time of the outage."""
    return _about(outage, "loan_offer", "", people, lambda zone: {})


def restored(*, outage: Told, credited: Mapping[int, tuple[Decimal, str]], people: Collection[Person]) -> list[Saying]:
    """Return the word that it works again, and what is credited."""
    own = {party: {"credit": typed.money(*credit)} for party, credit in credited.items()}
    paid = [one for one in people if one.party_id in own]
    rest = [one for one in people if one.party_id not in own]
    said = _about(outage, "outage_restored", "credited", paid, lambda zone: {}, own)
    return said + _about(outage, "outage_restored", "", rest, lambda zone: {})


def planned(*, work: Planned, people: Collection[Person]) -> list[Saying]:
    """Return the word of work that is planned: what, from when to when."""
    place = _place(node_id=work.node_id, title="")

    def facts(zone: str) -> Facts:
        begins, ends = typed.moment(work.begins_at, zone), typed.moment(work.ends_at, zone)
        return {"place": place, "begins": begins, "ends": ends, "work": typed.text(work.title)}

    return _sayings("planned_work", "", work.about, people, facts)


def _about(
    outage: Told,
    about: str,
    variant: str,
    people: Collection[Person],
    facts: Callable[[str], Facts],
    own: Mapping[int, Facts] = NOTHING,
) -> list[Saying]:
    place = _place(node_id=outage.node_id, title=outage.title) if people else {}
    return _sayings(about, variant, outage.about, people, lambda zone: {"place": place, **facts(zone)}, own)


def _sayings(
    about: str,
    variant: str,
    subject: str,
    people: Collection[Person],
    facts: Callable[[str], Facts],
    own: Mapping[int, Facts] = NOTHING,
) -> list[Saying]:
    """Say the same to many: what differs by country is made once a country, by customer the name and what is own."""
    common = {country: {**_operator(), **facts(COUNTRIES[country].ZONE)} for country in {one.country for one in people}}
    return [
        Saying(
            about=about,
            variant=variant,
            subject=subject,
            party_id=one.party_id,
            country=one.country,
            language=one.language,
            facts={**common[one.country], "customer": typed.text(one.name), **own.get(one.party_id, {})},
        )
        for one in people
    ]


def _operator() -> Facts:
    return {"operator": typed.text(settings.OPERATOR_NAME), "phone": typed.text(settings.OPERATOR_PHONE)}


def _place(*, node_id: int, title: str) -> Facts:
    """Return where it is: as a person wrote it, else the municipality, else what the node is called."""
    name, municipality = network.places_of(node_ids=[node_id])[node_id]
    return typed.text(title or municipality or name)
