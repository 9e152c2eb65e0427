from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from varsel.law import calendar, facts, grammar
from varsel.law.countries import COUNTRIES
from varsel.law.facts import AdvanceNotice, Closing, CreditUse, Demand, Limiting, LimitingAtOnce, MissedVisit
from varsel.law.grammar import Force, NotInForce, Verdict, stale

FIRST, LAST = date(2022, 6, 3), date(2031, 12, 31)
LAW_OF_TODAY = date(2026, 11, 20)  # move it when the acts have been read again
DEBT = {"service_kind": "telephony", "life_line": False, "owed": Decimal("399.00"), "disputed": Decimal("0.00")}
DEMAND = Demand(date(2026, 4, 7), date(2026, 4, 7), date(2026, 5, 7), says_interruption=True)
NOTICE = AdvanceNotice(datetime(2026, 5, 7, 7, tzinfo=UTC))

QUESTIONS = {
    "may_limit": Limiting(**DEBT, demand=DEMAND),
    "may_limit_at_once": LimitingAtOnce(**DEBT, late_invoices=3, notice=NOTICE, notice_hours=72),
    "may_close": Closing(**DEBT, urged_by="demand", limited_on=date(2026, 5, 12)),
    "must_bar": CreditUse("telephony", Decimal("300.00"), Decimal("301.00"), keep_open=False),
    "must_compensate": MissedVisit(customer_was_there=True, hindrance=True),
}


def ask(country, question, asked, day):
    if question == "may_limit_at_once":
        return country.may_limit_at_once(facts=asked, at=calendar.at_local(day, time(10), country.ZONE))
    return getattr(country, question)(facts=asked, on=day)


def all_parameters():
    return [parameter for country in COUNTRIES.values() for rule in country.RULES for parameter in rule.parameters]


@pytest.mark.parametrize("module", [calendar, facts, grammar])
def test_what_the_law_is_told_and_answers_cannot_be_changed(module):
    shapes = [shape for shape in vars(module).values() if dataclasses.is_dataclass(shape)]
    assert shapes
    assert all(shape.__dataclass_params__.frozen and "__slots__" in vars(shape) for shape in shapes)


def test_two_countries_are_known():
    assert {code: (country.CODE, country.CURRENCY, country.ZONE) for code, country in COUNTRIES.items()} == {
        "SE": ("SE", "SEK", "Europe/Stockholm"),
        "NO": ("NO", "NOK", "Europe/Oslo"),
    }


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("code", COUNTRIES)
def test_every_day_has_exactly_one_answer(code, question):
    country, asked = COUNTRIES[code], QUESTIONS[question]
    days = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    assert all(ask(country, question, asked, day).on == day for day in days)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("code", COUNTRIES)
def test_the_day_before_has_none(code, question):
    with pytest.raises(NotInForce):
        ask(COUNTRIES[code], question, QUESTIONS[question], FIRST - timedelta(days=1))


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("code", COUNTRIES)
def test_written_facts_and_verdict_replay_the_same(code, question):
    country, asked = COUNTRIES[code], QUESTIONS[question]
    for day in (date(2026, 5, 7), date(2026, 5, 8), date(2026, 6, 1)):
        verdict = ask(country, question, asked, day)
        replayed = ask(country, question, facts.from_json(data=facts.to_json(facts=asked)), day)
        assert Verdict.from_json(verdict.to_json()) == replayed


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_rule_can_be_printed(code):
    rules = COUNTRIES[code].RULES
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.id.startswith(f"{code}-")
        assert rule.country == code
        assert rule.title.endswith(".")
        assert rule.citation.act
        assert rule.citation.section


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_verdict_cites_printed_rules(code):
    country = COUNTRIES[code]
    printed = {rule.id for rule in country.RULES}
    for question, asked in QUESTIONS.items():
        assert set(ask(country, question, asked, date(2026, 6, 1)).cites) <= printed


def test_every_number_of_a_floor_is_printed_with_its_rule():
    for country in COUNTRIES.values():
        rules = {rule.id: rule for rule in country.RULES}
        assert all(bound.parameter in rules[bound.rule].parameters for bound in country.FLOORS.values())


@pytest.mark.parametrize(
    ("code", "floors"),
    [
        (
            "SE",
            {
                "payments.limited_days": ("SE-SUSP-04", 10, "at_least"),
                "payments.demand_days": ("SE-SUSP-01", 8, "at_least"),
                "payments.demand_bank_days": ("SE-SUSP-01", 4, "at_least"),
                "payments.late_payments": ("SE-SUSP-03", 2, "at_least"),
                "payments.late_warning_hours": ("SE-SUSP-03", 24, "at_least"),
                "support.estimate_overrun": ("SE-FAULT-04", Decimal("0.15"), "at_most"),
            },
        ),
        (
            "NO",
            {
                "payments.limited_days": ("NO-SUSP-01", 0, "at_least"),
                "support.estimate_overrun": ("NO-FAULT-03", Decimal("0.15"), "at_most"),
                "support.claim_expected_time_days": ("NO-COMP-01", 14, "at_most"),
            },
        ),
    ],
)
def test_the_floors_are_those_of_the_policy_defaults(code, floors):
    for day in (FIRST, LAST):
        found = {
            key: (bound.rule, bound.parameter.at(day), bound.direction) for key, bound in COUNTRIES[code].FLOORS.items()
        }
        assert found == floors


def test_functional_internet_has_a_least_speed():
    speeds = {code: country.FUNCTIONAL_INTERNET_DOWN_MBIT.at(FIRST) for code, country in COUNTRIES.items()}
    assert speeds == {"SE": 10, "NO": 30}


def test_nothing_was_last_read_too_long_ago():
    rules = [rule for country in COUNTRIES.values() for rule in country.RULES]
    assert not [read for read in (*rules, *all_parameters()) if stale(read, on=LAW_OF_TODAY)]


def test_the_read_days_are_those_of_the_copies():
    assert {(rule.country, rule.read_on) for country in COUNTRIES.values() for rule in country.RULES} == {
        ("SE", date(2026, 7, 7)),
        ("NO", date(2026, 4, 13)),
    }


def test_norways_rules_bind_from_the_act_and_swedens_from_theirs():
    by_id = {rule.id: rule for country in COUNTRIES.values() for rule in country.RULES}
    assert by_id["SE-SUSP-01"].in_force_from == FIRST
    assert by_id["NO-SUSP-01"].in_force_from == date(2025, 1, 1)
    assert {by_id[rule].force for rule in ("SE-SUSP-01", "SE-SUSP-04", "NO-SUSP-01")} == {Force.HARD}
