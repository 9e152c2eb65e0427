"""Alarms that are to be confirmed: one clock for all of a moment."""

from __future__ import annotations

from datetime import datetime

from varsel.records.clocks import actions as clocks

CONFIRM = "confirm_alarm"


def wait_to_confirm(*, at: datetime) -> None:
    """Have the alarms of a moment looked at."""
    clocks.remind(kind=CONFIRM, about=f"alarms:{at.isoformat()}", due_at=at)
