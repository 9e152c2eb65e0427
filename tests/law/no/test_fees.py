from __future__ import annotations

from datetime import date

import pytest

from varsel.law.no import fee_free_days


def test_no_day_of_a_restriction_is_charged():
    days = fee_free_days(restricted_from=date(2026, 4, 7), restricted_to=date(2026, 4, 13))
    assert days == tuple(date(2026, 4, day) for day in range(7, 14))


def test_a_restriction_of_one_day_is_one_day():
    assert fee_free_days(restricted_from=date(2026, 4, 7), restricted_to=date(2026, 4, 7)) == (date(2026, 4, 7),)


def test_a_restriction_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="can't end on 2026-04-06"):
        fee_free_days(restricted_from=date(2026, 4, 7), restricted_to=date(2026, 4, 6))
