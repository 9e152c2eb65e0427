"""Envelopes: where each has its window. The figures are data, in envelopes.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("envelopes.yaml")


class UnknownEnvelope(Exception):
    """No such envelope is in envelopes.yaml, or no country uses it."""


@dataclass(frozen=True, slots=True)
class Window:
    """An envelope's window in millimetres, from the left and top edge of the folded sheet."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope. `sender_left` is where the sender stands beside the window, in millimetres from the left.

    `verified` says where the figures are from; None: nobody has held them against the envelope yet.
    """

    name: str
    window: Window
    sender_left: int
    verified: str | None


def envelope(*, name: str) -> Envelope:
    """Return an envelope by its name.

    :raises UnknownEnvelope: when there is none; the message names those that there are.
    """
    known = _read()["envelopes"]
    if name not in known:
        raise UnknownEnvelope(f"there is no envelope '{name}'; known: {', '.join(known)} (see envelopes.yaml)")
    given = known[name]
    return Envelope(
        name=name, window=Window(**given["window"]), sender_left=given["sender_left"], verified=given["verified"]
    )


def of_country(*, country: str) -> Envelope:
    """Return the envelope that letters of a country's customers go in.

    :raises UnknownEnvelope: when the country has none.
    """
    chosen = _read()["default"]
    if country not in chosen:
        raise UnknownEnvelope(f"no envelope is chosen for {country}: add it under `default` in envelopes.yaml")
    return envelope(name=chosen[country])


@cache
def _read() -> dict[str, Any]:
    return dict(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
