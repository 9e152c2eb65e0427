"""No choice gives a customer less than the law: at the bound it is taken, one step beyond it is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from varsel.kit.located_yaml import InputError, Place, parse
from varsel.law.countries import COUNTRIES
from varsel.records.operator.policy import BelowTheLawError, defaults, merge, read_policy
from varsel.records.operator.policy.floors import check_floors

TODAY = date(2026, 3, 2)
BOUNDS = [
    ("SE", "payments.limited_days", "10", "9", "SE-SUSP-04"),
    ("SE", "payments.demand_days", "8", "7", "SE-SUSP-01"),
    ("SE", "payments.demand_bank_days", "4", "3", "SE-SUSP-01"),
    ("SE", "payments.late_payments", "2", "1", "SE-SUSP-03"),
    ("SE", "payments.late_warning_hours", "24", "23", "SE-SUSP-03"),
    ("SE", "support.estimate_overrun", "0.15", "0.16", "SE-FAULT-04"),
    ("SE", "outages.planned_work_days", "1", "0", "NO-FAULT-02"),
    ("NO", "support.estimate_overrun", "0.15", "0.16", "NO-FAULT-03"),
    ("NO", "support.claim_expected_time_days", "14", "15", "NO-COMP-01"),
    ("NO", "outages.planned_work_days", "1", "0", "NO-FAULT-02"),
]


def read(country: str, name: str, value: str) -> object:
    section, key = name.split(".")
    return read_policy(text=f"{section}:\n  {key}: {value}\n", name="policy.yaml", countries=(country,), on=TODAY)


@pytest.mark.parametrize(("country", "name", "edge", "beyond", "rule"), BOUNDS)
def test_the_bound_itself_is_taken(country: str, name: str, edge: str, beyond: str, rule: str) -> None:
    section, key = name.split(".")

    assert getattr(getattr(read(country, name, edge), section), key) == Decimal(edge)


@pytest.mark.parametrize(("country", "name", "edge", "beyond", "rule"), BOUNDS)
def test_one_step_beyond_is_refused_by_rule(country: str, name: str, edge: str, beyond: str, rule: str) -> None:
    with pytest.raises(BelowTheLawError) as caught:
        read(country, name, beyond)

    assert caught.value.rule == rule
    assert caught.value.line == 2
    assert caught.value.message.startswith(f"{name}: {beyond} is ")
    assert f"({rule})" in caught.value.message


def test_the_refusal_says_the_number_of_the_law() -> None:
    said = r"^policy\.yaml: payments\.limited_days: 7 is less than the 10 days the law gives \(SE-SUSP-04\), line 2; "
    with pytest.raises(BelowTheLawError, match=said):
        read("SE", "payments.limited_days", "7")


def test_norway_has_no_days_of_limited_internet() -> None:
    assert read("NO", "payments.limited_days", "0").payments.limited_days == 0


def test_an_operator_in_two_countries_keeps_both_laws() -> None:
    text = "support: {claim_expected_time_days: 15}\npayments: {limited_days: 9}\n"
    with pytest.raises(BelowTheLawError, match="NO-COMP-01"):
        read_policy(text=text, name="policy.yaml", countries=("SE", "NO"), on=TODAY)
    with pytest.raises(BelowTheLawError, match="SE-SUSP-04"):
        read_policy(text=text, name="policy.yaml", countries=("SE",), on=TODAY)


def test_a_default_from_another_country_is_asked_again() -> None:
    norwegian = read("NO", "payments.limited_days", "0")
    with pytest.raises(BelowTheLawError, match=r"payments\.limited_days: 0 is less than"):
        merge(defaults=norwegian, changes=parse(text="terms: {}", file="p"), countries=("SE",), on=TODAY)


@pytest.mark.parametrize("on", [date(2022, 6, 3), TODAY])
def test_the_defaults_are_lawful_everywhere(on: date) -> None:
    check_floors(policy=defaults(), countries=COUNTRIES, on=on, file=Place("defaults.yaml", None, 1), places={})


def test_a_story_before_the_norwegian_act_keeps_its_bounds() -> None:
    with pytest.raises(BelowTheLawError, match="NO-COMP-01"):
        read_policy(text="support: {claim_expected_time_days: 15}", name="p", countries=("NO",), on=date(2022, 6, 3))


def test_a_country_without_law_is_refused() -> None:
    with pytest.raises(InputError, match="the law of 'DK' is not known"):
        read_policy(text="terms: {}", name="p", countries=("DK",), on=TODAY)
