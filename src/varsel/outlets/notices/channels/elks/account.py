"""Our account at the provider: one address with settings behind the question mark.

    elks://USER:PASSWORD@api.46elks.com?sender=FjordSund&told=https://our.host/in/elks/SECRET

`told` is where the provider calls us: the address of this installation, as the provider reaches it, with a long secret
of our own at its end. `sender.NO` says who it is from where a country differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

LEAST_SECRET = 16  # signs
_KNOWN = {"sender", "told"}


class BadAccount(ValueError):
    """The account can't be used as it stands. The message never holds a password or the secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where the provider is, and who we are there. Times in seconds."""

    host: str
    user: str
    password: str = field(repr=False)
    told: str = field(repr=False)
    senders: Mapping[str, str] = field(default_factory=dict)  # by country; "" for all others
    port: int = 443
    tls: bool = True
    connections: int = 4
    answer_within: float = 20
    patience: float = 2  # what could not begin by then is deferred
    fresh_for: float = 5  # a connection that was quiet for longer is made anew: a lost answer is never asked again

    @property
    def secret(self) -> str:
        """Return the last part of the address at which we are told."""
        return self.told.rstrip("/").rpartition("/")[2]


def read(*, url: str) -> Account:
    """Read an account.

    :raises BadAccount: when it is none, with what is wrong and what to write.
    """
    parts = urlsplit(url)
    if parts.scheme != "elks" or not (parts.hostname and parts.username and parts.password):
        raise BadAccount("the SMS account is no elks://USER:PASSWORD@api.46elks.com?sender=…&told=…")
    asked = dict(parse_qsl(parts.query))
    senders = {key.partition(".")[2]: asked[key] for key in asked if key.partition(".")[0] == "sender"}
    unknown = [key for key in asked if key.partition(".")[0] not in _KNOWN]
    if unknown or not senders.get(""):
        raise BadAccount(f"'{unknown[0]}' is no setting here" if unknown else "say who the SMS are from: ?sender=NAME")
    account = Account(
        host=parts.hostname,
        user=unquote(parts.username),
        password=unquote(parts.password),
        told=asked.get("told", "").rstrip("/"),
        senders=senders,
    )
    if not account.told.startswith("https://") or len(account.secret) < LEAST_SECRET:
        raise BadAccount(f"told= is an https address of ours that ends in a secret of {LEAST_SECRET} signs or more")
    return account
