"""Putting together what a customer wrote in several SMS: in any order, each part once or more."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from varsel.outlets.notices.channels.inbound import Reply
from varsel.outlets.notices.channels.smpp.heard import Piece

GAP = " […] "  # stands where a part never came
Token = tuple[object, int]  # what must be answered once the words are stored: a link and a sequence number


@dataclass(frozen=True, slots=True)
class Whole:
    """A reply, and what must be answered once it is stored."""

    reply: Reply
    tokens: list[Token]


@dataclass(slots=True)
class _Open:
    since: float
    pieces: dict[int, Piece] = field(default_factory=dict)
    tokens: list[Token] = field(default_factory=list)


class Joiner:
    """Holds the parts of unfinished replies. `now` is in seconds of one steady clock; `at` is the civil moment."""

    def __init__(self, *, patience: float) -> None:
        self._patience = patience
        self._open: dict[tuple[str, str, int, int], _Open] = {}

    def take(self, *, piece: Piece, token: Token, now: float, at: datetime) -> Whole | None:
        """Take a piece, and return the whole reply if it is the last."""
        key = (piece.source, piece.destination, piece.reference, piece.of)
        parts = self._open.setdefault(key, _Open(since=now))
        parts.pieces.setdefault(piece.number, piece)
        parts.tokens.append(token)
        if len(parts.pieces) < piece.of:
            return None
        return _whole(self._open.pop(key), at=at)

    def overdue(self, *, now: float, at: datetime) -> list[Whole]:
        """Return the replies whose other parts no longer come, with a mark where they are missing."""
        keys = [key for key, parts in self._open.items() if now - parts.since >= self._patience]
        return [_whole(self._open.pop(key), at=at) for key in keys]

    def wait(self, *, now: float) -> float | None:
        """Return the seconds until the next is overdue, or None when nothing is open."""
        return min((max(0.0, parts.since + self._patience - now) for parts in self._open.values()), default=None)


def _whole(parts: _Open, *, at: datetime) -> Whole:
    some = next(iter(parts.pieces.values()))
    texts = [parts.pieces[number].text if number in parts.pieces else GAP for number in range(1, some.of + 1)]
    # A phone may have cut between the two halves of a sign: joined as 16-bit characters they are whole again.
    text = "".join(texts).encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
    # SMPP has no name for what comes in. Whoever writes the same within ten minutes is heard once: a gateway that did
    # not get our answer sends again within one or two.
    written = "\0".join((some.source, some.destination, str(some.reference), text))
    key = f"{at:%Y%m%d%H}{at.minute // 10}-{hashlib.sha256(written.encode()).hexdigest()}"
    reply = Reply(channel="sms", address=some.source, to=some.destination, text=text, at=at, key=key)
    return Whole(reply=reply, tokens=parts.tokens)
