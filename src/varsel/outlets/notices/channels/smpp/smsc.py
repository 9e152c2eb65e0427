"""Where the gateway is and how it wants to be spoken to: one address with settings behind the question mark.

    smpp://name:password@host:2775?sender=FjordSund&window=50
    smpps://…  the same over TLS

| setting | default | |
|---|---|---|
| sender, sender.NO | | who it is from: a name of up to 11 signs, a number, a short code; per country where it differs |
| window | 10 | messages without an answer at any time |
| rate | 0 | messages a second at most; 0: as fast as the window goes |
| validity | 24 | hours that the gateway keeps trying |
| parts | udh | how long texts are joined: udh, or sar for a gateway that writes the header itself |
| ids | same | how receipts name messages: same, or hex where the answer is hexadecimal and the receipt decimal |
| zone | UTC | the gateway's clock in the dates of receipts |
| answer_within, enquire_every | 10, 30 | seconds |
| reference_tlv | | the number (0x1400 to 0x3FFF) of a vendor's parameter that comes back in receipts, if there is one |
| system_type | | as the gateway asks |
| ca | the system's | a file with the certificates to trust (smpps) |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

UTC = ZoneInfo("UTC")
_PORTS = {"smpp": 2775, "smpps": 3550}
_CHOICES = {"parts": ("udh", "sar"), "ids": ("same", "hex")}
_RANGES = {"window": (1, 1000), "rate": (0, 10_000), "validity": (1, 168)}
_RANGES |= {"answer_within": (1, 120), "enquire_every": (1, 600), "reference_tlv": (0x1400, 0x3FFF)}


class BadAddress(ValueError):
    """The gateway's address can't be used as it stands. The message never holds the password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Smsc:
    """A gateway and our contract with it. Times in seconds, `validity` in hours."""

    host: str
    port: int
    system_id: str
    password: str = field(repr=False)
    tls: bool = False
    ca: str = ""
    system_type: str = ""
    senders: Mapping[str, str] = field(default_factory=dict)  # by country; "" for all others
    window: int = 10
    rate: int = 0
    validity: int = 24
    parts: str = "udh"
    ids: str = "same"
    zone: ZoneInfo = UTC
    answer_within: float = 10
    enquire_every: float = 30
    reference_tlv: int = 0
    patience: float = 2  # what could not be sent by then is deferred: so a stop acts within two seconds
    first_wait: float = 1  # before binding again; doubled each time, up to a minute
    joined_within: float = 5  # the parts of an answer that came in several

    @property
    def name(self) -> str:
        """Return how logs and pages name it."""
        return f"{self.system_id}@{self.host}:{self.port}"


def read(*, url: str) -> Smsc:
    """Read a gateway's address.

    :raises BadAddress: when it is none, with what is wrong and what to write.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise BadAddress("the SMS gateway's address is no smpp://name:password@host:port?sender=…")
    if not parts.username or len(unquote(parts.username)) > 15 or len(unquote(parts.password or "")) > 8:
        raise BadAddress("SMPP knows names of 1 to 15 signs and passwords of at most 8: look at name:password@")
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    senders = {key.partition(".")[2]: asked.pop(key) for key in list(asked) if key.partition(".")[0] == "sender"}
    if not senders.get(""):
        raise BadAddress("say who the SMS are from: ?sender=NAME")
    given: dict[str, Any] = {key: _value(key, value) for key, value in asked.items()}
    return Smsc(
        host=parts.hostname,
        port=_port(parts),
        system_id=unquote(parts.username),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smpps",
        senders=senders,
        **given,
    )


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or _PORTS[parts.scheme]
    except ValueError:
        raise BadAddress("the port in the SMS gateway's address is no number up to 65535") from None


def _value(key: str, value: str) -> Any:
    if key in _CHOICES:
        if value not in _CHOICES[key]:
            raise BadAddress(f"{key}={value}: write {' or '.join(_CHOICES[key])}")
        return value
    if key in _RANGES:
        return _number(key, value)
    if key == "zone":
        return _zone(value)
    if key in {"system_type", "ca"}:
        return value
    known = ", ".join(sorted({*_CHOICES, *_RANGES, "zone", "system_type", "ca", "sender"}))
    raise BadAddress(f"'{key}' is no setting of an SMS gateway; settings: {known}")


def _number(key: str, value: str) -> int:
    least, most = _RANGES[key]
    try:
        number = int(value, 0)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise BadAddress(f"{key}={value}: write a whole number from {least} to {most}")
    return number


def _zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise BadAddress(f"zone={value}: write a zone such as Europe/Stockholm") from None
