"""Typed values from located YAML: the edge, and one step beyond it."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from varsel.kit import located_values
from varsel.kit.located_yaml import InputError, LocatedNode, parse


def node(written: str) -> LocatedNode:
    return parse(text=f"\nkey: {written}\n", file="a.yaml").entries["key"].value


@pytest.mark.parametrize(
    ("reader", "written", "meant"),
    [
        ("text", "Storgatan 1", "Storgatan 1"),
        ("word", "anna-2019", "anna-2019"),
        ("word", "1001", "1001"),
        ("word", "a" * 100, "a" * 100),
        ("flag", "true", True),
        ("money", "0", Decimal("0.00")),
        ("money", "399", Decimal("399.00")),
        ("money", "399.5", Decimal("399.50")),
        ("money", "999999999.99", Decimal("999999999.99")),
        ("share", "0", Decimal(0)),
        ("share", "1.00", Decimal(1)),
        ("share", "0.15", Decimal("0.15")),
        ("day", "2024-02-29", date(2024, 2, 29)),
        ("day", "2199-12-31", date(2199, 12, 31)),
        ("time_of_day", "00:00", time(0, 0)),
        ("time_of_day", '"23:59"', time(23, 59)),
    ],
)
def test_a_value_is_read(reader: str, written: str, meant: object) -> None:
    assert getattr(located_values, reader)(node=node(written), name="it") == meant


@pytest.mark.parametrize(
    ("reader", "written"),
    [
        ("text", "12"),
        ("text", '"  "'),
        ("text", "null"),
        ("text", "[a]"),
        ("text", "x" * 10_001),
        ("word", "two words"),
        ("word", "1.5"),
        ("word", "true"),
        ("word", "a" * 101),
        ("flag", "yes"),
        ("flag", "1"),
        ("money", "1.005"),
        ("money", "-0.01"),
        ("money", "1000000000"),
        ("money", '"399.00"'),
        ("money", "1e3"),
        ("money", "true"),
        ("share", "1.01"),
        ("share", "-0.1"),
        ("share", "0.155"),
        ("share", "half"),
        ("day", "2026-02-29"),
        ("day", "2026-2-9"),
        ("day", "2200-01-01"),
        ("day", "20260302"),
        ("day", "2026-03-02 08:00"),
        ("time_of_day", "24:00"),
        ("time_of_day", "10:60"),
        ("time_of_day", "9:00"),
        ("time_of_day", "600"),
        ("mapping", "[a]"),
        ("items", "{a: b}"),
    ],
)
def test_another_value_is_refused_by_name_and_line(reader: str, written: str) -> None:
    with pytest.raises(InputError, match=r"^a\.yaml: it .*, line 2; .+"):
        getattr(located_values, reader)(node=node(written), name="it")


def test_a_whole_number_is_read_to_its_bounds_and_no_further() -> None:
    for number in (1, 3):
        assert located_values.whole(node=node(str(number)), name="it", least=1, most=3) == number
    for written in ("0", "4", "2.0", "true", '"2"'):
        with pytest.raises(InputError, match="it must be a whole number, line 2; write one from 1 to 3"):
            located_values.whole(node=node(written), name="it", least=1, most=3)


def test_money_above_zero_is_a_cent_at_least() -> None:
    assert located_values.money(node=node("0.01"), name="it", above_zero=True) == Decimal("0.01")
    with pytest.raises(InputError, match="it can't be 0, line 2"):
        located_values.money(node=node("0"), name="it", above_zero=True)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("2026-03-02", datetime(2026, 3, 2, 9, 0)), ("2026-03-02 08:00", datetime(2026, 3, 2, 8, 0))],  # noqa: DTZ001
)
def test_a_day_without_a_time_gets_the_time_it_is_given(written: str, meant: datetime) -> None:
    assert located_values.moment(node=node(written), name="it", without_time=time(9, 0)) == meant


@pytest.mark.parametrize("written", ["2026-03-02T08:00", "2026-03-02  08:00", "2026-03-02 8:00", "08:00", "2026", "[]"])
def test_another_form_is_no_moment(written: str) -> None:
    with pytest.raises(InputError, match="it must be"):
        located_values.moment(node=node(written), name="it", without_time=time(9, 0))


def test_an_unknown_key_or_word_names_the_nearest_or_all() -> None:
    with pytest.raises(InputError, match=r"unknown key 'colour' in it, line 2; did you mean 'color'\?"):
        located_values.mapping(node=node("{colour: red}"), name="it", known=("color", "size"))
    with pytest.raises(InputError, match="it can't be 'blau', line 2; known here: red, green"):
        located_values.choice(node=node("blau"), name="it", among=("red", "green"))
