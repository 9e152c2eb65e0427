"""The operator's own choices, section by section; their defaults, and what each means, stand in defaults.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from typing import Literal

from varsel.records.operator.policy.hours import HOURS, OpeningHours
from varsel.records.operator.policy.kinds import (
    CHANNEL_LIST,
    FLAG,
    MONEY,
    SHARE,
    STANDARD,
    STOCK,
    TIME,
    TIME_PAIR,
    of,
    one_of,
    some_of,
    whole,
)


@dataclass(frozen=True, slots=True)
class Payments:
    """Demands, limiting and closing, credit limits, and where the open items come from."""

    demand_after_days: int = field(metadata=of(whole()))
    demand_days: int = field(metadata=of(whole()))
    demand_bank_days: int = field(metadata=of(whole()))
    settlement_bank_days: int = field(metadata=of(whole()))
    approval: Literal["clerk", "automatic"] = field(metadata=of(one_of("clerk", "automatic")))
    act_at: time = field(metadata=of(TIME))
    no_act_days: tuple[str, ...] = field(metadata=of(some_of("non_business", "day_before_non_business")))
    min_debt: Decimal = field(metadata=of(MONEY))
    late_payments: int = field(metadata=of(whole()))
    late_window_months: int = field(metadata=of(whole(least=1, most=120)))
    late_warning_hours: int = field(metadata=of(whole()))
    limited_days: int = field(metadata=of(whole()))
    close_after_limited: bool = field(metadata=of(FLAG))
    reminder_fee: Decimal = field(metadata=of(MONEY))
    reopen: Literal["immediately"] = field(metadata=of(one_of("immediately")))
    credit_limit_near: Decimal = field(metadata=of(SHARE))
    daily_cap: int = field(metadata=of(whole(most=1_000_000)))
    ledger: Literal["own", "follow"] = field(metadata=of(one_of("own", "follow")))
    feed_max_age_hours: int = field(metadata=of(whole(least=1)))


@dataclass(frozen=True, slots=True)
class Notices:
    """Channels in the order of preference, presumed receipt of letters, quiet hours, caps for each customer."""

    preferred: tuple[str, ...] = field(metadata=of(CHANNEL_LIST))
    urgent: tuple[str, ...] = field(metadata=of(CHANNEL_LIST))
    letter_presumed_days: int = field(metadata=of(whole()))
    letter_presumed_bank_days_terms: int = field(metadata=of(whole()))
    quiet_hours: tuple[time, time] = field(metadata=of(TIME_PAIR))
    undelivered: Literal["next_channel"] = field(metadata=of(one_of("next_channel")))
    hourly_cap: int = field(metadata=of(whole(least=1, most=10_000)))
    daily_cap: int = field(metadata=of(whole(least=1, most=10_000)))
    call_within_hours: int = field(metadata=of(whole(least=1)))


@dataclass(frozen=True, slots=True)
class Terms:
    """When and how often the terms page is offered on a line."""

    signpost: bool = field(metadata=of(FLAG))
    signpost_after_days: int = field(metadata=of(whole()))
    signpost_repeat_days: int = field(metadata=of(whole(least=1)))
    signpost_times: int = field(metadata=of(whole()))
    refund_days: int = field(metadata=of(whole()))


@dataclass(frozen=True, slots=True)
class Outages:
    """When customers are told of outages, lent routers and compensated; `loan_stock` None is unlimited.

    A router that is out so many days (`loan_reminder_days`) after the outage's end is asked for.
    """

    confirm_minutes: int = field(metadata=of(whole()))
    estimate_reminder_minutes: int = field(metadata=of(whole()))
    overdue_estimate: Literal["tell"] = field(metadata=of(one_of("tell")))
    loan_after_hours: int = field(metadata=of(whole()))
    loan_stock: int | None = field(metadata=of(STOCK))
    loan_reminder_days: int = field(metadata=of(whole()))
    automatic_compensation: bool = field(metadata=of(FLAG))
    automatic_min_hours: int = field(metadata=of(whole()))
    planned_work_days: int = field(metadata=of(whole()))


@dataclass(frozen=True, slots=True)
class Support:
    """Opening hours, the word of the same day, charges and claims."""

    hours: tuple[OpeningHours, ...] = field(metadata=of(HOURS))
    told_attempts: int = field(metadata=of(whole(least=1)))
    resolve_same_day_by: time = field(metadata=of(TIME))
    same_day_message_at: time = field(metadata=of(TIME))
    after_hours: Literal["next_day"] = field(metadata=of(one_of("next_day")))
    hourly_rate: Decimal = field(metadata=of(MONEY))
    estimate_overrun: Decimal = field(metadata=of(SHARE))
    claim_expected_time_days: int = field(metadata=of(whole()))


@dataclass(frozen=True, slots=True)
class Compensation:
    """How the days and the month of a compensation are counted; what a missed visit gives at least (None: no word)."""

    day_count: Literal["inclusive"] = field(metadata=of(one_of("inclusive")))
    month: Literal["actual"] = field(metadata=of(one_of("actual")))
    missed_visit: Decimal | None = field(metadata=of(STANDARD))


@dataclass(frozen=True, slots=True)
class Policy:
    """All of an operator's choices at one time."""

    payments: Payments
    notices: Notices
    terms: Terms
    outages: Outages
    support: Support
    compensation: Compensation


SECTIONS: dict[str, type] = {
    "payments": Payments,
    "notices": Notices,
    "terms": Terms,
    "outages": Outages,
    "support": Support,
    "compensation": Compensation,
}
