"""A batch reaches the print house whole or not at all: in a folder, or on its SFTP server."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import asyncssh
import pytest

from varsel.outlets.notices.letters.handing import Folder, NotHandedOver, Sftp, way

FILES = {"0001-A.pdf": b"%PDF-1", "manifest.csv": b"position\r\n" * 9000}


@dataclass(frozen=True, slots=True)
class House:
    """A print house's SFTP server: where it listens, what it is known by, and its folder on this machine."""

    port: int
    known_hosts: Path
    folder: Path

    def way(self, *, user: str = "varsel", password: str = "secret", known_hosts: Path | None = None) -> Sftp:
        """Return the way there."""
        url = f"sftp://{user}:{password}@127.0.0.1:{self.port}/in"
        return Sftp(url=url, key=None, known_hosts=known_hosts or self.known_hosts)


class _Server(asyncssh.SSHServer):
    guests: ClassVar[list[asyncssh.SSHServerConnection]] = []

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self.guests.append(conn)

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == ("varsel", "secret")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Run an SFTP server that nobody here wrote."""
    (tmp_path / "root/in").mkdir(parents=True)
    key = asyncssh.generate_private_key("ssh-ed25519")
    loop = asyncio.new_event_loop()
    listening = loop.run_until_complete(
        asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=_Server,
            server_host_keys=[key],
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(tmp_path / "root")),
        )
    )
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    port = listening.get_port()
    known = tmp_path / "known_hosts"
    known.write_text(f"[127.0.0.1]:{port} {key.export_public_key().decode()}", encoding="utf-8")
    yield House(port=port, known_hosts=known, folder=tmp_path / "root/in")
    asyncio.run_coroutine_threadsafe(_close(listening), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


async def _close(listening: asyncssh.SSHAcceptor) -> None:
    listening.close()
    await listening.wait_closed()
    for guest in _Server.guests:
        guest.abort()
        await guest.wait_closed()
    _Server.guests.clear()


def _held(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_a_batch_appears_in_a_folder_under_its_name(tmp_path: Path) -> None:
    Folder(folder=tmp_path / "out").put(name="B1", files=FILES)

    assert _held(tmp_path / "out") == {f"B1/{name}": content for name, content in FILES.items()}


def test_what_a_broken_hand_over_left_is_not_taken_for_a_batch(tmp_path: Path) -> None:
    (tmp_path / ".B1.part").mkdir()
    (tmp_path / ".B1.part/half.pdf").write_bytes(b"%P")

    Folder(folder=tmp_path).put(name="B1", files=FILES)

    assert _held(tmp_path) == {f"B1/{name}": content for name, content in FILES.items()}


def test_a_folder_that_can_not_be_written_is_a_batch_that_was_not_handed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(NotHandedOver, match="file/out: Not a directory"):
        Folder(folder=tmp_path / "file/out").put(name="B1", files=FILES)


def test_a_batch_appears_on_the_server_under_its_name(house: House) -> None:
    house.way().put(name="B1", files=FILES)

    assert _held(house.folder) == {f"B1/{name}": content for name, content in FILES.items()}


def test_an_upload_that_broke_off_is_begun_anew(house: House) -> None:
    (house.folder / ".B1.part").mkdir()
    (house.folder / ".B1.part/half.pdf").write_bytes(b"%P")

    house.way().put(name="B1", files=FILES)

    assert _held(house.folder) == {f"B1/{name}": content for name, content in FILES.items()}


def test_a_wrong_password_hands_nothing_over(house: House) -> None:
    with pytest.raises(NotHandedOver, match="Authentication failed"):
        house.way(password="wrong").put(name="B1", files=FILES)

    assert not _held(house.folder)


def test_a_server_that_is_not_the_known_one_gets_nothing(house: House, tmp_path: Path) -> None:
    other = tmp_path / "others"
    other.write_text("", encoding="utf-8")

    with pytest.raises(NotHandedOver, match="not found in known_hosts"):
        house.way(known_hosts=other).put(name="B1", files=FILES)

    assert not _held(house.folder)


def test_a_server_that_is_away_gets_nothing_and_says_so(tmp_path: Path, unused_port: int) -> None:
    (tmp_path / "known").write_text("", encoding="utf-8")
    away = Sftp(url=f"sftp://varsel:secret@127.0.0.1:{unused_port}/in", key=None, known_hosts=tmp_path / "known")

    with pytest.raises(NotHandedOver, match=r"127\.0\.0\.1: .*Unable to connect"):
        away.put(name="B1", files=FILES)


def test_a_folder_that_is_missing_on_the_server_gets_nothing(house: House) -> None:
    house.folder.rmdir()

    with pytest.raises(NotHandedOver, match="No such file"):
        house.way().put(name="B1", files=FILES)


def test_a_setting_names_a_folder_or_an_sftp_address(tmp_path: Path) -> None:
    assert isinstance(way(target=str(tmp_path), key=None, known_hosts=tmp_path), Folder)
    assert isinstance(way(target="sftp://a@b/c", key=None, known_hosts=tmp_path), Sftp)


@pytest.fixture
def unused_port() -> int:
    """Return a port on which nobody listens: the one that a closed listener had."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(lambda *_: None, "127.0.0.1", 0))
    port = int(server.sockets[0].getsockname()[1])
    server.close()
    loop.run_until_complete(server.wait_closed())
    loop.close()
    return port
