"""The countries whose law Varsel knows, and what each of them answers.

The country sits on the contract, never in an `if`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Protocol

from varsel.law import no, se
from varsel.law.calendar import Calendar
from varsel.law.compensation import Board
from varsel.law.facts import Closing, CreditUse, Limiting, LimitingAtOnce, MissedVisit
from varsel.law.grammar import Bound, Parameter, Reason, Rule, Verdict
from varsel.law.incident import Disruption


class Country(Protocol):
    """What every country module answers; the docstrings of its functions say how."""

    CODE: str
    ZONE: str
    CURRENCY: str
    CALENDAR: Calendar
    EMERGENCY_NUMBERS: frozenset[str]
    LIMITS_REPEATEDLY_LATE: bool
    RULES: tuple[Rule, ...]
    FLOORS: MappingProxyType[str, Bound]
    FUNCTIONAL_INTERNET_DOWN_MBIT: Parameter[int]
    REGULATOR: str
    OWN_THRESHOLDS: Mapping[str, Decimal]
    BOARD: Board

    def last_day_to_pay(self, *, sent_on: date, received_on: date, demand_days: int, demand_bank_days: int) -> date:
        """Return the last day to pay that a demand states."""

    def may_limit(self, *, facts: Limiting, on: date) -> Verdict:
        """Tell whether an unpaid service may be limited after a demand."""

    def may_limit_at_once(self, *, facts: LimitingAtOnce, at: datetime) -> Verdict:
        """Tell whether a repeatedly late payer's service may be limited without a demand."""

    def may_close(self, *, facts: Closing, on: date) -> Verdict:
        """Tell whether a limited service may be closed."""

    def must_bar(self, *, facts: CreditUse, on: date) -> Verdict:
        """Tell whether outgoing calls are to be barred."""

    def must_compensate(self, *, facts: MissedVisit, on: date) -> Verdict:
        """Tell whether a missed visit is to be compensated."""

    def is_free_call(self, *, number: str) -> bool:
        """Tell whether a number is an emergency or toll-free one."""

    def fee_free_days(self, *, restricted_from: date, restricted_to: date) -> tuple[date, ...]:
        """Return the days of a restriction that may not be charged."""

    def notifiable(self, *, facts: Disruption, on: date) -> tuple[Reason, ...]:
        """Return why a disruption is to be told to the regulator; empty, if it is not."""

    def owed_to_regulator(self, *, aware_at: datetime, on: date) -> Mapping[str, datetime]:
        """Return until when each step is owed to the regulator."""

    def final_report_by(self, *, reported_on: date) -> date | None:
        """Return the last day of a final report, where one is asked for."""


COUNTRIES: Mapping[str, Country] = MappingProxyType({"SE": se, "NO": no})
