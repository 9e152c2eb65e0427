"""The typed facts that arrears tells customers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings

from varsel.kit import money
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears.account import Standing
from varsel.outlets.notices import actions as notices
from varsel.outlets.notices.wording import typed
from varsel.records.ledger.queries import Billed
from varsel.records.operator.policy import Payments
from varsel.records.parties import queries as parties

Facts = Mapping[str, Any]


def warn(
    *,
    about: str,
    invoice: Billed,
    services: Collection[Standing],
    ore: int,
    late: int,
    payments: Payments,
    at: datetime,
) -> int:
    """Queue a payment demand or a warning to a repeatedly late payer; return the notice's id.

    The last day to pay follows from the hand-over: its channel, and when it counts as received.
    """
    pay_by = {"demand_days": payments.demand_days, "demand_bank_days": payments.demand_bank_days}
    own: dict[str, Facts] = {
        "payment_demand": {"last_day": {"pay_by": pay_by}},
        "late_payer_warning": {
            "hours": typed.number(payments.late_warning_hours),
            "late": typed.number(late),
        },
    }
    facts = {
        **_everywhere(party_id=invoice.party_id, country=invoice.country, at=at),
        **_amount(ore=ore, currency=invoice.currency),
        "invoice": typed.text(invoice.number),
        "reference": typed.text(invoice.ocr),
        "services": typed.services([(service.kind, service.external_id) for service in services]),
        "limited_days": typed.number(payments.limited_days),
        **own[about],
    }
    life_line = about == "payment_demand" and all(service.telecare for service in services)
    variant = "life_line" if life_line else ""
    return _tell(about=about, variant=variant, subject=invoice.about, party_id=invoice.party_id, facts=facts, at=at)


def restricted(
    *, about: str, service: Standing, party_id: int, invoice: Billed, ore: int, payments: Payments, at: datetime
) -> int:
    """Queue the word that a service was limited or closed, at once (LEK 7:34 st. 2)."""
    today = local_day(at, COUNTRIES[service.country].ZONE)
    facts = {
        **_everywhere(party_id=party_id, country=service.country, at=at),
        **_amount(ore=ore, currency=invoice.currency),
        "service": typed.service(service.kind, service.external_id),
        "reference": typed.text(invoice.ocr),
        "until": typed.day(today + timedelta(days=payments.limited_days)),
    }
    variant = "internet" if service.kind == "internet" else "calls"
    return _tell(about=about, variant=variant, subject=service.about, party_id=party_id, facts=facts, at=at)


def reopened(*, service: Standing, party_id: int, credit: Decimal | None, at: datetime) -> int:
    """Queue the word that a service is open again, and what was credited for the restricted days."""
    law = COUNTRIES[service.country]
    facts: dict[str, Any] = {
        **_everywhere(party_id=party_id, country=service.country, at=at),
        "service": typed.service(service.kind, service.external_id),
    }
    if credit:
        facts["credit"] = typed.money(credit, law.CURRENCY)
    variant = "credited" if credit else "paid"
    return _tell(
        about="service_reopened", variant=variant, subject=service.about, party_id=party_id, facts=facts, at=at
    )


def credit_limit(*, about: str, service: Standing, party_id: int, limit: Decimal, used: Decimal, at: datetime) -> int:
    """Queue the word that a credit limit is near or reached."""
    law = COUNTRIES[service.country]
    facts = {
        **_everywhere(party_id=party_id, country=service.country, at=at),
        "service": typed.service(service.kind, service.external_id),
        "limit": typed.money(limit, law.CURRENCY),
        "used": typed.money(used, law.CURRENCY),
    }
    return _tell(about=about, variant="", subject=service.about, party_id=party_id, facts=facts, at=at)


def _everywhere(*, party_id: int, country: str, at: datetime) -> dict[str, Any]:
    law = COUNTRIES[country]
    return {
        "customer": typed.text(parties.customer(party_id=party_id).name),
        "operator": typed.text(settings.OPERATOR_NAME),
        "phone": typed.text(settings.OPERATOR_PHONE),
        "emergency": typed.text(", ".join(sorted(law.EMERGENCY_NUMBERS))),
        "speed": typed.number(law.FUNCTIONAL_INTERNET_DOWN_MBIT.at(local_day(at, law.ZONE))),
        "country": typed.text(country),
    }


def _amount(*, ore: int, currency: str) -> dict[str, Any]:
    return {"amount": typed.money(money.from_ore(ore=ore), currency)}


def _tell(*, about: str, variant: str, subject: str, party_id: int, facts: Facts, at: datetime) -> int:
    country = facts["country"]["text"]
    said = {name: value for name, value in facts.items() if name != "country"}
    return notices.tell(
        about=about, variant=variant, subject=subject, party_id=party_id, country=country, facts=said, at=at
    )
