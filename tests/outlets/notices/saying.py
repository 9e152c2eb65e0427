"""Something to say to a customer, and gateways that fail in each way a gateway can."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from varsel.outlets.notices import actions, sending
from varsel.outlets.notices.channels import Gateway, Message, Outcome
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.outlets.notices.waiting import Asks
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

    receipts = False

    def __init__(self, *, before: Callable[[], None] = lambda: None, after: Callable[[], None] = lambda: None) -> None:
        self.recorder, self._before, self._after = Recorder(), before, after

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Hand over to the recorder, one by one, between the two."""
        for message in messages:
            self._before()
            answered = list(self.recorder.hand_over(messages=[message]))
            self._after()
            yield from answered


class Telling:
    """A gateway that takes everything and tells later what arrived; `parts` is in how many pieces."""

    receipts = True

    def __init__(self, *, parts: int = 1) -> None:
        self.handed: list[Message] = []
        self.parts = parts

    def refs(self, number: int) -> tuple[str, ...]:
        """Return what it calls the parts of the message that came as this one."""
        return tuple(f"{number}-{part}" for part in range(1, self.parts + 1))

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Accept each under references of its own."""
        for message in messages:
            self.handed.append(message)
            yield message.ref, Outcome(answer="accepted", gateway_refs=self.refs(len(self.handed)))


def send(*, at: datetime, gateway: Gateway, owner: str = "test", **still_true: Any) -> int:
    """Send until nothing is left; return how many notices were taken a step."""
    gateways = dict.fromkeys(("sms", "email", "letter"), gateway)
    asks, steps = Asks(still_true=still_true), 0
    while taken := sending.send(at=at, owner=owner, gateways=gateways, asks=asks).claimed:
        steps += taken
    return steps


def lost() -> None:
    """Fail as a connection does."""
    raise ConnectionResetError("no answer came")
