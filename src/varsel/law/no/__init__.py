"""Norway: the same public names as every country (see `varsel.law.countries.Country`)."""

from __future__ import annotations

from varsel.law.no.calendar import CALENDAR, ZONE
from varsel.law.no.calls import EMERGENCY_NUMBERS, is_free_call
from varsel.law.no.catalogue import FLOORS, RULES
from varsel.law.no.credit_limit import must_bar
from varsel.law.no.demand import last_day_to_pay
from varsel.law.no.fault import BOARD, must_compensate
from varsel.law.no.fees import fee_free_days
from varsel.law.no.incident import OWN_THRESHOLDS, REGULATOR, final_report_by, notifiable, owed_to_regulator
from varsel.law.no.suspension import FUNCTIONAL_INTERNET_DOWN_MBIT, may_close, may_limit, may_limit_at_once

CODE = "NO"
CURRENCY = "NOK"
LIMITS_REPEATEDLY_LATE = False  # ekomloven § 4-11 knows no faster path

__all__ = [
    "BOARD",
    "CALENDAR",
    "CODE",
    "CURRENCY",
    "EMERGENCY_NUMBERS",
    "FLOORS",
    "FUNCTIONAL_INTERNET_DOWN_MBIT",
    "LIMITS_REPEATEDLY_LATE",
    "OWN_THRESHOLDS",
    "REGULATOR",
    "RULES",
    "ZONE",
    "fee_free_days",
    "final_report_by",
    "is_free_call",
    "last_day_to_pay",
    "may_close",
    "may_limit",
    "may_limit_at_once",
    "must_bar",
    "must_compensate",
    "notifiable",
    "owed_to_regulator",
]
