"""Peers that break the rules, and links that nobody may read."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from outlets.notices.channels.smpp.speaking import SOON, Ear, handed, sms, speak
from varsel.surfaces.bench.smsc import ServerProcess, npm_server

NEVER = 0x65


@pytest.fixture
def npm() -> Iterator[ServerProcess]:
    """Give a server that tells what it gets."""
    with npm_server(report=True) as started:
        yield started


def _pdu(command: int, body: bytes = b"", *, length: int | None = None) -> str:
    return (struct.pack(">IIII", length or 16 + len(body), command, 0, 7) + body).hex()


@pytest.mark.parametrize("length", [3, 0x7FFFFFFF])
def test_a_message_of_impossible_length_ends_the_link_and_it_is_bound_again(npm: ServerProcess, length: int) -> None:
    with speak(port=npm.port, first_wait=0.01) as gateway:
        assert npm.wait("bound")
        assert gateway.bound.wait(SOON)
        npm.order(raw=_pdu(0x15, length=length))
        assert npm.wait("bound")
        assert [one.answer for one in handed(gateway, sms()).values()] == ["accepted"]


def test_a_command_that_nobody_knows_is_answered_so_and_an_alert_is_not_answered(npm: ServerProcess) -> None:
    with speak(port=npm.port) as gateway:
        assert gateway.bound.wait(SOON)
        npm.order(raw=_pdu(0x0102) + _pdu(0x0103))
        assert npm.wait("nacked") == 0x03


def test_words_that_can_not_be_read_are_refused_for_good(npm: ServerProcess) -> None:
    ear = Ear()
    with speak(port=npm.port, ear=ear) as gateway:
        assert gateway.bound.wait(SOON)
        npm.order(raw=_pdu(0x05, b"no end"))
        assert npm.wait("stored") == NEVER
    assert ear.replies.empty()


def test_answers_to_questions_that_were_never_asked_are_passed_over(npm: ServerProcess) -> None:
    with speak(port=npm.port) as gateway:
        assert gateway.bound.wait(SOON)
        npm.order(raw=_pdu(0x80000004, b"x\0") + _pdu(0x80000000))
        assert [one.answer for one in handed(gateway, sms()).values()] == ["accepted"]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Give a certificate for this machine: its file, its text and its key's text."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "smsc")])
    since = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "smsc.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return file, file.read_text(), key.private_bytes(*form).decode()


def test_over_tls_it_speaks_with_whom_we_trust(papers: tuple[Path, str, str]) -> None:
    file, certificate, key = papers
    with npm_server(cert=certificate, key=key) as server, speak(port=server.port, tls=True, ca=str(file)) as gateway:
        assert [one.answer for one in handed(gateway, sms()).values()] == ["accepted"]


def test_over_tls_it_does_not_speak_with_whom_we_do_not(papers: tuple[Path, str, str]) -> None:
    _, certificate, key = papers
    with npm_server(cert=certificate, key=key) as server, speak(port=server.port, tls=True) as gateway:
        (outcome,) = dict(gateway.hand_over(messages=[sms()])).values()

    assert outcome.answer == "deferred"
    assert "certificate" in outcome.because.lower()
