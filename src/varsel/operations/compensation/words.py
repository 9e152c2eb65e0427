"""The typed facts of the word by which a customer hears how a case was decided."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings

from varsel.law.countries import COUNTRIES
from varsel.operations.compensation.queries import Compensated
from varsel.outlets.notices.wording import typed
from varsel.records.agreements import queries as agreements
from varsel.records.parties import queries as parties

ABOUT = "claim_decision"
VARIANTS = {"granted": "visit_granted", "partly": "visit_partly", "rejected": "visit_rejected"}


def decided(*, case: Compensated, outcome: str, amount: Decimal, because: str) -> dict[str, Any]:
    """Return what is said: the amount, and to whoever gets none or less than asked for, why, and who can try it."""
    law, service = COUNTRIES[case.country], agreements.service(service_id=case.service_id)
    facts: dict[str, Any] = {
        "operator": typed.text(settings.OPERATOR_NAME),
        "phone": typed.text(settings.OPERATOR_PHONE),
        "customer": typed.text(parties.customer(party_id=case.party_id).name),
        "service": typed.service(service.kind, service.external_id),
        "begins": typed.moment(case.begins_at, law.ZONE),
    }
    if outcome != "rejected":
        facts["amount"] = typed.money(amount, law.CURRENCY)
    if outcome != "granted":
        facts["reason"] = typed.text(because)
        board = {"board": law.BOARD.name, "board_web": law.BOARD.web, "board_address": law.BOARD.address}
        facts |= {name: typed.text(value) for name, value in board.items()}
    return facts
