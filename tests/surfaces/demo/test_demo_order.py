"""What is restored stands among what is lived, in order of time, and nothing of the plan is left behind."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from django.db import connection

from surfaces.demo.conftest import TODAY
from varsel.records.journal import queries as journal
from varsel.records.journal import sealing
from varsel.surfaces.demo import habits

SCHEMAS = "SELECT count(*) FROM pg_namespace WHERE nspname = 'demo'"


def test_the_journal_of_all_is_in_order_of_time_and_no_plan_is_left(demo_operator: Callable) -> None:
    with demo_operator(size=12):
        entries = list(journal.everything())
        with connection.cursor() as cursor:
            cursor.execute(SCHEMAS)
            plans = cursor.fetchone()[0]
        sealed = sealing.verify()

    living = {number for number in range(1, 13) if habits.habit_of(number=number) is not habits.IN_TIME}
    assert 0 < len(living) < 12  # both kinds are there
    assert all(earlier.at <= later.at for earlier, later in pairwise(entries))
    assert entries[-1].at <= TODAY
    assert sealed == len(entries)
    assert plans == 0
