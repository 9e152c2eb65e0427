"""Getting a batch to the print house: into a folder, or by SFTP. It appears there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import paramiko

TIMEOUT_SECONDS = 20


class NotHandedOver(Exception):
    """The print house certainly does not have the batch. What else goes wrong leaves it unknown."""


class Way(Protocol):
    """A way to the print house."""

    def put(self, *, name: str, files: Mapping[str, bytes]) -> None:
        """Let a folder `name` with these files appear there.

        :raises NotHandedOver: when it certainly did not.
        """


class Folder:
    """A folder on this machine that the print house, or something on its behalf, empties."""

    def __init__(self, *, folder: Path) -> None:
        self._folder = folder

    def put(self, *, name: str, files: Mapping[str, bytes]) -> None:
        """Write into a hidden folder, and give it its name when the disk has all of it."""
        part = self._folder / f".{name}.part"
        try:
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(mode=0o700, parents=True)
            for file, content in files.items():
                (part / file).write_bytes(content)
            for path in (*(part / file for file in files), part):  # one wait after the other, once all is on its way
                _keep(path)
        except OSError as broken:
            raise NotHandedOver(f"{self._folder}: {broken.strerror}; free some space or mend its rights") from broken
        part.rename(self._folder / name)
        _keep(self._folder)


class Sftp:
    """A folder on the print house's SFTP server. Its host key must be known beforehand."""

    def __init__(self, *, url: str, key: Path | None, known_hosts: Path) -> None:
        """`url`: sftp://user[:password]@host[:port]/folder."""
        self._to = urlsplit(url)
        self._key, self._known = key, known_hosts

    def put(self, *, name: str, files: Mapping[str, bytes]) -> None:
        """Upload into a hidden folder and rename it: the rename is the hand-over."""
        folder = unquote(self._to.path).rstrip("/")
        with self._connected() as server:
            part = f"{folder}/.{name}.part"
            try:
                _upload(server, part, files)
            except (OSError, paramiko.SSHException) as broken:
                raise NotHandedOver(f"{self._to.hostname}: {broken}") from broken
            server.rename(part, f"{folder}/{name}")

    @contextmanager
    def _connected(self) -> Iterator[paramiko.SFTPClient]:
        client = paramiko.SSHClient()
        client.set_missing_host_key_policy(paramiko.RejectPolicy())
        try:
            client.load_host_keys(str(self._known))
            client.connect(
                hostname=self._to.hostname or "",
                port=self._to.port or 22,
                username=unquote(self._to.username or ""),
                password=unquote(self._to.password) if self._to.password else None,
                key_filename=str(self._key) if self._key else None,
                look_for_keys=False,
                allow_agent=False,
                timeout=TIMEOUT_SECONDS,
            )
            server = client.open_sftp()
        except (OSError, paramiko.SSHException) as refused:
            client.close()
            raise NotHandedOver(f"{self._to.hostname}: {refused}") from refused
        try:
            yield server
        finally:
            client.close()


def way(*, target: str, key: Path | None, known_hosts: Path) -> Way:
    """Return the way that a setting names: an sftp address, or a folder."""
    if target.startswith("sftp://"):
        return Sftp(url=target, key=key, known_hosts=known_hosts)
    return Folder(folder=Path(target))


def _upload(server: paramiko.SFTPClient, part: str, files: Mapping[str, bytes]) -> None:
    if part.rpartition("/")[2] in server.listdir(part.rpartition("/")[0] or "."):
        for left in server.listdir(part):  # of an upload that broke off
            server.remove(f"{part}/{left}")
    else:
        server.mkdir(part, mode=0o700)
    for file, content in files.items():
        with server.open(f"{part}/{file}", "wb") as out:
            out.set_pipelined(True)
            out.write(content)


def _keep(path: Path) -> None:
    """Have the disk keep a file, or the names in a folder: else it could be gone after a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
