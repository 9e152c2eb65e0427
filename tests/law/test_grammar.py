from __future__ import annotations

import json
from datetime import date

import pytest

from varsel.law.grammar import (
    Bound,
    Citation,
    Force,
    ForgedVerdict,
    NotInForce,
    Parameter,
    Reason,
    Since,
    Verdict,
    judge,
    only_fails,
    stale,
)

ACT = Citation("An act", "1 §", "https://law.example/1")
DAYS = Parameter(
    "days",
    (Since(date(2022, 6, 3), 10, ACT), Since(date(2024, 1, 1), 12, ACT), Since(date(2026, 1, 1), None, ACT)),
    date(2026, 1, 31),
)
ON = date(2026, 4, 17)


def a_reason(*, code="asked", held=True):
    return Reason(code, held, ACT, Force.HARD)


def a_verdict(**other):
    values = {"rule": "R", "lawful": True, "reasons": (a_reason(),), "on": ON, "ask_again_on": None, "cites": ("R",)}
    return Verdict(**(values | other))


def test_a_citation_reads_as_act_and_section():
    assert str(ACT) == "An act, 1 §"


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2022, 6, 3), 10),
        (date(2022, 6, 4), 10),
        (date(2023, 12, 31), 10),
        (date(2024, 1, 1), 12),
        (date(2025, 12, 31), 12),
    ],
)
def test_a_parameter_has_the_value_of_its_day(day, value):
    assert DAYS.at(day) == value


def test_before_the_first_day_nothing_is_in_force():
    with pytest.raises(NotInForce, match="not in force on 2022-06-02, first on 2022-06-03"):
        DAYS.at(date(2022, 6, 2))


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2030, 1, 1)])
def test_from_the_day_of_repeal_nothing_is_in_force(day):
    with pytest.raises(NotInForce, match="repealed on 2026-01-01"):
        DAYS.at(day)


@pytest.mark.parametrize("days", [[date(2024, 1, 2), date(2024, 1, 1)], [date(2024, 1, 1), date(2024, 1, 1)]])
def test_a_history_out_of_order_is_refused(days):
    with pytest.raises(ValueError, match="put the dates in order"):
        Parameter("p", tuple(Since(day, 1, ACT) for day in days), ON)


def test_an_empty_history_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        Parameter("p", (), ON)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 7, 30), False),
        (date(2027, 7, 31), False),
        (date(2027, 8, 1), True),
        (date(2027, 8, 31), True),
        (date(2026, 1, 31), False),
        (date(2028, 1, 1), True),
        (date(2027, 9, 1), True),
    ],
)
def test_a_parameter_is_stale_after_eighteen_months(day, expected):
    # 31 January 2026 and eighteen months: 31 July 2027.
    assert stale(DAYS, on=day) is expected


@pytest.mark.parametrize(
    ("direction", "below", "same", "above"), [("at_least", False, True, True), ("at_most", True, True, False)]
)
def test_a_bound_holds_on_its_edge(direction, below, same, above):
    bound = Bound("R", DAYS, direction)
    assert [bound.allows(value=n, on=date(2024, 1, 1)) for n in (11, 12, 13)] == [below, same, above]
    assert bound.allows(value=10, on=date(2023, 12, 31))


def test_a_verdict_is_lawful_if_every_reason_held():
    assert judge(rule="R", cites=("R",), reasons=[a_reason(), a_reason()], on=ON).lawful
    refused = judge(rule="R", cites=("R",), reasons=[a_reason(), a_reason(code="no", held=False)], on=ON)
    assert not refused.lawful
    assert [reason.code for reason in refused.failed] == ["no"]


@pytest.mark.parametrize(
    "forged",
    [
        {"reasons": (a_reason(held=False),)},
        {"reasons": (a_reason(), a_reason(held=False))},
        {"lawful": False},
        {"reasons": ()},
        {"lawful": 1},
        {"reasons": (a_reason(held="yes"),)},
        {"reasons": (a_reason(), a_reason(held="yes"))},
        {"cites": ("Q",)},
        {"ask_again_on": date(2026, 4, 18)},
        {"lawful": False, "reasons": (a_reason(held=False),), "ask_again_on": ON},
        {"lawful": False, "reasons": (a_reason(held=False),), "ask_again_on": date(2026, 4, 16)},
    ],
)
def test_a_forged_verdict_cannot_be_built(forged):
    with pytest.raises(ForgedVerdict):
        a_verdict(**forged)


def test_a_refusal_may_say_when_to_ask_again():
    refused = (a_reason(held=False),)
    again = date(2026, 4, 18)
    assert a_verdict(lawful=False, reasons=refused, ask_again_on=again).ask_again_on == again


def test_one_reason_alone_fails():
    held, failed, other = a_reason(), a_reason(code="x", held=False), a_reason(code="y", held=False)
    assert only_fails(reasons=[held, failed], code="x")
    assert not only_fails(reasons=[held, failed], code="y")
    assert not only_fails(reasons=[held, failed, other], code="x")
    assert not only_fails(reasons=[held], code="x")


@pytest.mark.parametrize("again", [None, date(2026, 4, 18)])
def test_a_verdict_written_down_reads_back_the_same(again):
    verdict = judge(rule="R", cites=("R", "Q"), reasons=[a_reason(held=False)], on=ON, ask_again_on=again)
    assert Verdict.from_json(json.loads(json.dumps(verdict.to_json()))) == verdict


def test_a_written_verdict_is_plain():
    assert a_verdict().to_json() == {
        "rule": "R",
        "lawful": True,
        "reasons": [
            {
                "code": "asked",
                "held": True,
                "source": {"act": "An act", "section": "1 §", "url": "https://law.example/1"},
                "force": "HARD",
            }
        ],
        "on": "2026-04-17",
        "ask_again_on": None,
        "cites": ["R"],
    }


def test_a_written_verdict_that_was_changed_is_refused():
    written = judge(rule="R", cites=("R",), reasons=[a_reason(held=False)], on=ON).to_json()
    with pytest.raises(ForgedVerdict):
        Verdict.from_json(written | {"lawful": True})
    with pytest.raises(ValueError, match="expected exactly the keys"):
        Verdict.from_json(written | {"note": "x"})
    with pytest.raises(ValueError, match="not a written reason"):
        Verdict.from_json(written | {"reasons": [{"code": "asked"}]})
    with pytest.raises(ValueError, match="not a written source"):
        Verdict.from_json(written | {"reasons": [a_reason().to_json() | {"source": "an act"}]})
