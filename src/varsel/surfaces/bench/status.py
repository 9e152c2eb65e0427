"""`varsel bench status`: answers for addresses, beside a bare WSGI application that asks the same index."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from varsel.kit import clock
from varsel.kit.postgres import Server
from varsel.kit.reading import fetch
from varsel.operations.outages import actions as outages
from varsel.records.operator import actions as operators
from varsel.records.operator.policy import defaults
from varsel.surfaces.bench import ground
from varsel.surfaces.status.publishing import Publisher, publish

OURS, BARE = "varsel.config.wsgi:application", "varsel.surfaces.bench.bare_status:application"
LEAST_TIMES_BARE, MOST_BYTES = 0.4, 30_000
ROUNDS, CONNECTIONS, AT_ONCE = 3, 8, 20
LONGEST = 30.0  # seconds until a server listens
NOWHERE = "postgresql://nobody@127.0.0.1:9/nothing"  # the web process has no database at all
_ADDRESSES = "SELECT address FROM network_line ORDER BY id LIMIT 5000"
_NODES = "SELECT id FROM network_node WHERE kind = 'access' ORDER BY id LIMIT 3"


class Silent(RuntimeError):
    """A server did not listen, or did not answer as it should."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A run; each rate is the best of its rounds, which were made in turn."""

    lines: int
    a_second: float
    bare_a_second: float
    page_bytes: int  # with its style and its mark
    is_file: bool  # the page is the static file, byte for byte
    first_seconds: float  # to make all files, with the index of addresses
    renewed_seconds: float
    index_bytes: int

    @property
    def limits(self) -> dict[str, bool]:
        """Tell of each limit whether it is kept."""
        return {
            "a_second_passes": self.a_second >= LEAST_TIMES_BARE * self.bare_a_second,
            "page_bytes_passes": self.page_bytes <= MOST_BYTES,
            "static_file_passes": self.is_file,
        }

    @property
    def passes(self) -> bool:
        """Tell whether every limit is kept."""
        return all(self.limits.values())

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON values."""
        return {
            "bench": "status",
            "lines": self.lines,
            "a_second": round(self.a_second),
            "bare_a_second": round(self.bare_a_second),
            "times_bare": round(self.a_second / self.bare_a_second, 2),
            "least_times_bare": LEAST_TIMES_BARE,
            "page_bytes": self.page_bytes,
            "most_page_bytes": MOST_BYTES,
            "page_is_a_static_file": self.is_file,
            "database_stopped": True,
            "first_render_seconds": round(self.first_seconds, 2),
            "render_seconds": round(self.renewed_seconds, 2),
            "index_bytes": self.index_bytes,
            **self.limits,
            "passes": self.passes,
        }


def measure(*, server: Server, lines: int) -> Measured:
    """Publish an operator of so many lines with three outages, and ask for its addresses without a database.

    :raises Silent: when a server does not listen, or does not answer.
    """
    with tempfile.TemporaryDirectory(prefix="varsel-bench-") as name:
        folder = Path(name)
        with ground.operator(server=server, services=lines, owing=0, groups=1) as (free, _):
            ground.run(connection=free, name="status", services=lines)
            free.execute("VACUUM ANALYZE")
            first, renewed = _published(folder)
            asked = [row[0] for row in fetch(statement=_ADDRESSES, values={})]
        random.Random(5).shuffle(asked)  # noqa: S311 - the same order each time
        requests = [_request(f"/status/?lang=en&address={quote_plus(one)}") for one in asked]
        with _serving(OURS, folder) as ours, _serving(BARE, folder) as bare:
            is_file = _body(ours, "/status/?lang=sv") == (folder / "index.sv.html").read_bytes()
            rates = [(_rate(ours, requests), _rate(bare, requests)) for _ in range(ROUNDS)]
        sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
        return Measured(
            lines=lines,
            a_second=max(rate for rate, _ in rates),
            bare_a_second=max(rate for _, rate in rates),
            page_bytes=sizes["index.sv.html"] + sizes["style.css"] + sizes["mark.svg"],
            is_file=is_file,
            first_seconds=first,
            renewed_seconds=renewed,
            index_bytes=max(size for one, size in sizes.items() if one.endswith(".bin")),
        )


def _published(folder: Path) -> tuple[float, float]:
    at = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
    operators.set_policy(policy=defaults(), valid_from=at, set_by="bench", at=at)
    for node_id in (row[0] for row in fetch(statement=_NODES, values={})):
        outages.declare_outage(called=f"B{node_id}", node_id=node_id, title="", expected=None, actor="bench", at=at)
    publisher = Publisher()
    seconds = []
    for _ in range(2):
        begun = time.perf_counter()
        publish(publisher=publisher, folder=folder, at=clock.now())
        seconds.append(time.perf_counter() - begun)
    return seconds[0], seconds[1]


@contextmanager
def _serving(application: str, folder: Path) -> Iterator[int]:
    """Serve an application as production does, with one process; yield its port."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "1", "--log-level", "error", application]
    environ = os.environ | {"VARSEL_PUBLIC": str(folder), "DATABASE_URL": NOWHERE}
    process = subprocess.Popen(command, env=environ)
    try:
        _until_listening(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _until_listening(port: int) -> None:
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise Silent(f"no server listened in {LONGEST:.0f} s")


def _request(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode("ascii")


def _body(port: int, path: str) -> bytes:
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(_request(path).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        parts = iter(lambda: line.recv(65536), b"")
        return b"".join(parts).partition(b"\r\n\r\n")[2]


def _rate(port: int, requests: Sequence[bytes]) -> float:
    """Ask all of them over a few connections, some at once on each; return how many a second were answered."""
    lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
    step = CONNECTIONS * AT_ONCE
    begun = time.perf_counter()
    for begin in range(0, len(requests) - step + 1, step):
        for number, line in enumerate(lines):
            first = begin + number * AT_ONCE
            line.sendall(b"".join(requests[first : first + AT_ONCE]))
        for line in lines:
            _take(line)
    seconds = time.perf_counter() - begun
    for line in lines:
        line.close()
    return (len(requests) // step) * step / seconds


def _take(line: socket.socket) -> None:
    """Read as many whole answers as were asked for."""
    kept, left = b"", AT_ONCE
    while left:
        head, gap, rest = kept.partition(b"\r\n\r\n")
        length = _length(head) if gap else 0
        if gap and len(rest) >= length:
            kept, left = rest[length:], left - 1
        elif more := line.recv(1 << 20):
            kept += more
        else:
            raise Silent("a server hung up")


def _length(head: bytes) -> int:
    if not head.startswith(b"HTTP/1.1 200"):
        raise Silent(f"a server answered {head.splitlines()[0]!r}")
    return int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
