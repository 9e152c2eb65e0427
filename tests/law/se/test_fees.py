from __future__ import annotations

from datetime import date

import pytest

from varsel.law.se import fee_free_days


def test_the_act_is_silent_on_the_fee():
    assert fee_free_days(restricted_from=date(2026, 4, 7), restricted_to=date(2026, 4, 13)) == ()
    assert fee_free_days(restricted_from=date(2026, 4, 7), restricted_to=date(2026, 4, 7)) == ()


def test_a_restriction_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="can't end on 2026-04-06"):
        fee_free_days(restricted_from=date(2026, 4, 7), restricted_to=date(2026, 4, 6))
