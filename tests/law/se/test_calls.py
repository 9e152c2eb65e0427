from __future__ import annotations

import pytest

from varsel.law.se import EMERGENCY_NUMBERS, is_free_call


@pytest.mark.parametrize(
    "number",
    [
        "112",
        "1 1 2",
        "+46112",
        "0201122",
        "020-11 22 33",
        "+4620112233",
        "+46 20-11 22 33",
        "004620112233",
        "116111",
        "116 000",
        "+46116111",
        "0046116117",
        "0200123",
    ],
)
def test_emergency_and_toll_free_calls_are_free(number):
    assert is_free_call(number=number)


@pytest.mark.parametrize(
    "number",
    [
        "0855512345",
        "+46855512345",
        "113",
        "110",
        "1120",
        "0112",
        "11",
        "80012345",
        "+4780012345",
        "+4720112233",
        "0020112233",
        "020",
        "116",
        "11611",
        "1161111",
        "+461161112",
        "0116111",
        "",
        "+46",
        "0046",
        "abc",
        "+",
        "46112",
        "٠٢٠١١٢٢",
        "۱۱۲",
        "112x",
        "x112",
        "112\n",
        "020112233;1",
        "0701740605",
        "(112)",
        "00 46",
    ],
)
def test_other_calls_are_not_free(number):
    assert not is_free_call(number=number)


def test_there_is_one_emergency_number():
    assert frozenset({"112"}) == EMERGENCY_NUMBERS
