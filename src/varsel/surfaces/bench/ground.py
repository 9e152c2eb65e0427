"""A server of the bench's own, set up as production's is, with a synthetic operator of any size."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from varsel.kit import postgres, templates_database
from varsel.kit.postgres import Server, state_folder
from varsel.surfaces.worker import wiring

DATABASE = "bench"
SQL = Path(__file__).parent
GB = 1000**3
BYTES_A_SERVICE = 3_000  # rows and indexes of a customer, as loaded
BESIDES = 3 * GB  # the log, and what the runs write


@contextmanager
def server() -> Iterator[Server]:
    """Run the bench's server, on disk and safe against power cuts as production's, while the block runs."""
    chosen = Server(name="bench", home=state_folder() / "bench", state=state_folder(), lasting=True)
    chosen.start()
    try:
        yield chosen
    finally:
        chosen.stop()


def too_large(*, services: int) -> str:
    """Return why the disk does not hold an operator of so many services; empty where it does."""
    free, needed = shutil.disk_usage(state_folder()).free, services * BYTES_A_SERVICE + BESIDES
    if free >= needed:
        return ""
    return f"needs {needed / GB:.0f} GB in the state folder, {free / GB:.0f} GB are free: see VARSEL_STATE"


@contextmanager
def operator(*, server: Server, services: int, owing: int, groups: int) -> Iterator[tuple[psycopg.Connection, float]]:
    """Connect Django, as varsel_app, to an operator of so many services, of which so many owe; drop it afterwards.

    Those who owe are dealt into groups, for a run each. Yields a connection that no grant binds, and how many seconds
    the loading took.
    """
    template = templates_database.template(server=server, furnish=wiring.wire, furniture=wiring.FURNITURE)
    postgres.drop(server=server, name=DATABASE)
    postgres.clone(server=server, template=template, name=DATABASE)
    try:
        with server.connect(dbname=DATABASE, role="superuser") as free:
            begun = time.perf_counter()
            run(connection=free, name="operator", services=services, owing=owing, groups=groups)
            free.execute("VACUUM ANALYZE")
            seconds = time.perf_counter() - begun
            with templates_database.connected(settings=server.settings(dbname=DATABASE, role="app")):
                yield free, seconds
    finally:
        postgres.drop(server=server, name=DATABASE)


def run(*, connection: psycopg.Connection, name: str, **settings: int) -> None:
    """Run one of our SQL files in a transaction; it reads the settings as `bench.name`."""
    chosen = "".join(f"SET LOCAL bench.{key} = {value:d};\n" for key, value in settings.items())
    with connection.transaction():
        connection.execute((chosen + (SQL / f"{name}.sql").read_text(encoding="utf-8")).encode())
