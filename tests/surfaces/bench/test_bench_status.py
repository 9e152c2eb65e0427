"""The bench of the public page: what passes, and how answers are counted."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from varsel.surfaces.bench import status
from varsel.surfaces.bench.status import Measured, Silent

GOOD = Measured(
    lines=1000,
    a_second=400.0,
    bare_a_second=1000.0,
    page_bytes=30_000,
    is_file=True,
    first_seconds=1.0,
    renewed_seconds=0.1,
    index_bytes=1,
)


def test_it_passes_at_its_limits() -> None:
    assert GOOD.passes
    assert GOOD.to_json()["passes"] is True


@pytest.mark.parametrize("worse", [{"a_second": 399.0}, {"page_bytes": 30_001}, {"is_file": False}])
def test_it_fails_where_one_limit_is_broken(worse: dict[str, float]) -> None:
    assert not replace(GOOD, **worse).passes  # type: ignore[arg-type]


def test_only_whole_answers_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "AT_ONCE", 2)
    ours, theirs = socket.socketpair()
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
    with ours, theirs:
        theirs.sendall(answer + answer)
        status._take(ours)
        theirs.sendall(answer + answer[:-1])
        theirs.close()
        with pytest.raises(Silent, match="hung up"):
            status._take(ours)


def test_an_error_is_no_answer() -> None:
    with pytest.raises(Silent, match="503"):
        status._length(b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0")
