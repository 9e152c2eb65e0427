from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from varsel.law import se
from varsel.law.grammar import Force, NotInForce
from varsel.law.incident import Disruption, Share

AWARE = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)  # 22:30 in Stockholm: the rule's own example
ON = date(2026, 11, 20)


def _facts(affected: int, *, of: str = "municipality", life_line: bool = False, own: bool = True) -> Disruption:
    thresholds = se.OWN_THRESHOLDS if own else {}
    return Disruption(shares=(Share(of, "Västervik", affected, 1000),), life_line=life_line, own=thresholds)


def test_an_early_warning_is_owed_within_24_hours_and_a_notification_within_72() -> None:
    owed = se.owed_to_regulator(aware_at=AWARE, on=ON)

    assert owed == {
        "regulator_notice": AWARE + timedelta(hours=24),
        "regulator_report": AWARE + timedelta(hours=72),
    }


@pytest.mark.parametrize(
    ("reported", "last"),
    [(date(2026, 11, 23), date(2026, 12, 23)), (date(2027, 1, 31), date(2027, 2, 28))],
)
def test_the_final_report_is_owed_one_month_after_the_notification(reported: date, last: date) -> None:
    assert se.final_report_by(reported_on=reported) == last


@pytest.mark.parametrize(("affected", "is_told"), [(499, False), (500, False), (501, True)])
def test_more_than_the_operators_own_share_of_a_municipality_is_told(affected: int, is_told: bool) -> None:
    assert bool(se.notifiable(facts=_facts(affected), on=ON)) == is_told


@pytest.mark.parametrize(("affected", "is_told"), [(100, False), (101, True)])
def test_more_than_the_operators_own_share_of_the_country_is_told(affected: int, is_told: bool) -> None:
    assert bool(se.notifiable(facts=_facts(affected, of="country"), on=ON)) == is_told


def test_without_thresholds_of_its_own_only_a_life_line_is_told() -> None:
    assert se.notifiable(facts=_facts(1000, own=False), on=ON) == ()
    assert [one.code for one in se.notifiable(facts=_facts(0, own=False, life_line=True), on=ON)] == ["life_line"]


@pytest.mark.parametrize(
    ("on", "force"),
    [(date(2022, 6, 3), Force.SAFE), (date(2026, 1, 14), Force.SAFE), (date(2026, 1, 15), Force.HARD)],
)
def test_the_act_binds_from_15_january_2026_and_is_the_safe_reading_before(on: date, force: Force) -> None:
    assert [one.force for one in se.notifiable(facts=_facts(501), on=on)] == [force]


def test_before_any_law_that_was_read_there_is_no_answer() -> None:
    with pytest.raises(NotInForce):
        se.owed_to_regulator(aware_at=AWARE, on=date(2022, 6, 2))


def test_a_share_is_never_more_than_all() -> None:
    with pytest.raises(ValueError, match="2 of 1"):
        Share("country", "SE", 2, 1)
    assert Share("country", "SE", 0, 0).part == 0


def test_the_operators_share_may_have_four_decimals() -> None:
    facts = Disruption(shares=(Share("country", "SE", 1, 3),), life_line=False, own={"country": Decimal("0.3333")})

    assert se.notifiable(facts=facts, on=ON)
