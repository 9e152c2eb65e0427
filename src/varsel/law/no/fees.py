"""The recurring fee while a service is restricted: ekomloven § 4-11 third paragraph, read 2026-04-13.

"Sluttbruker som får abonnementet sitt sperret på grunn av betalingsmislighold, skal ikke faktureres for
abonnementskostnaden under sperringen."
"""

from __future__ import annotations

from datetime import date, timedelta


def fee_free_days(*, restricted_from: date, restricted_to: date) -> tuple[date, ...]:
    """Return the days of a restriction that may not be charged: all of them, first and last included.

    Raise ValueError if it ends before it begins.
    """
    if restricted_to < restricted_from:
        raise ValueError(f"a restriction from {restricted_from} can't end on {restricted_to}")
    return tuple(restricted_from + timedelta(days=n) for n in range((restricted_to - restricted_from).days + 1))
