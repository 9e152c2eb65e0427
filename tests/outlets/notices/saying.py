"""Something to say to a customer, and gateways that fail in each way a gateway can."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from varsel.outlets.notices import actions, sending
from varsel.outlets.notices.channels import Message, Outcome
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.outlets.notices.wording import typed

FACTS: dict[str, dict[str, Any]] = {
    "operator": typed.text("Fjord & Sund"),
    "phone": typed.text("020-12 34 56"),
    "customer": typed.text("K-1"),
}
CALLS = FACTS | {"emergency": typed.text("112"), "service": typed.service("mobile", "m-1")}
LIMIT = CALLS | {"limit": typed.money(Decimal(500), "SEK"), "used": typed.money(Decimal(450), "SEK")}
SAID = {
    "service_reopened": ("paid", FACTS | {"service": typed.service("internet", "anna-fiber")}),
    "credit_limit_near": ("", LIMIT),
    "credit_limit_reached": ("", LIMIT),
    "payment_demand": (
        "",
        FACTS
        | {
            "emergency": typed.text("112"),
            "amount": typed.money(Decimal(300), "SEK"),
            "reference": typed.text("1234567897"),
            "invoice": typed.text("F-1"),
            "services": typed.services([("internet", "anna-fiber")]),
            "limited_days": typed.number(10),
            "speed": typed.number(10),
        },
    ),
}


def tell(
    *, party_id: int, at: datetime, about: str = "service_reopened", subject: str = "service:1", bank_days: int = 4
) -> int:
    """Queue a word and return its id; a demand gives ten days, and so many bank days."""
    variant, facts = SAID[about]
    if about == "payment_demand":
        facts = facts | {"last_day": {"pay_by": {"demand_days": 10, "demand_bank_days": bank_days}}}
    return actions.tell(
        about=about, variant=variant, subject=subject, party_id=party_id, country="SE", facts=facts, at=at
    )


class Gate:
    """A gateway that does something of its own before, or after, it records."""

    def __init__(self, *, before: Callable[[], None] = lambda: None, after: Callable[[], None] = lambda: None) -> None:
        self.recorder, self._before, self._after = Recorder(), before, after

    def hand_over(self, *, message: Message) -> Outcome:
        """Hand over to the recorder, between the two."""
        self._before()
        outcome = self.recorder.hand_over(message=message)
        self._after()
        return outcome


def send(*, at: datetime, gateway: Gate | Recorder, owner: str = "test", **still_true: Any) -> int:
    """Send until nothing is left; return how many steps that took."""
    gateways = dict.fromkeys(("sms", "email", "letter"), gateway)
    steps = 0
    while sending.send_next(at=at, owner=owner, gateways=gateways, still_true=still_true):
        steps += 1
    return steps


def lost() -> None:
    """Fail as a connection does."""
    raise ConnectionResetError("no answer came")
