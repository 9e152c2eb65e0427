from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from varsel.outlets.notices.wording import typed
from varsel.outlets.notices.wording.abouts import ABOUTS

FactsOf = Callable[[str, str], dict[str, Any]]


def _sample(emergency: str, currency: str, amount: str, last_day: date) -> dict[str, Any]:
    def money(value: str) -> dict[str, Any]:
        return typed.money(amount=Decimal(value), currency=currency)

    return {
        "amount": money(amount),
        "invoice": typed.text(value="F-2026-04711"),
        "reference": typed.text(value="1234567897"),
        "services": typed.services(items=[("internet", "anna-fiber"), ("telephony", "anna-tel")]),
        "service": typed.service(kind="internet", name="anna-fiber"),
        "last_day": typed.day(on=last_day),
        "until": typed.day(on=date(2026, 5, 14)),
        "limited_days": typed.number(value=10),
        "speed": typed.number(value=12),
        "hours": typed.number(value=72),
        "late": typed.number(value=3),
        "emergency": typed.text(value=emergency),
        "operator": typed.text(value="Fjord & Sund bredband"),
        "phone": typed.text(value="020-12 34 56"),
        "customer": typed.text(value="K-10042"),
        "credit": money("148.20"),
        "limit": money("500.00"),
        "used": money("512.50"),
        "place": typed.text(value="Ankarsrum och Totebo"),
        "since": typed.moment(at=datetime(2026, 11, 26, 21, 45, tzinfo=UTC), zone="Europe/Stockholm"),
        "expected": typed.moment(at=datetime(2026, 11, 27, 15, 30, tzinfo=UTC), zone="Europe/Stockholm"),
        "lasts_until": typed.moment(at=datetime(2026, 11, 27, 15, 30, tzinfo=UTC), zone="Europe/Stockholm"),
        "reason": typed.text(value="En ny bit kabel hämtas i Västervik"),
        "item": typed.text(value="skarvbox (Västervik)"),
        "begins": typed.moment(at=datetime(2026, 11, 26, 0, 0, tzinfo=UTC), zone="Europe/Stockholm"),
        "ends": typed.moment(at=datetime(2026, 11, 26, 4, 0, tzinfo=UTC), zone="Europe/Stockholm"),
        "work": typed.text(value="byte av utrustning"),
        "board": typed.text(value="Allmänna reklamationsnämnden (ARN)"),
        "board_web": typed.text(value="www.arn.se"),
        "board_address": typed.text(value="Box 174, 101 23 Stockholm"),
        "price": money("399.00"),
        "offer": typed.text(value="Fiber 500"),
        "effective": typed.day(on=date(2026, 12, 1)),
        "unsubscribe": typed.link(url="https://fjord.example/offers/stop/AZr2Zk2wcVWr0q3gG9yWJw/"),
    }


def _chosen(about: str, variant: str, sample: dict[str, Any]) -> dict[str, Any]:
    return {name: sample[name] for name in ABOUTS[about, variant]}


@pytest.fixture
def facts_of() -> FactsOf:
    """Give the sample facts of an about and variant, in Sweden."""
    return lambda about, variant: _chosen(about, variant, _sample("112", "SEK", "399.00", date(2026, 4, 17)))


@pytest.fixture
def norwegian_facts_of() -> FactsOf:
    """Give the sample facts of an about and variant, in Norway: more emergency numbers, longer amounts and days."""
    return lambda about, variant: _chosen(about, variant, _sample("110, 112, 113", "NOK", "1398.00", date(2026, 9, 30)))
