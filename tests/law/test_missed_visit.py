from __future__ import annotations

from datetime import date

import pytest

from varsel.law.countries import COUNTRIES
from varsel.law.facts import MissedVisit
from varsel.law.grammar import Force

ON = date(2026, 11, 25)
RULES = {"SE": "SE-FAULT-02", "NO": "NO-FAULT-01"}
SECTIONS = {"SE": "7 kap. 24 § andra stycket", "NO": "§ 4-10 første ledd"}
both = pytest.mark.parametrize("code", COUNTRIES)


@both
def test_a_visit_to_which_nobody_came_is_compensated(code):
    verdict = COUNTRIES[code].must_compensate(facts=MissedVisit(customer_was_there=True, hindrance=False), on=ON)
    assert (verdict.rule, verdict.cites, verdict.lawful, verdict.on) == (RULES[code], (RULES[code],), True, ON)
    assert [reason.source.section for reason in verdict.reasons] == [SECTIONS[code]]
    assert {reason.force for reason in verdict.reasons} == {Force.HARD}


@both
def test_a_storm_does_not_remove_it(code):
    verdict = COUNTRIES[code].must_compensate(facts=MissedVisit(customer_was_there=True, hindrance=True), on=ON)
    assert verdict.lawful
    assert [reason.code for reason in verdict.reasons] == ["customer_was_there", "no_hindrance_excuses"]


@both
@pytest.mark.parametrize("hindrance", [False, True])
def test_who_was_not_there_was_not_left_waiting(code, hindrance):
    verdict = COUNTRIES[code].must_compensate(facts=MissedVisit(customer_was_there=False, hindrance=hindrance), on=ON)
    assert [reason.code for reason in verdict.failed] == ["customer_was_there"]


def test_the_swedish_act_names_its_excuse_for_the_first_paragraph_alone():
    verdict = COUNTRIES["SE"].must_compensate(facts=MissedVisit(customer_was_there=True, hindrance=True), on=ON)
    assert str(verdict.reasons[1].source) == "Lag (2022:482) om elektronisk kommunikation, 7 kap. 25 § första stycket"


@pytest.mark.parametrize(("on", "force"), [(date(2024, 12, 31), Force.SAFE), (date(2025, 1, 1), Force.HARD)])
def test_norways_regulation_binds_from_its_first_day(on, force):
    verdict = COUNTRIES["NO"].must_compensate(facts=MissedVisit(customer_was_there=True, hindrance=True), on=on)
    assert {reason.force for reason in verdict.reasons} == {force}


@both
def test_a_board_has_an_address_on_the_web_and_by_post(code):
    board = COUNTRIES[code].BOARD
    assert board.web in {"www.arn.se", "brukerklagenemnda.no"}
    assert board.name
    assert board.address
