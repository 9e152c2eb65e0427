"""Loading the demo operator, and asking whether it is there."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import psycopg
from django.db import connection

from varsel.kit import clock, ids
from varsel.kit.located_yaml import InputError
from varsel.law.calendar import at_local, local_day
from varsel.records.journal import sealing
from varsel.records.parties import queries as parties
from varsel.surfaces.demo import crew
from varsel.surfaces.demo.history import History
from varsel.surfaces.demo.living import Life
from varsel.surfaces.demo.people import PREFIX, Person, people
from varsel.surfaces.demo.plan import BEGINS, PLAYED, YEARS, Plan
from varsel.surfaces.demo.playing import ZONE, Player
from varsel.surfaces.demo.registering import register, registered
from varsel.surfaces.demo.telling import Telling
from varsel.surfaces.worker import wiring

SIZE = 20_000
SEED = 20260302
Progress = Callable[[str, int, int | None], None]


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
    day = local_day(today, ZONE)
    begin, played = (at_local(on, BEGINS, ZONE) for on in (day - YEARS, day - PLAYED))
    with clock.held(at=begin), ids.seeded(SEED), _beside(owner) as (other, beside):
        wiring.wire()
        progress("the register", 0, None)
        player, life = _begin(owner=owner, other=other, beside=beside, today=today, size=size)
        progress("two years of invoices", 0, None)
        clock.move(to=played)
        life.history.begin(at=played)
        prepared = beside.submit(life.history.prepare)
        player.play(
            events=life.events(),
            each_day=life.each_day(),
            begin=day - PLAYED,
            until=today,
            progress=partial(progress, "its last weeks"),
        )
        progress("everybody's invoices", 0, None)
        prepared.result()
        invoices = life.history.finish(beside=beside, at=today)
        life.look_again()
        crew.hire(worker=crew.ADMIN, at=today)  # comes last: who asks whether the demo is loaded asks for Adam
        _seal(at=today)
    return Loaded(customers=size, invoices=invoices, messages=len(player.words.handed))


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


def _begin(
    *, owner: psycopg.Connection, other: psycopg.Connection, beside: Executor, today: datetime, size: int
) -> tuple[Player, Life]:
    """Register everybody, and lay out their two years beside."""
    at = clock.now()
    called = {worker: crew.hire(worker=worker, at=at) for worker in crew.AT_THE_BEGINNING}
    everybody = people(size=size, seed=SEED)
    plan = Plan(session=other, today=today, agent=called[crew.AGENT])
    laid_out = beside.submit(plan.lay_out, people=everybody)
    register(people=everybody, at=at)
    _seal(at=at)
    customers = registered(people=everybody, connection=owner)
    laid_out.result()
    plan.know(customers=customers)
    telling = Telling(session=owner, other=other)
    history = History(session=owner, other=other, telling=telling)
    gc.freeze()  # everybody stays to the end: no collection looks at them
    living = [one for one in customers if one.person.lives]
    life = Life(customers=living, history=history, today=today, clerk=called[crew.CLERK], agent=called[crew.AGENT])
    return _player(people=everybody, telling=telling), life


def _player(*, people: Sequence[Person], telling: Telling) -> Player:
    player = Player(passing=telling.passing)
    for person in people:
        if person.number % 25 == 0 and "email" in person.contacts:
            player.words.bounce(channel="email", address=person.contacts["email"])
    return player


def _seal(*, at: datetime) -> None:
    while sealing.seal(at=at):
        pass


@contextmanager
def _beside(owner: psycopg.Connection) -> Iterator[tuple[psycopg.Connection, Executor]]:
    """Give a second session like the owner's, and a hand that works with it while the first goes on.

    No commit waits for the disk, and all is sorted in memory: a demo that a power cut takes is loaded again.
    """
    other = psycopg.connect(owner.info.dsn, password=owner.info.password, autocommit=True)
    with other, ThreadPoolExecutor(1) as beside:
        for setting in ("synchronous_commit TO off", "work_mem TO '128MB'", "maintenance_work_mem TO '128MB'"):
            for session in (owner, other):
                session.execute(f"SET {setting}".encode())
                session.execute("SET timezone TO 'UTC'")
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit TO off")
        try:
            yield other, beside
        finally:
            gc.unfreeze()
            with connection.cursor() as cursor:
                cursor.execute("RESET synchronous_commit")
