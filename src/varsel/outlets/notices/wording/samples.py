"""Sample facts of each kind, as long as they commonly are: to look at a text, and to count what it takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from varsel.outlets.notices.wording import typed
from varsel.outlets.notices.wording.abouts import ABOUTS
from varsel.outlets.notices.wording.values import Kind

_ANYWHERE: dict[str, Any] = {
    "operator": typed.text("Fjord & Sund bredband"),
    "phone": typed.text("020-12 34 56"),
    "customer": typed.text("K-10042"),
    "invoice": typed.text("F-2026-04711"),
    "reference": typed.text("1234567897"),
    "services": typed.services([("internet", "anna-fiber"), ("telephony", "anna-tel")]),
    "service": typed.service("internet", "anna-fiber"),
    "last_day": typed.day(date(2026, 9, 30)),
    "until": typed.day(date(2026, 10, 14)),
    "effective": typed.day(date(2026, 12, 1)),
    "limited_days": typed.number(10),
    "speed": typed.number(12),
    "hours": typed.number(72),
    "late": typed.number(3),
    "place": typed.text("Ankarsrum och Totebo"),
    "since": typed.moment(datetime(2026, 11, 26, 21, 45, tzinfo=UTC), "Europe/Stockholm"),
    "expected": typed.moment(datetime(2026, 11, 27, 15, 30, tzinfo=UTC), "Europe/Stockholm"),
    "reason": typed.text("En ny bit kabel hämtas i Västervik"),
    "item": typed.text("skarvbox (Västervik)"),
    "begins": typed.moment(datetime(2026, 11, 26, 0, 0, tzinfo=UTC), "Europe/Stockholm"),
    "ends": typed.moment(datetime(2026, 11, 26, 4, 0, tzinfo=UTC), "Europe/Stockholm"),
    "work": typed.text("byte av utrustning"),
    "board": typed.text("Allmänna reklamationsnämnden (ARN)"),
    "board_web": typed.text("www.arn.se"),
    "board_address": typed.text("Box 174, 101 23 Stockholm"),
    "offer": typed.text("Fiber 500"),
    "unsubscribe": typed.link("https://fjord.example/offers/stop/AZr2Zk2wcVWr0q3gG9yWJw.uVx2vUq0bq0m0yqk2f0s1A/"),
}
_OF_KIND: dict[Kind, Any] = {
    Kind.TEXT: typed.text("Västra Hamngatan med omnejd"),
    Kind.MOMENT: typed.moment(datetime(2026, 9, 30, 18, 30, tzinfo=UTC), "Europe/Stockholm"),
    Kind.DATE: typed.day(date(2026, 9, 30)),
    Kind.NUMBER: typed.number(12),
    Kind.DAYS: typed.number(10),
    Kind.HOURS: typed.number(12),
    Kind.SERVICE: typed.service("internet", "anna-fiber"),
    Kind.SERVICES: typed.services([("internet", "anna-fiber"), ("telephony", "anna-tel")]),
    Kind.ADDRESS: typed.address("Storgatan 12", "593 30", "Västervik"),
    Kind.LINK: typed.link("https://fjord.example/"),
}
_EMERGENCY = {"SE": "112", "NO": "110, 112, 113"}
_CURRENCY = {"SE": "SEK", "NO": "NOK"}
_AMOUNTS = {"amount": "1398.00", "price": "399.00", "credit": "148.20", "limit": "500.00", "used": "512.50"}


def facts(*, about: str, variant: str, country: str) -> Mapping[str, Any]:
    """Return a sample of every fact of a text, as a country's customers get them."""
    currency = _CURRENCY[country]
    amounts = {name: typed.money(Decimal(value), currency) for name, value in _AMOUNTS.items()}
    of_kind = _OF_KIND | {Kind.MONEY: amounts["amount"]}
    known = _ANYWHERE | amounts | {"emergency": typed.text(_EMERGENCY[country])}
    return {name: known.get(name, of_kind[kind]) for name, kind in ABOUTS[about, variant].items()}
