"""The typed facts that arrears tells customers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings

from varsel.kit import money
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears.account import Standing
from varsel.outlets.notices import actions as notices
from varsel.outlets.notices.actions import Saying
from varsel.outlets.notices.wording import typed
from varsel.records.ledger.queries import Billed
from varsel.records.operator.policy import Payments
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer

Facts = Mapping[str, Any]


def warning(
    *,
    about: str,
    invoice: Billed,
    customer: Customer,
    services: Collection[Standing],
    ore: int,
    late: int,
    payments: Payments,
    at: datetime,
) -> Saying:
    """Return what a payment demand, or a warning to a repeatedly late payer, is to say.

    The last day to pay follows from the hand-over: its channel, and when it counts as received.
    """
    facts = {
        **_everywhere(customer=customer, country=invoice.country, at=at),
        **_amount(ore=ore, currency=invoice.currency),
        "invoice": typed.text(invoice.number),
        "reference": typed.text(invoice.ocr),
        "services": typed.services([(service.kind, service.external_id) for service in services]),
        "limited_days": typed.number(payments.limited_days),
        **_own(about=about, late=late, payments=payments),
    }
    life_line = about == "payment_demand" and all(service.telecare for service in services)
    variant = "life_line" if life_line else ""
    return Saying(
        about=about,
        variant=variant,
        subject=invoice.about,
        party_id=invoice.party_id,
        country=invoice.country,
        language=customer.language,
        facts=facts,
    )


def _own(*, about: str, late: int, payments: Payments) -> dict[str, Facts]:
    """Return what only a demand, or only a warning to a repeatedly late payer, says."""
    if about == "payment_demand":
        pay_by = {"demand_days": payments.demand_days, "demand_bank_days": payments.demand_bank_days}
        return {"last_day": {"pay_by": pay_by}}
    return {"hours": typed.number(payments.late_warning_hours), "late": typed.number(late)}


def restricted(
    *, about: str, service: Standing, party_id: int, invoice: Billed, ore: int, payments: Payments, at: datetime
) -> int:
    """Queue the word that a service was limited or closed, at once (LEK 7:34 st. 2)."""
    today = local_day(at, COUNTRIES[service.country].ZONE)
    facts = {
        **_everywhere(customer=parties.customer(party_id=party_id), country=service.country, at=at),
        **_amount(ore=ore, currency=invoice.currency),
        "service": typed.service(service.kind, service.external_id),
        "reference": typed.text(invoice.ocr),
        "until": typed.day(today + timedelta(days=payments.limited_days)),
    }
    variant = "internet" if service.kind == "internet" else "calls"
    return _tell(about=about, variant=variant, service=service, party_id=party_id, facts=facts, at=at)


def reopened(*, service: Standing, customer: Customer, credit: Decimal | None, at: datetime) -> Saying:
    """Return the word that a service is open again, and what was credited for the restricted days."""
    law = COUNTRIES[service.country]
    facts: dict[str, Any] = {
        **_everywhere(customer=customer, country=service.country, at=at),
        "service": typed.service(service.kind, service.external_id),
    }
    if credit:
        facts["credit"] = typed.money(credit, law.CURRENCY)
    return Saying(
        about="service_reopened",
        variant="credited" if credit else "paid",
        subject=service.about,
        party_id=customer.id,
        country=service.country,
        language=customer.language,
        facts=facts,
    )


def credit_limit(*, about: str, service: Standing, party_id: int, limit: Decimal, used: Decimal, at: datetime) -> int:
    """Queue the word that a credit limit is near or reached."""
    law = COUNTRIES[service.country]
    facts = {
        **_everywhere(customer=parties.customer(party_id=party_id), country=service.country, at=at),
        "service": typed.service(service.kind, service.external_id),
        "limit": typed.money(limit, law.CURRENCY),
        "used": typed.money(used, law.CURRENCY),
    }
    return _tell(about=about, variant="", service=service, party_id=party_id, facts=facts, at=at)


def _everywhere(*, customer: Customer, country: str, at: datetime) -> dict[str, Facts]:
    on = local_day(at, COUNTRIES[country].ZONE)
    return {"customer": typed.text(customer.name), **_of_operator(country, on, settings.OPERATOR_NAME)}


@lru_cache(maxsize=64)
def _of_operator(country: str, on: date, name: str) -> Mapping[str, Facts]:
    """Return what is the same for all customers of a day."""
    law = COUNTRIES[country]
    return {
        "operator": typed.text(name),
        "phone": typed.text(settings.OPERATOR_PHONE),
        "emergency": typed.text(", ".join(sorted(law.EMERGENCY_NUMBERS))),
        "speed": typed.number(law.FUNCTIONAL_INTERNET_DOWN_MBIT.at(on)),
    }


@lru_cache(maxsize=4096)
def _amount(*, ore: int, currency: str) -> Mapping[str, Facts]:
    """Return an amount; customers of one price list owe the same few."""
    return {"amount": typed.money(money.from_ore(ore=ore), currency)}


def _tell(*, about: str, variant: str, service: Standing, party_id: int, facts: Facts, at: datetime) -> int:
    subject, country = service.about, service.country
    return notices.tell(
        about=about, variant=variant, subject=subject, party_id=party_id, country=country, facts=facts, at=at
    )
