"""`varsel up` and its parts: the database made ready, the demo operator, worker and web."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from varsel.kit import clock, env, postgres, templates_database
from varsel.kit.located_yaml import InputError
from varsel.records.operator import actions as choices
from varsel.records.operator import policy
from varsel.records.operator import queries as operator
from varsel.surfaces import demo as demo_operator
from varsel.surfaces.intake import bank_files
from varsel.surfaces.worker import wiring
from varsel.surfaces.worker.process import Worker

demo = typer.Typer(no_args_is_help=True)
PORT = "8000"


def up(
    bank_files_in: Annotated[
        Path | None, typer.Option("--bank-files", help="book the bank files of this folder")
    ] = None,
) -> None:
    """Start everything: database, demo operator, a bank file through the door, worker and web. Ctrl-C stops it.

    Example: varsel up --bank-files ~/bank
    """
    _refuse_taken_port()
    with _server():
        _ready()
        _load_demo(customers=demo_operator.SIZE)
        _book(folder=bank_files_in)
        call_command("collectstatic", interactive=False, verbosity=0)
        _say_where()
        _serve()


def migrate() -> None:
    """Make the database ready: roles, tables, constraints, and the default policy where there is none.

    Run it after every update.

    Example: varsel migrate
    """
    server = postgres.production()
    server.start()
    _ready()
    _choose_defaults()
    typer.echo("the database is ready")


ONLY = Annotated[str, typer.Option("--only", help="clocks or words; without it, both")]


def worker(only: ONLY = "") -> None:
    """Run a worker until it is told to stop. Any number may run, on any number of hosts.

    Clocks and words do not wait for each other; where there is much to say, let each have a process of its own.

    Example: varsel worker --only words
    """
    if only not in ("", "clocks", "words"):
        raise typer.BadParameter(f"{only!r} is no part of the work: write clocks or words", param_hint="--only")
    Worker(only=only).run()


def web() -> None:
    """Serve the pages: granian, one blocking thread a worker (VARSEL_PORT, VARSEL_WEB_WORKERS).

    Example: VARSEL_PORT=8080 varsel web
    """
    os.execv(_beside("granian"), _web_command())


CUSTOMERS = Annotated[int, typer.Option("--customers", min=1, max=100_000, help="how many customers it has")]


@demo.command("load")
def load(customers: CUSTOMERS = demo_operator.SIZE) -> None:
    """Load the demo operator, unless it is there: customers in Sweden and Norway with two years behind them.

    Example: varsel demo load --customers 200
    """
    with _server():
        _ready()
        _load_demo(customers=customers)


@demo.command("reset")
def reset(customers: CUSTOMERS = demo_operator.SIZE) -> None:
    """Throw the demo operator away and load it anew. Refused where a real operator's data are.

    Example: varsel demo reset
    """
    with _server() as server:
        _ready()
        demo_operator.refuse_real_data()
        if isinstance(server, postgres.Elsewhere):
            raise InputError(
                file="DATABASE_URL",
                line=None,
                message="this database is not Varsel's own to drop",
                remedy="drop and create it yourself, then run `varsel demo load`",
            )
        postgres.drop(server=server, name=postgres.database_name())
        shutil.rmtree(settings.SPOOL, ignore_errors=True)  # what was told and installed belongs to what is thrown away
        _ready()
        _load_demo(customers=customers)


def _refuse_taken_port() -> None:
    """Say before anything is started that the web server will find no place.

    :raises InputError: when another program listens where the pages are to be.
    """
    port = env.text("VARSEL_PORT", PORT)
    if not re.fullmatch(r"[0-9]{1,5}", port, re.ASCII):
        raise InputError(file="VARSEL_PORT", line=None, message=f"{port!r} is no port", remedy="write a number")
    with socket.socket() as asked:
        asked.settimeout(1)
        taken = asked.connect_ex((env.text("VARSEL_HOST", "127.0.0.1"), int(port))) == 0
    if taken:
        message = f"port {port} is taken by another program"
        raise InputError(file="VARSEL_PORT", line=None, message=message, remedy="stop it, or VARSEL_PORT=8001 make run")


@contextmanager
def _server() -> Iterator[postgres.Server | postgres.Elsewhere]:
    """Start the database server, and stop it again if it was not running before."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that what was started is stopped
    server = postgres.production()
    ran_before = server.is_running()
    server.start()
    try:
        yield server
    finally:
        if not ran_before:
            server.stop()


def _choose_defaults() -> None:
    """Give an operator that has chosen nothing yet the default policy."""
    try:
        operator.policy_at(at=clock.now())
    except operator.NoPolicy:
        choices.set_policy(policy=policy.defaults(), valid_from=clock.now(), set_by="defaults", at=clock.now())


def _ready() -> None:
    """Bring roles, tables and wiring up to date."""
    server, name = postgres.production(), postgres.database_name()
    postgres.ensure_roles(server=server)
    postgres.ensure_database(server=server, name=name)
    with templates_database.connected(settings=server.settings(dbname=name, role="owner")):
        call_command("migrate", interactive=False, verbosity=0)
    wiring.wire()


def _load_demo(*, customers: int) -> None:
    if demo_operator.is_loaded():
        return
    columns = (TextColumn("demo operator"), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    owner = postgres.production().connect(dbname=postgres.database_name(), role="owner")
    with Progress(*columns) as progress, owner:
        task = progress.add_task("", total=None)
        loaded = demo_operator.load(
            today=clock.now(),
            owner=owner,
            progress=lambda what, done, of: progress.update(task, description=what, completed=done, total=of),
            size=customers,
        )
    typer.echo(f"a demo operator with {loaded.customers} customers and {loaded.invoices} invoices is there")
    (settings.STATE / "demo").touch()  # from now on its people's codes are told to whoever runs this installation


def _book(*, folder: Path | None) -> None:
    """Book bank files through the door that production uses: the folder's, or the demo operator's own."""
    given = sorted(path for path in folder.iterdir() if path.is_file()) if folder else []
    files = [(path.name, path.read_bytes()) for path in given] if folder else [demo_operator.bank_file(at=clock.now())]
    for name, content in files:
        try:
            booked = bank_files.book(name=name, content=content, at=clock.now(), actor="feed")
            typer.echo(bank_files.in_words(booked=booked))
        except InputError as refused:
            typer.echo(f"not booked: {refused}", err=True)


def _say_where() -> None:
    typer.echo(f"\nVarsel is at http://localhost:{env.text('VARSEL_PORT', PORT)}/")
    typer.echo(f"When may we limit your service?  http://localhost:{env.text('VARSEL_PORT', PORT)}/when-may-we-limit/")
    for line in demo_operator.sign_in_lines():
        typer.echo(line)
    typer.echo(f"what is told is written to {settings.SPOOL}; Ctrl-C stops everything, and the data stay\n")


def _serve() -> None:
    """Run workers and web until one of them ends or somebody stops us; then stop both."""
    parts = ([sys.argv[0], "worker", "--only", part] for part in ("clocks", "words"))
    commands = (*parts, [_beside("granian"), *_web_command()[1:]])
    children = [subprocess.Popen(command, start_new_session=True) for command in commands]

    def stop(*_: object) -> None:
        for child in children:
            child.terminate()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    with suppress(ChildProcessError):
        os.wait()
    stop()
    for child in children:
        child.wait(timeout=20)


def _web_command() -> list[str]:
    return [
        "granian",
        "--interface",
        "wsgi",
        "--host",
        env.text("VARSEL_HOST", "127.0.0.1"),
        "--port",
        env.text("VARSEL_PORT", PORT),
        "--workers",
        env.text("VARSEL_WEB_WORKERS", "2"),
        "--blocking-threads",
        "1",
        "--log-level",
        "warning",
        "varsel.config.wsgi:application",
    ]


def _beside(name: str) -> str:
    """Return the path of a program of our own environment."""
    return str(Path(sys.executable).with_name(name))
