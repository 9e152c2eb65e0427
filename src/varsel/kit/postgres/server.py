"""Start, stop and reach one embedded server."""

from __future__ import annotations

import fcntl
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from varsel.kit.postgres.binaries import bin_folder, major_version
from varsel.kit.postgres.configuration import INITDB_OPTIONS, write_configuration
from varsel.kit.postgres.places import Account, account, private_folder, shared_folder, socket_folder
from varsel.kit.postgres.processes import holders, run_as, tail
from varsel.kit.postgres.reachable import Reachable
from varsel.kit.postgres.roles import ROLE_NAMES, DatabaseUnavailable, Role

PORT = 5432  # only the socket's name: nothing listens on the network
LONGEST_START = 600  # seconds: replaying a gigabyte of log on a slow disk
LONGEST_STOP = 120  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Server(Reachable):
    """One embedded server: its files below `home`, its binaries below `state`."""

    name: str
    home: Path
    state: Path
    lasting: bool

    @property
    def data(self) -> Path:
        """Return the data folder."""
        return self.home / "data"

    @property
    def socket(self) -> Path:
        """Return the folder of the socket."""
        return socket_folder(home=self.home)

    @property
    def maintenance_database(self) -> str:
        """Return the database that exists before any of ours."""
        return "postgres"

    def start(self) -> None:
        """Start the server if it does not run, making its data first; raise DatabaseUnavailable if it can't."""
        if self.is_running():
            return
        user = account()
        self._make_folders(user)
        with self._alone():
            self._settle()
            if not self.is_running():
                self._launch(user)

    def stop(self) -> None:
        """Stop the server if it runs; sessions are ended, what they committed is kept."""
        if not holders(data=self.data):
            return
        user = account()
        with self._alone():
            if holders(data=self.data):
                self._pg_ctl(user, "stop", "-m", "fast", "-t", str(LONGEST_STOP))

    def connect(self, *, dbname: str, role: Role) -> psycopg.Connection:
        """Open a connection in autocommit mode; raise psycopg.OperationalError if the server does not answer."""
        return psycopg.connect(host=str(self.socket), port=PORT, dbname=dbname, user=ROLE_NAMES[role], autocommit=True)

    def settings(self, *, dbname: str, role: Role) -> dict[str, object]:
        """Return the entry for Django's DATABASES. Nothing is started or asked."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": dbname,
            "USER": ROLE_NAMES[role],
            "PASSWORD": "",
            "HOST": str(self.socket),
            "PORT": str(PORT),
        }

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process at a time start or stop this server. The lock goes with the process that holds it."""
        with (self.home / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _make_folders(self, user: Account) -> None:
        shared_folder(path=self.state)
        shared_folder(path=self.home.parent)
        private_folder(path=self.home, owner=user)
        private_folder(path=self.socket, owner=user)

    def _settle(self) -> None:
        """Wait while processes of an earlier start are still coming up or, after a kill, going down."""
        patience = time.monotonic() + LONGEST_START
        while holders(data=self.data) and not self.is_running():
            if time.monotonic() > patience:
                raise DatabaseUnavailable(
                    f"The server at {self.home} neither answers nor ends (processes {holders(data=self.data)})."
                    f" Look into {self.home / 'log'}, end them and start again."
                )
            time.sleep(0.05)

    def _launch(self, user: Account) -> None:
        # Nothing has this folder open (see _settle), so these are left over from a crash, and the number in them may
        # by now be another program's.
        for left_over in (self.data / "postmaster.pid", self.socket / f".s.PGSQL.{PORT}.lock"):
            left_over.unlink(missing_ok=True)
        if not self.data.is_dir():
            self._initialise(user)
        self._refuse_other_version()
        write_configuration(data=self.data, socket=self.socket, lasting=self.lasting, server_user=user.name)
        self._keep_last_log()
        self._pg_ctl(user, "start", "-t", str(LONGEST_START), "-l", str(self.home / "log"))

    def _initialise(self, user: Account) -> None:
        """Make the data under another name and rename it: a half-made one is never taken for a whole one."""
        half = self.home / "data.half"
        shutil.rmtree(half, ignore_errors=True)
        sync = () if self.lasting else ("--no-sync",)
        command = [str(bin_folder(state=self.state) / "initdb"), "-D", str(half), *INITDB_OPTIONS, *sync]
        done = run_as(user=user, command=command)
        if done.returncode:
            raise DatabaseUnavailable(
                f"Cannot make a database in {self.home}: {done.stderr.strip()}"
                f" Check that the disk has room and that the user {user.name} can reach the folder."
            )
        half.rename(self.data)

    def _refuse_other_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        if found != str(major_version()):
            raise DatabaseUnavailable(
                f"The data in {self.data} was written by PostgreSQL {found}, and the installed one is"
                f" {major_version()}. Move it over with the old version's pg_dump, or move the folder away."
            )

    def _keep_last_log(self) -> None:
        log = self.home / "log"
        if log.exists():
            log.replace(self.home / "log.old")

    def _pg_ctl(self, user: Account, verb: str, *options: str) -> None:
        command = [str(bin_folder(state=self.state) / "pg_ctl"), verb, "-D", str(self.data), "-w", *options]
        done = run_as(user=user, command=command)
        if done.returncode:
            raise DatabaseUnavailable(
                f"Cannot {verb} the server at {self.home}: {done.stderr.strip()} {tail(log=self.home / 'log')}"
            )
