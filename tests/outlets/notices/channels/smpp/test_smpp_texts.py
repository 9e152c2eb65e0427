"""Texts at every edge, sent by us, read by the decoders of two servers that no one here wrote."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from outlets.notices.channels.smpp.speaking import handed, rust_server, sms, speak
from varsel.outlets.notices.channels.smpp.gateway import SmppGateway
from varsel.surfaces.bench.smsc import ServerProcess, npm_server

GSM7, UCS2 = 0x00, 0x08
NORDIC = "Hej! Ditt bredband på Ängsgränd är åter öppet. Kjære Bjørn, æ ø å Æ Ø Å é É ü §"
ASKED = [
    ("nordic letters", NORDIC, GSM7, 1),
    ("160 septets", "å" * 160, GSM7, 1),
    ("161 septets", "å" * 161, GSM7, 2),
    ("escapes to the brim", "€" * 80, GSM7, 1),
    ("an escape too many", "€" * 81, GSM7, 2),
    ("€ at the edge of a part", "a" * 152 + "€" + "b" * 20, GSM7, 2),
    ("§ alone", "§" * 161, GSM7, 2),
    ("all of the extension table", "^{}\\[~]|€", GSM7, 1),
    ("line breaks and @", "@\nrad två\n", GSM7, 1),
    ("backtick", "kod `x`", UCS2, 1),
    ("70 UCS-2", "ł" * 70, UCS2, 1),
    ("71 UCS-2", "ł" * 71, UCS2, 2),
    ("a pair at the edge of a part", "ł" * 66 + "😀" + "ł" * 10, UCS2, 2),
    ("nothing but pairs", "😀" * 67, UCS2, 3),
    ("ten parts", "Långt. " * 210, GSM7, 10),
]


@pytest.fixture(scope="module")
def npm() -> Iterator[ServerProcess]:
    """Give the npm server."""
    with npm_server(report=True) as started:
        yield started


@pytest.fixture(scope="module")
def by_npm(npm: ServerProcess) -> Iterator[SmppGateway]:
    """Give a client of the npm server."""
    with speak(port=npm.port, window=1) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def rust() -> Iterator[ServerProcess]:
    """Give the Rust server."""
    with rust_server(report=True) as started:
        yield started


@pytest.fixture(scope="module")
def by_rust(rust: ServerProcess) -> Iterator[SmppGateway]:
    """Give a client of the Rust server."""
    with speak(port=rust.port, window=1) as gateway:
        yield gateway


def _received(server: ServerProcess, gateway: SmppGateway, text: str) -> list[dict]:
    (outcome,) = handed(gateway, sms(text)).values()
    assert outcome.answer == "accepted"
    return [server.wait("submit") for _ in outcome.gateway_refs]


@pytest.mark.parametrize(("text", "coding", "parts"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED])
def test_the_npm_server_reads_what_was_written(
    npm: ServerProcess, by_npm: SmppGateway, text: str, coding: int, parts: int
) -> None:
    got = _received(npm, by_npm, text)

    assert "".join(part["text"] for part in got) == text
    assert {part["coding"] for part in got} == {coding}
    assert len(got) == parts
    for part in got:
        assert part["esm_class"] == (0x40 if parts > 1 else 0)


@pytest.mark.parametrize("text", [row[1] for row in ASKED if len(row[1]) > 70], ids=str.__len__)
def test_parts_carry_one_reference_their_count_and_their_number(
    npm: ServerProcess, by_npm: SmppGateway, text: str
) -> None:
    headers = [bytes.fromhex(udh) for part in _received(npm, by_npm, text) for udh in part["udh"]]

    assert len({header[2] for header in headers}) <= 1
    assert [(header[0], header[1], *header[3:]) for header in headers] == [
        (0, 3, len(headers), number) for number in range(1, len(headers) + 1)
    ]


@pytest.mark.parametrize("text", [row[1] for row in ASKED], ids=[row[0] for row in ASKED])
def test_the_rust_server_gets_the_same_octets_as_written(rust: ServerProcess, by_rust: SmppGateway, text: str) -> None:
    got = _received(rust, by_rust, text)
    headed = len(got) > 1
    parts = [bytes.fromhex(part["hex"])[6 if headed else 0 :] for part in got]

    if got[0]["coding"] == UCS2:
        assert "".join(part.decode("utf-16-be") for part in parts) == text  # each part by itself: no pair is split
        assert all(len(part) <= (134 if headed else 140) for part in parts)
    else:
        assert all(len(part) <= (153 if headed else 160) and not part.endswith(b"\x1b") for part in parts)


def test_a_gateway_that_joins_by_parameters_gets_no_header(npm: ServerProcess) -> None:
    with speak(port=npm.port, window=1, parts="sar") as gateway:
        got = _received(npm, gateway, "å" * 161)

    assert [part["sar"][1:] for part in got] == [[2, 1], [2, 2]]
    assert got[0]["sar"][0] == got[1]["sar"][0]
    assert [(part["udh"], part["esm_class"]) for part in got] == [([], 0), ([], 0)]
    assert "".join(part["text"] for part in got) == "å" * 161
