"""What may be told, on which channels, and whether the night holds it: one row each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Route = Literal["preferred", "urgent_then_letter", "urgent_never_letter", "sms_only"]
# operating: how the service is. legal: what the law wants said. offer: what the customer may leave, never with another.
Kind = Literal["operating", "legal", "offer"]


@dataclass(frozen=True, slots=True)
class Purpose:
    """How a word goes out. `told_kind` is the journal kind that says it arrived.

    `starts_time`: something in law runs from its receipt, so its operation says it anew when it bounces after all, and
    a telephone call does not stand for it. `said_twice`: where nobody knows whether it arrived, it goes out again.
    `consent`: the purpose that the customer must have said yes to; an offer without one is about their own contract.
    """

    about: str
    route: Route
    held_at_night: bool
    told_kind: str = "notice_told"
    starts_time: bool = False
    said_twice: bool = False
    kind: Kind = "operating"
    consent: str = ""

    @property
    def urgent(self) -> bool:
        """Tell whether it overtakes what is not."""
        return self.route.startswith("urgent")


def _legal(
    about: str, route: Route, *, held_at_night: bool, told_kind: str = "notice_told", starts_time: bool = False
) -> Purpose:
    return Purpose(about, route, held_at_night, told_kind, starts_time, kind="legal")


def _outage(about: str, *, said_twice: bool = False) -> Purpose:
    return Purpose(about, "urgent_never_letter", held_at_night=True, said_twice=said_twice)


def _ticket(about: str) -> Purpose:
    return Purpose(about, "urgent_never_letter", held_at_night=False)


PURPOSES: dict[str, Purpose] = {
    purpose.about: purpose
    for purpose in (
        _legal("payment_demand", "preferred", held_at_night=True, told_kind="demand_sent", starts_time=True),
        _legal("late_payer_warning", "preferred", held_at_night=True, told_kind="late_payer_warned", starts_time=True),
        _legal("service_limited", "urgent_then_letter", held_at_night=False),
        _legal("service_closed", "urgent_then_letter", held_at_night=False),
        Purpose("service_reopened", "urgent_then_letter", held_at_night=False),
        _legal("credit_limit_reached", "urgent_then_letter", held_at_night=False),
        _legal("credit_limit_near", "urgent_then_letter", held_at_night=True),
        Purpose("offer", "preferred", held_at_night=True, kind="offer", consent="offers"),
        Purpose("terms_offer", "preferred", held_at_night=True, kind="offer"),
        Purpose("offers_stopped", "sms_only", held_at_night=True),
        _legal("claim_decision", "preferred", held_at_night=True),
        _outage("outage_start", said_twice=True),
        _outage("outage_estimate", said_twice=True),
        _outage("outage_waiting", said_twice=True),
        _outage("outage_restored", said_twice=True),
        _outage("planned_work"),
        _outage("loan_offer"),
        _outage("visit_booked"),
        _outage("visit_missed"),
        _outage("expected_repair"),
        _outage("equipment_sent"),
        _outage("ticket_unsolved_today"),
        _ticket("ticket_received"),
        _ticket("ticket_update"),
        _ticket("ticket_solution"),
    )
}
