"""The embedded server comes up whatever it finds, and keeps what was committed."""

from __future__ import annotations

import os
import shutil
import signal
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from varsel.kit import postgres
from varsel.kit.postgres import binaries
from varsel.kit.postgres.places import socket_folder

pytestmark = pytest.mark.database


@pytest.fixture
def production(state: Path) -> Iterator[postgres.Server]:
    made = postgres.production()
    assert isinstance(made, postgres.Server)
    yield made
    made.stop()
    shutil.rmtree(made.home, ignore_errors=True)


def note(server: postgres.Server, word: str) -> None:
    with server.connect(dbname="postgres", role="superuser") as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS noted (word text)")
        connection.execute("INSERT INTO noted VALUES (%s)", [word])


def noted(server: postgres.Server) -> list[str]:
    with server.connect(dbname="postgres", role="superuser") as connection:
        return [word for (word,) in connection.execute("SELECT word FROM noted ORDER BY word")]


def postmaster(server: postgres.Server) -> int:
    return int((server.data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])


def test_data_outlive_a_stop_and_a_kill(production: postgres.Server) -> None:
    production.start()
    note(production, "before the stop")
    production.stop()
    assert not production.is_running()
    production.start()
    note(production, "before the kill")
    os.kill(postmaster(production), signal.SIGKILL)
    production.start()
    assert noted(production) == ["before the kill", "before the stop"]


def test_a_second_start_changes_nothing(server: postgres.Server) -> None:
    server.start()
    first = postmaster(server)
    server.start()
    assert postmaster(server) == first


def test_two_at_once_start_one_server(server: postgres.Server) -> None:
    with ThreadPoolExecutor(2) as both:
        for started in [both.submit(server.start), both.submit(server.start)]:
            started.result()
    assert server.is_running()


def test_a_number_left_behind_that_is_now_another_program_does_not_stop_the_start(server: postgres.Server) -> None:
    server.start()
    server.stop()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n", encoding="ascii")
    server.start()
    assert server.is_running()


def test_half_made_data_are_made_anew(server: postgres.Server) -> None:
    half = server.home / "data.half"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n", encoding="ascii")
    server.start()
    assert server.is_running()
    assert not half.exists()


def test_data_of_another_version_are_refused_by_name(server: postgres.Server) -> None:
    server.start()
    server.stop()
    (server.data / "PG_VERSION").write_text("17\n", encoding="ascii")
    with pytest.raises(postgres.DatabaseUnavailable, match=r"written by PostgreSQL 17.*installed one is 18"):
        server.start()


def test_a_start_that_fails_tells_the_servers_own_reason(server: postgres.Server) -> None:
    server.start()
    server.stop()
    with (server.data / "postgresql.auto.conf").open("a", encoding="ascii") as settings:
        settings.write("shared_buffers = 'plenty'\n")
    with pytest.raises(postgres.DatabaseUnavailable, match="shared_buffers"):
        server.start()


def test_nothing_but_the_closed_socket_listens(server: postgres.Server) -> None:
    server.start()
    with server.connect(dbname="postgres", role="superuser") as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
    assert stat.S_IMODE(server.home.stat().st_mode) == 0o700


def test_a_letter_beyond_ascii_is_a_letter_to_trigrams(furnished: postgres.Server) -> None:
    with furnished.connect(dbname="shop", role="app") as connection:
        found = connection.execute("SELECT similarity('Åsögatan', 'asgatan') < similarity('Åsögatan', 'Åsögata')")
        assert found.fetchone() == (True,)
        assert connection.execute("SELECT cardinality(show_trgm('Åsögatan'))").fetchone() == (9,)


def test_a_deep_state_folder_still_has_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a-long-name"] * 9)
    assert len(str(socket_folder(home=deep))) < 40
    assert socket_folder(home=deep) == socket_folder(home=deep) != socket_folder(home=deep / "other")


def test_a_server_in_a_deep_folder_with_a_space_runs(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("varsel.kit.postgres.chosen.scratch_root", lambda: state.joinpath("a b", *["long"] * 20))
    server = postgres.scratch(name="deep")
    server.start()
    assert server.version().startswith(f"{binaries.major_version()}.")
    server.stop()
    shutil.rmtree(server.socket)


def test_a_folder_that_the_server_cannot_reach_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root starts the server as another user")
    monkeypatch.setenv("VARSEL_STATE", str(tmp_path / "state"))
    tmp_path.chmod(0o700)
    server = postgres.Server(name="far", home=tmp_path / "state/far", state=tmp_path / "state", lasting=False)
    with pytest.raises(postgres.DatabaseUnavailable, match=r"cannot reach .*VARSEL_STATE"):
        server.start()
    server.socket.rmdir()


def test_a_folder_of_somebody_else_is_refused(server: postgres.Server) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    server.home.mkdir(parents=True)
    os.chown(server.home, 65534, 65534)
    with pytest.raises(postgres.DatabaseUnavailable, match="must be a folder of the user"):
        server.start()


def test_all_servers_are_stopped_together(server: postgres.Server) -> None:
    server.start()
    assert postgres.stop_all() == ["trial"]
    assert postgres.stop_all() == []
    assert not server.is_running()


def test_a_scratch_server_has_a_plain_name(state: Path) -> None:
    with pytest.raises(postgres.DatabaseUnavailable, match="no name for a scratch server"):
        postgres.scratch(name="../production")
