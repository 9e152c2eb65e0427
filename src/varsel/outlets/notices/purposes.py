"""What may be told, on which channels, and whether the night holds it: one row each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Route = Literal["preferred", "urgent_then_letter"]


@dataclass(frozen=True, slots=True)
class Purpose:
    """How a word goes out. `told_kind` is the journal kind that says it arrived."""

    about: str
    route: Route
    held_at_night: bool
    told_kind: str = "notice_told"

    @property
    def urgent(self) -> bool:
        """Tell whether it overtakes what is not."""
        return self.route != "preferred"


PURPOSES: dict[str, Purpose] = {
    purpose.about: purpose
    for purpose in (
        Purpose("payment_demand", "preferred", held_at_night=True, told_kind="demand_sent"),
        Purpose("late_payer_warning", "preferred", held_at_night=True, told_kind="late_payer_warned"),
        Purpose("service_limited", "urgent_then_letter", held_at_night=False),
        Purpose("service_closed", "urgent_then_letter", held_at_night=False),
        Purpose("service_reopened", "urgent_then_letter", held_at_night=False),
        Purpose("credit_limit_reached", "urgent_then_letter", held_at_night=False),
        Purpose("credit_limit_near", "urgent_then_letter", held_at_night=True),
    )
}
