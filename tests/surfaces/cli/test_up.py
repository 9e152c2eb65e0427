"""What a newcomer does: start everything, look, ask, stop, start again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
VARSEL = str(Path(sys.executable).with_name("varsel"))
WAIT_SECONDS = 180


class Installation:
    """An installation of its own: state folder, port."""

    def __init__(self, *, state: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.env = os.environ | {"VARSEL_STATE": str(state), "VARSEL_PORT": str(self.port)}
        for name in ("VARSEL_DEMO", "VARSEL_SPOOL", "VARSEL_SECRET_KEY", "VARSEL_PERSON_KEY", "DJANGO_SETTINGS_MODULE"):
            self.env.pop(name, None)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run([VARSEL, *arguments], env=self.env, capture_output=True, text=True, check=False)

    def up(self) -> tuple[subprocess.Popen[str], list[str]]:
        """Start everything; return the process and what it said until it said where to look."""
        process = subprocess.Popen([VARSEL, "up"], env=self.env, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        said = []
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C stops" in line:
                break
        return process, said

    def page(self, path: str) -> str:
        """Return a page, once the web server answers."""
        end = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as answer:
                    return str(answer.read().decode())
            except OSError:
                assert time.monotonic() < end, "the web server does not answer"


@pytest.fixture
def installation() -> Iterator[Installation]:
    state = Path(tempfile.mkdtemp(prefix="varsel-up-"))
    state.chmod(0o755)  # as root, the database runs as another user
    yield Installation(state=state)
    shutil.rmtree(state, ignore_errors=True)


def test_a_newcomer_starts_looks_asks_stops_and_starts_again(installation: Installation) -> None:
    installation.run("demo", "load", "--customers", "200")  # two hundred have all that twenty thousand have
    process, said = installation.up()
    try:
        assert any("payments booked" in line for line in said)
        assert "When may we limit your service?" in installation.page("/when-may-we-limit/")
        assert "sign-in" in installation.page("/sign-in/")
        code = installation.run("staff", "code", "clara@demo.example")
        assert code.stdout.strip().isdigit()
        verified = installation.run("journal", "verify")
        assert "entries verify" in verified.stdout
        assert installation.run("journal", "replay").returncode == 0
        assert installation.run("why", "nothing-of-that-name").returncode == 3
    finally:
        _stop(process)

    process, said = installation.up()
    _stop(process)

    assert not any("demo operator" in line for line in said)  # the data were kept: nothing is loaded anew
    assert installation.run("doctor").returncode == 1  # nothing answers any more, and it says so


def _stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
