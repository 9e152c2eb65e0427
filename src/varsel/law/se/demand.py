"""The payment demand: LEK (2022:482) 7 kap. 34 § first paragraph, read 2026-07-07.

"… först sedan slutanvändaren har uppmanats att betala inom viss skälig tid …" The act gives no number. The floor is
good collection practice: 8 days from sending and 4 bank days from receipt (SE-SUSP-01, SAFE). The last day is one for
the customer to act, so it rolls forward to a business day (lag 1930:173, 2 §).
"""

from __future__ import annotations

from datetime import date

from varsel.law.calendar import add_days
from varsel.law.grammar import Parameter, Since
from varsel.law.se.calendar import CALENDAR
from varsel.law.se.sources import IN_FORCE_FROM, READ_ON, REASONABLE_TIME

DEMAND_DAYS = Parameter(
    "least days to pay, from sending", (Since(IN_FORCE_FROM, 8, REASONABLE_TIME),), READ_ON, unit="days"
)
DEMAND_BANK_DAYS = Parameter(
    "least bank days to pay, from receipt", (Since(IN_FORCE_FROM, 4, REASONABLE_TIME),), READ_ON, unit="bank days"
)


def last_day_to_pay(*, sent_on: date, received_on: date, demand_days: int, demand_bank_days: int) -> date:
    """Return a demand's last day: the later of sending + days and receipt + bank days, rolled to a business day.

    The day counts are the operator's choices; `may_limit` re-checks the outcome against the floor.
    """
    by_sending = add_days(sent_on, demand_days)
    by_receipt = CALENDAR.add_bank_days(received_on, demand_bank_days)
    return CALENDAR.roll_forward(max(by_sending, by_receipt))


def least_last_day(*, sent_on: date, received_on: date, on: date) -> date:
    """Return the earliest last day that a demand may state; raise NotInForce where no law is known on `on`."""
    return last_day_to_pay(
        sent_on=sent_on,
        received_on=received_on,
        demand_days=DEMAND_DAYS.at(on),
        demand_bank_days=DEMAND_BANK_DAYS.at(on),
    )
