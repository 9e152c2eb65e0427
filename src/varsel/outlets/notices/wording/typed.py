"""Typed facts as JSON values: what a notice freezes. Each is checked here, before it is frozen.

They are constructors of one value each, like `date(2026, 4, 17)`, so they may be called by position.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from varsel.outlets.notices.wording.errors import WordingError
from varsel.outlets.notices.wording.values import Kind, shown

Fact = dict[str, Any]


def money(amount: Decimal, currency: str) -> Fact:
    """Return an amount, as `{"money": "399.00", "currency": "SEK"}`.

    :raises WordingError: when it is negative, too large, or has more than two decimals.
    """
    written = f"{amount:.2f}"
    if Decimal(written) != amount:
        raise WordingError(f"{amount} has more than two decimals; give whole öre")
    return _checked(Kind.MONEY, {"money": written, "currency": currency})


def day(on: date) -> Fact:
    """Return a civil day, as `{"date": "2026-04-17"}`."""
    return _checked(Kind.DATE, {"date": on.isoformat()})


def text(value: str) -> Fact:
    """Return a text, as `{"text": …}`. It is put on one line and cut at 200 characters when shown.

    :raises WordingError: when nothing of it can be seen.
    """
    return _checked(Kind.TEXT, {"text": value})


def number(value: int) -> Fact:
    """Return a count, as `{"number": 10}`; also for days and hours, whose unit the wording knows.

    :raises WordingError: when it is below 0 or above 999,999.
    """
    return _checked(Kind.NUMBER, {"number": value})


def service(kind: str, name: str) -> Fact:
    """Return one service, as `{"service": {"kind": "internet", "name": "anna-fiber"}}`.

    :raises WordingError: when the kind is not internet, telephony, mobile or tv, or the name is blank.
    """
    return _checked(Kind.SERVICE, {"service": {"kind": kind, "name": name}})


def services(items: Sequence[tuple[str, str]]) -> Fact:
    """Return services from (kind, name) pairs, as `{"services": [{"kind": …, "name": …}, …]}`.

    :raises WordingError: when there is none, or one is not a service.
    """
    return _checked(Kind.SERVICES, {"services": [{"kind": kind, "name": name} for kind, name in items]})


def address(street: str, postal_code: str, town: str) -> Fact:
    """Return where something is, as `{"address": {"street": …, "postal_code": "593 30", "town": …}}`.

    :raises WordingError: when a part is blank, or the postal code is none of Sweden or Norway.
    """
    return _checked(Kind.ADDRESS, {"address": {"street": street, "postal_code": postal_code, "town": town}})


def moment(at: datetime, zone: str) -> Fact:
    """Return an instant, to be shown in a zone: `{"moment": "2026-04-17T18:00:00+00:00", "zone": "Europe/Oslo"}`.

    :raises WordingError: for an instant without a zone, or a zone that is none of our countries'.
    """
    return _checked(Kind.MOMENT, {"moment": at.isoformat(), "zone": zone})


def link(url: str) -> Fact:
    """Return a link of our own, as `{"link": "https://…"}`.

    :raises WordingError: when it is no whole address.
    """
    return _checked(Kind.LINK, {"link": url})


def _checked(kind: Kind, fact: Fact) -> Fact:
    try:
        shown(kind=kind, value=fact, language="en")
    except ValueError as error:
        raise WordingError(f"a {kind} fact can't be made: {error}") from error
    return fact
