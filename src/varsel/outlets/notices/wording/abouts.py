"""What may be said, and the typed facts that each word is given."""

from __future__ import annotations

from varsel.outlets.notices.wording.values import Kind

Facts = dict[str, Kind]

ALWAYS: Facts = {"operator": Kind.TEXT, "phone": Kind.TEXT, "customer": Kind.TEXT}
CALLS: Facts = ALWAYS | {"emergency": Kind.TEXT}
DEBT: Facts = CALLS | {"amount": Kind.MONEY, "reference": Kind.TEXT}
INVOICE: Facts = DEBT | {
    "invoice": Kind.TEXT,
    "services": Kind.SERVICES,
    "limited_days": Kind.DAYS,
    "speed": Kind.NUMBER,  # Mbit/s
}
# A life line is never limited: its demand says so, and nothing of limiting.
LIFE_LINE: Facts = {name: INVOICE[name] for name in (*ALWAYS, "amount", "reference", "invoice", "services")} | {
    "last_day": Kind.DATE
}
CLOSED: Facts = DEBT | {"service": Kind.SERVICE}
LIMITED: Facts = CLOSED | {"until": Kind.DATE, "speed": Kind.NUMBER}
REOPENED: Facts = ALWAYS | {"service": Kind.SERVICE}
CREDIT_LIMIT: Facts = CALLS | {"service": Kind.SERVICE, "limit": Kind.MONEY, "used": Kind.MONEY}

# An offer always says how to get no more of them.
OFFER: Facts = ALWAYS | {"offer": Kind.TEXT, "until": Kind.DATE, "unsubscribe": Kind.LINK}

OUTAGE: Facts = ALWAYS | {"place": Kind.TEXT}
EXPECTED: Facts = OUTAGE | {"expected": Kind.MOMENT}
VISIT: Facts = ALWAYS | {"service": Kind.SERVICE, "begins": Kind.MOMENT, "ends": Kind.MOMENT}
DECIDED: Facts = ALWAYS | {"service": Kind.SERVICE, "begins": Kind.MOMENT}
# Whoever gets none, or less than they asked for, reads why and who can try it.
BOARD: Facts = {"reason": Kind.TEXT, "board": Kind.TEXT, "board_web": Kind.TEXT, "board_address": Kind.TEXT}
WAITING: Facts = OUTAGE | {"item": Kind.TEXT}

ABOUTS: dict[tuple[str, str], Facts] = {
    ("payment_demand", ""): INVOICE | {"last_day": Kind.DATE},
    ("payment_demand", "life_line"): LIFE_LINE,
    ("late_payer_warning", ""): INVOICE | {"hours": Kind.HOURS, "late": Kind.NUMBER},
    ("service_limited", "internet"): LIMITED,
    ("service_limited", "calls"): LIMITED,
    ("service_closed", "internet"): CLOSED,
    ("service_closed", "calls"): CLOSED,
    ("service_reopened", "paid"): REOPENED,
    ("service_reopened", "credited"): REOPENED | {"credit": Kind.MONEY},
    ("credit_limit_near", ""): CREDIT_LIMIT,
    ("credit_limit_reached", ""): CREDIT_LIMIT,
    ("offer", ""): OFFER | {"price": Kind.MONEY},
    ("terms_offer", ""): OFFER | {"effective": Kind.DATE},
    ("offers_stopped", ""): ALWAYS,
    ("outage_start", ""): OUTAGE | {"since": Kind.MOMENT},
    ("outage_start", "expected"): EXPECTED | {"since": Kind.MOMENT},
    ("outage_estimate", ""): EXPECTED | {"reason": Kind.TEXT},
    ("outage_estimate", "longer"): OUTAGE,
    ("outage_waiting", ""): WAITING,
    ("outage_waiting", "expected"): WAITING | {"expected": Kind.MOMENT},
    ("outage_waiting", "foretold"): WAITING | {"expected": Kind.MOMENT, "lasts_until": Kind.MOMENT},
    ("outage_restored", ""): OUTAGE,
    ("outage_restored", "credited"): OUTAGE | {"credit": Kind.MONEY},
    ("planned_work", ""): OUTAGE | {"begins": Kind.MOMENT, "ends": Kind.MOMENT, "work": Kind.TEXT},
    ("loan_offer", ""): OUTAGE,
    ("visit_booked", ""): VISIT,
    ("visit_missed", ""): VISIT,
    ("visit_missed", "cancelled"): VISIT,
    ("claim_decision", "visit_granted"): DECIDED | {"amount": Kind.MONEY},
    ("claim_decision", "visit_partly"): DECIDED | BOARD | {"amount": Kind.MONEY},
    ("claim_decision", "visit_rejected"): DECIDED | BOARD,
}

KNOWN: Facts = {
    name: kind for facts in ABOUTS.values() for name, kind in facts.items()
}  # a name is one kind everywhere
