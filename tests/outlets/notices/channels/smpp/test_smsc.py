"""The gateway's address and its settings, and what each status means."""

from __future__ import annotations

import json
import subprocess
from zoneinfo import ZoneInfo

import pytest

from outlets.notices.channels.smpp.speaking import sms
from varsel.outlets.notices.channels.smpp import parts, smsc
from varsel.outlets.notices.channels.smpp.pace import Pace
from varsel.outlets.notices.channels.smpp.smsc import BadAddress
from varsel.outlets.notices.channels.smpp.statuses import STATUSES, status
from varsel.surfaces.bench.smsc import NODE, SCRIPT

RENAMED = set(range(0xC0, 0xC5))  # by SMPP 5.0, whose names the package has
URL = "smpp://varsel:hemligt@smsc.example.net"


def test_an_address_is_read_with_its_settings() -> None:
    asked = (
        f"{URL}:3000?sender=FjordSund&sender.NO=%2B4790000000&window=50&rate=100&zone=Europe/Stockholm"
        "&ids=hex&parts=sar&validity=48&reference_tlv=0x1501&answer_within=5&system_type=SMS"
    )
    got = smsc.read(url=asked)

    assert (got.host, got.port, got.system_id, got.password, got.tls) == (
        "smsc.example.net",
        3000,
        "varsel",
        "hemligt",
        False,
    )
    assert got.senders == {"": "FjordSund", "NO": "+4790000000"}
    assert (got.window, got.rate, got.validity, got.answer_within) == (50, 100, 48, 5)
    assert (got.ids, got.parts, got.reference_tlv, got.zone) == ("hex", "sar", 0x1501, ZoneInfo("Europe/Stockholm"))


@pytest.mark.parametrize(("scheme", "port", "tls"), [("smpp", 2775, False), ("smpps", 3550, True)])
def test_the_scheme_says_port_and_tls(scheme: str, port: int, tls: bool) -> None:
    got = smsc.read(url=f"{scheme}://varsel:hemligt@smsc.example.net?sender=F")

    assert (got.port, got.tls) == (port, tls)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "no smpp://"),
        ("http://varsel:hemligt@h?sender=F", "no smpp://"),
        ("smpp://h?sender=F", "name:password"),
        ("smpp://varsel:hemligt12@h?sender=F", "at most 8"),
        ("smpp://averylongsystemid:hemligt@h?sender=F", "at most 8"),
        ("smpp://varsel:hemligt@h:99999?sender=F", "port"),
        (URL, "sender"),
        (f"{URL}?sender=", "sender"),
        (f"{URL}?sender=F&window=0", "from 1 to 1000"),
        (f"{URL}?sender=F&window=ten", "from 1 to 1000"),
        (f"{URL}?sender=F&parts=both", "udh or sar"),
        (f"{URL}?sender=F&zone=Mars/Base", "Europe/Stockholm"),
        (f"{URL}?sender=F&colour=red", "'colour' is no setting"),
        (f"{URL}?sender=F&reference_tlv=0x1E", "from 5120"),
    ],
)
def test_a_bad_address_is_refused_in_words_without_the_password(url: str, says: str) -> None:
    with pytest.raises(BadAddress, match=says) as refused:
        smsc.read(url=url)

    assert "hemligt" not in str(refused.value)


def test_the_password_is_shown_nowhere() -> None:
    assert "hemligt" not in repr(smsc.read(url=f"{URL}?sender=F"))


@pytest.mark.parametrize(
    ("code", "name", "means"),
    [
        (0x00, "ESME_ROK", "accepted"),
        (0x08, "ESME_RSYSERR", "later"),
        (0x0A, "ESME_RINVSRCADR", "refused"),
        (0x0B, "ESME_RINVDSTADR", "address"),
        (0x14, "ESME_RMSGQFUL", "throttled"),
        (0x45, "ESME_RSUBMITFAIL", "refused"),
        (0x58, "ESME_RTHROTTLED", "throttled"),
        (0xFF, "ESME_RUNKNOWNERR", "refused"),
        (0x0400, "status 0x00000400", "refused"),
    ],
)
def test_what_a_status_means(code: int, name: str, means: str) -> None:
    assert (status(code=code).name, status(code=code).means) == (name, means)


def test_the_table_of_statuses_is_that_of_the_npm_package() -> None:
    script = "process.stdout.write(JSON.stringify(require('smpp').errors))"
    theirs = json.loads(subprocess.run([NODE, "-e", script], cwd=SCRIPT.parent, capture_output=True, check=True).stdout)

    ours = {one.name: code for code, one in STATUSES.items() if code not in RENAMED}
    assert ours.items() <= theirs.items()
    assert set(theirs.values()) >= RENAMED


@pytest.mark.parametrize(
    ("name", "ton", "npi", "digits"),
    [("FjordSund", 5, 0, "FjordSund"), ("+46701234567", 1, 1, "46701234567"), ("71000", 3, 0, "71000")],
)
def test_a_sender_is_a_name_a_number_or_a_short_code(name: str, ton: int, npi: int, digits: str) -> None:
    got = parts.sender(name=name)

    assert (got.ton, got.npi, got.digits) == (ton, npi, digits)


@pytest.mark.parametrize("name", ["", "Twelve signs", "Åre", "a\0b", "a\nb"])
def test_any_other_sender_is_refused(name: str) -> None:
    with pytest.raises(parts.Unsendable):
        parts.sender(name=name)


def _first_body(**settings: str) -> bytes:
    address = f"{URL}?sender=FjordSund&" + "&".join(f"{key}={value}" for key, value in settings.items())
    return parts.bodies(message=sms(), smsc=smsc.read(url=address))[0]


@pytest.mark.parametrize(
    ("hours", "written"), [("1", "000000010000000R"), ("24", "000001000000000R"), ("167", "000006230000000R")]
)
def test_the_validity_is_written_as_time_from_now(hours: str, written: str) -> None:
    assert written.encode() in _first_body(validity=hours)


def test_the_country_of_the_words_chooses_the_sender() -> None:
    gateway = smsc.read(url=f"{URL}?sender=FjordSund&sender.NO=Fjord")
    norwegian = sms()
    norwegian = type(norwegian)(norwegian.ref, "sms", norwegian.address, b"hei", country="NO")

    assert b"\x05\x00Fjord\0" in parts.bodies(message=norwegian, smsc=gateway)[0]


def test_our_own_number_gets_no_sms() -> None:
    with pytest.raises(parts.Unsendable, match="our own"):
        parts.bodies(message=sms(to="+46701234567"), smsc=smsc.read(url=f"{URL}?sender=%2B46701234567"))


def test_text_that_is_too_long_or_no_utf8_is_not_sent() -> None:
    gateway, message = smsc.read(url=f"{URL}?sender=F"), sms()

    for content, says in ((b"\xff", "UTF-8"), (b"a" * 153 * 256, "256 parts")):
        with pytest.raises(parts.Unsendable, match=says) as refused:
            parts.bodies(message=type(message)(message.ref, "sms", message.address, content), smsc=gateway)
        assert not refused.value.permanent
    assert len(parts.bodies(message=sms("a" * 153 * 255), smsc=gateway)) == 255


def test_a_pace_keeps_its_rate() -> None:
    pace, now, went = Pace(rate=10), 100.0, 0
    for step in range(1000):
        while pace.wait(now=now + step / 100) <= 0:
            pace.went(now=now + step / 100)
            went += 1

    assert 100 <= went <= 102  # ten seconds of ten a second, and the first tenth's worth


def test_each_throttling_waits_longer_until_something_goes() -> None:
    pace, now, waits = Pace(rate=0), 50.0, []
    for _ in range(8):
        pace.throttled(now=now)
        pace.throttled(now=now)  # of the same moment: counts once
        waits.append(round(pace.wait(now=now), 3))
        now += waits[-1]
    pace.accepted()
    pace.throttled(now=now)

    assert waits == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]
    assert round(pace.wait(now=now), 3) == 0.1
