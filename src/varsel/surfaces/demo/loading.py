"""Loading the demo operator, and asking whether it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

import psycopg
from django.db import connection

from varsel.kit import clock, ids
from varsel.kit.located_yaml import InputError
from varsel.law.calendar import at_local, local_day
from varsel.records.journal import sealing
from varsel.records.parties import queries as parties
from varsel.surfaces.demo import crew
from varsel.surfaces.demo.history import YEARS, History
from varsel.surfaces.demo.living import Life
from varsel.surfaces.demo.people import PREFIX, people
from varsel.surfaces.demo.playing import ZONE, Player
from varsel.surfaces.demo.registering import register, registered
from varsel.surfaces.worker import wiring

SIZE = 20_000
SEED = 20260302
Progress = Callable[[str, int, int | None], None]
PLAYED = timedelta(days=95)  # so long before today the worker begins to live through what happens


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is there now."""

    customers: int
    invoices: int
    messages: int


def load(*, today: datetime, owner: psycopg.Connection, progress: Progress, size: int = SIZE) -> Loaded:
    """Load the demo operator as it is at `today` (UTC), after two years of its life.

    The same `today` and size make the same data. `owner` is a connection of the tables' owner to the same database, for
    the long past; the last weeks are lived through by the worker. `progress` hears what is done now, how much of
    it, of how much (None: nobody knows).

    :raises InputError: where anybody else's data are, or half a demo operator.
    """
    _refuse_any_data()
    day, player = local_day(today, ZONE), Player()
    begin, played = (at_local(on, time(5), ZONE) for on in (day - YEARS, day - PLAYED))
    with clock.held(at=begin), ids.seeded(SEED), _quick(owner):
        wiring.wire()
        progress("the register", 0, None)
        life = _begin(player=player, owner=owner, played=played, today=today, size=size)
        progress("two years of invoices", 0, None)
        clock.move(to=played)
        life.history.write_past()
        player.play(
            events=life.events(),
            each_day=life.each_day(),
            begin=day - PLAYED,
            until=today,
            progress=partial(progress, "its last weeks"),
        )
        crew.hire(worker=crew.ADMIN, at=today)  # comes last: who asks whether the demo is loaded asks for Adam
        _seal(at=today)
    return Loaded(customers=size, invoices=life.history.count(), messages=len(player.words.handed))


def is_loaded() -> bool:
    """Tell whether the demo operator is there, whole."""
    return crew.works_here(worker=crew.ADMIN)


def refuse_real_data() -> None:
    """Let nobody take a real operator for the demo.

    :raises InputError: when there is a customer who is not of the demo.
    """
    if parties.has_others(prefix=PREFIX):
        message = "customers are in this database who are not of the demo operator"
        raise InputError(
            file="demo", line=None, message=message, remedy="use another database for the demo (DATABASE_URL)"
        )


def _refuse_any_data() -> None:
    refuse_real_data()
    if parties.find(text="", limit=1):
        message = "a demo operator is here already, whole or in part"
        raise InputError(file="demo", line=None, message=message, remedy="throw it away with `varsel demo reset`")


def _begin(*, player: Player, owner: psycopg.Connection, played: datetime, today: datetime, size: int) -> Life:
    """Register everybody, and lay out their two years."""
    at = clock.now()
    called = {worker: crew.hire(worker=worker, at=at) for worker in crew.AT_THE_BEGINNING}
    everybody = people(size=size, seed=SEED)
    register(people=everybody, at=at)
    _seal(at=at)
    for person in everybody:
        if person.number % 25 == 0 and "email" in person.contacts:
            player.words.bounce(channel="email", address=person.contacts["email"])
    customers = registered(people=everybody, connection=owner)
    history = History(session=owner, today=today, played_at=played, clerk=called[crew.AGENT])
    history.plan(customers=customers)
    living = [one for one in customers if one.person.lives]
    return Life(customers=living, history=history, today=today, clerk=called[crew.CLERK], agent=called[crew.AGENT])


def _seal(*, at: datetime) -> None:
    while sealing.seal(at=at):
        pass


@contextmanager
def _quick(owner: psycopg.Connection) -> Iterator[None]:
    """Let commits not wait for the disk, and sort in memory: a demo that a power cut takes is loaded again."""
    for setting in ("synchronous_commit TO off", "work_mem TO '128MB'", "maintenance_work_mem TO '128MB'"):
        owner.execute(f"SET {setting}".encode())
    owner.execute("SET timezone TO 'UTC'")
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")
