from __future__ import annotations

import pytest

from varsel.law.no import EMERGENCY_NUMBERS, is_free_call


@pytest.mark.parametrize(
    "number",
    [
        "110",
        "112",
        "113",
        "1 1 3",
        "+47112",
        "0047113",
        "80012345",
        "800 12 345",
        "800-12-345",
        "+4780012345",
        "+47 800 12 345",
        "004780012345",
        "116111",
        "116 117",
        "+47116111",
    ],
)
def test_emergency_and_toll_free_calls_are_free(number):
    assert is_free_call(number=number)


@pytest.mark.parametrize(
    "number",
    [
        "90012345",
        "+4790012345",
        "111",
        "1130",
        "0112",
        "0201122",
        "+46201122",
        "+46112",
        "+4680012345",
        "81012345",
        "800",
        "0080012345",
        "116",
        "11611",
        "1161111",
        "",
        "+47",
        "0047",
        "abc",
        "47112",
        "٨٠٠١٢٣٤٥",
        "۱۱۲",
        "112x",
        "x112",
        "113\n",
        "(113)",
        "00 46 112",
    ],
)
def test_other_calls_are_not_free(number):
    assert not is_free_call(number=number)


def test_there_are_three_emergency_numbers():
    assert frozenset({"110", "112", "113"}) == EMERGENCY_NUMBERS
