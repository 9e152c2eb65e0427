"""The recurring fee while a service is restricted: the Swedish act is silent (rules, SE-SUSP-10), read 2026-07-07."""

from __future__ import annotations

from datetime import date


def fee_free_days(*, restricted_from: date, restricted_to: date) -> tuple[date, ...]:
    """Return the days of a restriction that may not be charged: none; raise ValueError if it ends before it begins."""
    if restricted_to < restricted_from:
        raise ValueError(f"a restriction from {restricted_from} can't end on {restricted_to}")
    return ()
