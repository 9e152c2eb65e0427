"""The payment demand, which carries the warning: ekomloven § 4-11 second paragraph, read 2026-04-13.

"Oppsigelse eller annen bruksbegrensning kan tidligst iverksettes én måned etter at det er gitt oppfordring til å betale
og forhåndsvarsling om tiltaket er meddelt sluttbruker." The month makes the operator wait: it is not rolled.
"""

from __future__ import annotations

from datetime import date

from varsel.law.calendar import add_months
from varsel.law.grammar import Parameter, Since
from varsel.law.no.sources import IN_FORCE_FROM, READ_ON, SAFE_READING_FROM, UNPAID

WAIT_MONTHS = Parameter(
    "months from demand and warning to a restriction",
    (Since(SAFE_READING_FROM, 1, UNPAID), Since(IN_FORCE_FROM, 1, UNPAID)),
    READ_ON,
    unit="months",
)


def last_day_to_pay(*, sent_on: date, received_on: date, demand_days: int, demand_bank_days: int) -> date:
    """Return a demand's last day: one month after receipt, not rolled; the day counts are for other countries.

    Raise NotInForce for a demand sent before 3 June 2022.
    """
    return add_months(received_on, WAIT_MONTHS.at(sent_on))
