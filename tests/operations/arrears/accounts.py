"""Accounts made by hand: one Swedish customer with a fibre service, an invoice due on Tuesday 31 March 2026.

It was demanded on Tuesday 7 April by e-mail, to be paid by Friday 17 April; 20, 21 and 22 April are bank days, so from
Thursday 23 April the service may be limited.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from varsel.operations.arrears.account import Account, Deadline, Limit, Part, Standing, Waiting
from varsel.records.operator.policy import defaults

PAYMENTS = defaults().payments
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A Swedish time of 2026 as an instant."""
    return datetime(2026, month, day, hour, minute, tzinfo=STOCKHOLM).astimezone(UTC)


def deadline(**changes: Any) -> Deadline:
    """The demand of 7 April."""
    values: dict[str, Any] = {
        "warning_id": 1,
        "ground": "unpaid",
        "told_at": at(4, 7, 9),
        "sent_on": date(2026, 4, 7),
        "received_at": at(4, 7, 9),
        "received_on": date(2026, 4, 7),
        "last_day": date(2026, 4, 17),
        "ends_at": at(4, 18),
        "says_interruption": True,
    }
    return Deadline(**(values | changes))


def warning(**changes: Any) -> Deadline:
    """A warning to a repeatedly late payer, told on Tuesday 7 April."""
    return deadline(**({"ground": "repeatedly_late", "last_day": None, "ends_at": at(4, 8, 9)} | changes))


def part(**changes: Any) -> Part:
    """The invoice's part, demanded."""
    values: dict[str, Any] = {
        "invoice_id": 1,
        "due_on": date(2026, 3, 31),
        "ore": 399_00,
        "since": None,
        "warned": True,
        "deadline": deadline(),
    }
    return Part(**(values | changes))


def undemanded(**changes: Any) -> Part:
    """The invoice's part before anything was sent."""
    return part(**({"warned": False, "deadline": None} | changes))


def service(*parts: Part, **changes: Any) -> Standing:
    """The fibre service with these parts unpaid."""
    ore = sum(one.ore for one in parts)
    values: dict[str, Any] = {
        "id": 7,
        "external_id": "anna-fiber",
        "kind": "internet",
        "country": "SE",
        "telecare": False,
        "credit_limit_ore": None,
        "parts": parts,
        "disputed_ore": 0,
        "unpaid_ore": ore,
        "due_ore": ore,
        "demanded": any(one.deadline for one in parts),
        "limit": None,
        "proposal": None,
        "outage_open": False,
    }
    return Standing(**(values | changes))


def account(*services: Standing, **changes: Any) -> Account:
    """The customer with these services."""
    values: dict[str, Any] = {
        "party_id": 1,
        "services": services,
        "late": (),
        "hold_until": None,
        "owed_ore": sum(one.unpaid_ore for one in services),
        "due_ore": sum(one.due_ore for one in services),
    }
    return Account(**(values | changes))


def limited(*, begins_on: date = date(2026, 4, 23), level: str = "limited") -> Limit:
    """A restriction for the debt."""
    return Limit(id=1, level=level, ground="unpaid", begins_on=begins_on, first_on=begins_on)


def waiting(*, action: str = "limit", act_at: datetime | None = None) -> Waiting:
    """A proposal: open, or approved for a moment."""
    return Waiting(id=1, action=action, act_at=act_at, caused_by="system")
