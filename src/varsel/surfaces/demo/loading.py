"""Loading the demo operator, and asking whether it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import connection

from varsel.kit import clock, ids
from varsel.kit.located_yaml import InputError
from varsel.law.calendar import at_local, local_day
from varsel.records.journal import sealing
from varsel.records.parties import queries as parties
from varsel.surfaces.demo import crew
from varsel.surfaces.demo.billing import bills
from varsel.surfaces.demo.living import Life
from varsel.surfaces.demo.people import PREFIX, people
from varsel.surfaces.demo.playing import ZONE, Player
from varsel.surfaces.demo.registering import register
from varsel.surfaces.worker import wiring

SIZE = 200
SEED = 20260302
DAYS = 125


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is there now."""

    customers: int
    services: int
    invoices: int
    messages: int


def load(*, today: datetime, progress: Callable[[int, int], None], size: int = SIZE) -> Loaded:
    """Load the demo operator as it is at `today` (UTC), after four months of its life.

    The same `today` and size make the same data. `progress` hears how many days are done, of how many.

    :raises InputError: where anybody else's data are, or half a demo operator.
    """
    _refuse_any_data()
    begin = local_day(today, ZONE) - timedelta(days=DAYS)
    player = Player()
    with clock.held(at=at_local(begin, time(5), ZONE)), ids.seeded(SEED), _quick():
        wiring.wire()
        life = _begin(player=player, today=today, size=size)
        player.play(events=life.events(), each_day=life.each_day(), begin=begin, until=today, progress=progress)
        sealing.seal(at=today)
        crew.hire(worker=crew.ADMIN, at=today)  # comes last: who asks whether the demo is loaded asks for Adam
    services = sum(len(customer.services) for customer in life.operator.customers)
    return Loaded(customers=size, services=services, invoices=len(life.issued), messages=len(player.words.handed))


def is_loaded() -> bool:
    """Tell whether the demo operator is there, whole."""
    return crew.works_here(worker=crew.ADMIN)


def refuse_real_data() -> None:
    """Let nobody take a real operator for the demo.

    :raises InputError: when there is a customer who is not of the demo.
    """
    found = parties.find(text="", limit=SIZE + 1)
    if len(found) > SIZE or any(not one.external_id.startswith(PREFIX) for one in found):
        message = "customers are in this database who are not of the demo operator"
        raise InputError(
            file="demo", line=None, message=message, remedy="use another database for the demo (DATABASE_URL)"
        )


def _refuse_any_data() -> None:
    refuse_real_data()
    if parties.find(text="", limit=1):
        message = "a demo operator is here already, whole or in part"
        raise InputError(file="demo", line=None, message=message, remedy="throw it away with `varsel demo reset`")


def _begin(*, player: Player, today: datetime, size: int) -> Life:
    at, day = clock.now(), local_day(today, ZONE)
    called = {worker: crew.hire(worker=worker, at=at) for worker in crew.AT_THE_BEGINNING}
    operator = register(people=people(size=size, seed=SEED), at=at)
    for customer in operator.customers:
        if customer.person.number % 25 == 0 and "email" in customer.person.contacts:
            player.words.bounce(channel="email", address=customer.person.contacts["email"])
    issued = bills(customers=operator.customers, begin=local_day(at, ZONE), today=day)
    return Life(operator=operator, bills=issued, today=today, clerk=called[crew.CLERK], agent=called[crew.AGENT])


@contextmanager
def _quick() -> Iterator[None]:
    """Let commits not wait for the disk: a demo that a power cut takes is loaded again."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")
