from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from varsel.law import no
from varsel.law.grammar import Force, NotInForce
from varsel.law.incident import Disruption, Share

AWARE = datetime(2026, 11, 20, 13, 2, tzinfo=UTC)  # 14:02 in Oslo: the rule's own example
ON = date(2026, 11, 20)


def _told(*shares: Share, life_line: bool = False, on: date = ON) -> list[str]:
    return [one.code for one in no.notifiable(facts=Disruption(shares=shares, life_line=life_line), on=on)]


def test_nkom_is_told_within_half_an_hour_of_becoming_aware() -> None:
    assert no.owed_to_regulator(aware_at=AWARE, on=ON) == {"regulator_notice": AWARE + timedelta(minutes=30)}
    assert no.final_report_by(reported_on=ON) is None


@pytest.mark.parametrize(("affected", "is_told"), [(499, False), (500, False), (501, True)])
def test_more_than_half_of_a_municipality_is_told(affected: int, is_told: bool) -> None:
    told = _told(Share("municipality", "Voss", affected, 1000))

    assert told == (["share_of_municipality"] if is_told else [])


@pytest.mark.parametrize(("affected", "is_told"), [(99, False), (100, False), (101, True)])
def test_more_than_a_tenth_of_all_is_told(affected: int, is_told: bool) -> None:
    assert _told(Share("country", "NO", affected, 1000)) == (["share_of_country"] if is_told else [])


@pytest.mark.parametrize(
    ("inhabitants", "affected", "is_told"),
    [(20_000, 501, False), (20_001, 501, True), (20_001, 500, False), (None, 1000, False)],
)
def test_more_than_half_of_an_urban_area_of_more_than_20_000_is_told(
    inhabitants: int | None, affected: int, is_told: bool
) -> None:
    told = _told(Share("urban_area", "Voss", affected, 1000, inhabitants))

    assert told == (["share_of_urban_area"] if is_told else [])


def test_a_line_with_an_alarm_is_always_told() -> None:
    assert _told(Share("municipality", "Voss", 1, 1000), life_line=True) == ["life_line"]


def test_the_same_is_the_safe_reading_before_the_act() -> None:
    facts = Disruption(shares=(Share("country", "NO", 1, 1),), life_line=False)

    assert [one.force for one in no.notifiable(facts=facts, on=date(2024, 12, 31))] == [Force.SAFE]
    assert [one.force for one in no.notifiable(facts=facts, on=date(2025, 1, 1))] == [Force.HARD]
    with pytest.raises(NotInForce):
        no.notifiable(facts=facts, on=date(2022, 6, 2))
