"""A morning of field work: an own crew of two, a contractor, and people who look at pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client

import builders
from operations.fieldwork import field
from surfaces.desk.conftest import plain
from surfaces.desk.people import inside, staff
from varsel.kit import clock
from varsel.operations.fieldwork import actions

__all__ = ["plain"]


@dataclass(frozen=True, slots=True)
class Crews:
    """Ids: Tove signs in as `tove`, of the own crew; Nils beside her can't splice; Gro is of the contractor."""

    own: int
    contractor: int
    tove: int
    nils: int
    gro: int
    user: int


@pytest.fixture
def crews(plain: None) -> Iterator[Crews]:
    """A Monday morning, the clock held."""
    with clock.held(at=builders.START):
        builders.set_policy()
        user = staff("technician", name="Tove Lind")
        who = {"country": "SE", "actor": "test", "at": builders.START}
        own = actions.add_crew(name="Fiber norr", kind="own", actor="test", at=builders.START)
        contractor = actions.add_crew(name="Gräv & Co", kind="contractor", actor="test", at=builders.START)
        tove = actions.add_technician(name="Tove Lind", crew_id=own, user_id=user, **who)
        nils = actions.add_technician(name="Nils Berg", crew_id=own, **who)
        gro = actions.add_technician(name="Gro Dahl", crew_id=contractor, **who)
        for one in (tove, gro):
            actions.set_skill(technician_id=one, skill="splicing", valid_until=None, actor="test", at=builders.START)
        yield Crews(own=own, contractor=contractor, tove=tove, nils=nils, gro=gro, user=user)


@pytest.fixture
def tove(crews: Crews) -> Client:
    """Tove with her phone."""
    return inside(crews.user)


@pytest.fixture
def dispatcher(crews: Crews) -> Client:
    """Who sends crews out."""
    return inside(staff("dispatcher", name="Dag Ström"))


@pytest.fixture
def agent(crews: Crews) -> Client:
    """Who talks to customers."""
    return inside(staff("agent", name="Asta Ek"))


@pytest.fixture
def order(crews: Crews) -> int:
    """Tove's order of today, 10 to 11 local time, at a customer who has a phone."""
    having = field.service(name="Anna Lindqvist", contacts={"sms": "+46 70 000 00 01"})
    key = field.order(service_id=having.id, description="Splice the drop")
    field.assign(key, crews.tove)
    return key
