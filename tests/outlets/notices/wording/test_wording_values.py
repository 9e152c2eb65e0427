from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from varsel.outlets.notices.wording import WordingError, typed
from varsel.outlets.notices.wording.values import DAYS, HOURS, SERVICES, Kind, shown

TWO = {"services": [{"kind": "internet", "name": "anna-fiber"}, {"kind": "telephony", "name": "anna-tel"}]}


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "17 april 2026"), ("nb", "17. april 2026"), ("en", "17 April 2026")]
)
def test_a_day_is_written_out(language: str, words: str) -> None:
    assert shown(kind=Kind.DATE, value=typed.day(on=date(2026, 4, 17)), language=language) == words


@pytest.mark.parametrize(("language", "digits"), [("sv", "399,00"), ("nb", "399,00"), ("en", "399.00")])
@pytest.mark.parametrize("currency", ["SEK", "NOK"])
def test_an_amount_has_the_decimals_of_the_language(language: str, digits: str, currency: str) -> None:
    value = typed.money(amount=Decimal(399), currency=currency)
    assert value == {"money": "399.00", "currency": currency}
    assert digits in shown(kind=Kind.MONEY, value=value, language=language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "internet (anna-fiber) och telefoni (anna-tel)"),
        ("nb", "internett (anna-fiber) og telefoni (anna-tel)"),
        ("en", "internet (anna-fiber) and telephone (anna-tel)"),
    ],
)
def test_services_are_listed_with_their_names(language: str, words: str) -> None:
    value = typed.services(items=[("internet", "anna-fiber"), ("telephony", "anna-tel")])
    assert value == TWO
    assert shown(kind=Kind.SERVICES, value=value, language=language) == words


def test_a_service_alone_has_no_and() -> None:
    value = typed.service(kind="mobile", name="ola-mob")
    assert shown(kind=Kind.SERVICE, value=value, language="nb") == "mobil (ola-mob)"


@pytest.mark.parametrize(
    ("kind", "number", "words"),
    [
        (Kind.DAYS, 1, ("1 dag", "1 dag", "1 day")),
        (Kind.DAYS, 10, ("10 dagar", "10 dager", "10 days")),
        (Kind.HOURS, 1, ("1 timme", "1 time", "1 hour")),
        (Kind.HOURS, 72, ("72 timmar", "72 timer", "72 hours")),
    ],
)
def test_a_count_of_time_has_its_unit(kind: Kind, number: int, words: tuple[str, ...]) -> None:
    value = typed.number(value=number)
    assert tuple(shown(kind=kind, value=value, language=language) for language in ("sv", "nb", "en")) == words


def test_each_language_names_the_same_things() -> None:
    assert set(DAYS) == set(HOURS) == set(SERVICES)
    assert len({frozenset(names) for names in SERVICES.values()}) == 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.MONEY, {"money": "399", "currency": "SEK"}),
        (Kind.MONEY, {"money": "399,00", "currency": "SEK"}),
        (Kind.MONEY, {"money": "-1.00", "currency": "SEK"}),
        (Kind.MONEY, {"money": "٣٩٩.00", "currency": "SEK"}),
        (Kind.MONEY, {"money": "399.00\n", "currency": "SEK"}),
        (Kind.MONEY, {"money": 399.0, "currency": "SEK"}),
        (Kind.MONEY, {"money": "399.00", "currency": "kr"}),
        (Kind.MONEY, {"money": "399.00"}),
        (Kind.MONEY, {"text": "399.00"}),
        (Kind.DATE, {"date": "2026-02-30"}),
        (Kind.DATE, {"date": "20260417"}),
        (Kind.DATE, {"date": None}),
        (Kind.NUMBER, {"number": True}),
        (Kind.NUMBER, {"number": "10"}),
        (Kind.NUMBER, {"number": -1}),
        (Kind.NUMBER, {"number": 1_000_000}),
        (Kind.DAYS, {"number": 1.5}),
        (Kind.HOURS, {"text": "72"}),
        (Kind.TEXT, {"text": ""}),
        (Kind.TEXT, {"text": " \t\r\n\u200b\x00"}),
        (Kind.TEXT, {"text": 112}),
        (Kind.TEXT, {"text": "112", "variant": "x"}),
        (Kind.TEXT, "112"),
        (Kind.TEXT, None),
        (Kind.SERVICES, {"services": []}),
        (Kind.SERVICES, {"services": "internet"}),
        (Kind.SERVICES, {"services": [{"kind": "internet"}]}),
        (Kind.SERVICE, {"service": {"kind": "fax", "name": "anna-fax"}}),
        (Kind.SERVICE, {"service": {"kind": ["internet"], "name": "anna"}}),
        (Kind.SERVICE, {"service": {"kind": "internet", "name": " "}}),
    ],
)
def test_a_value_of_another_form_is_refused(kind: Kind, value: Any) -> None:
    with pytest.raises(ValueError, match=r"is not|is empty|out of range|must be in range"):
        shown(kind=kind, value=value, language="sv")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("Anna\r\nBcc: all@example.se", "Anna Bcc: all@example.se"),
        ("a\u2028b\u0085c\x0bd", "a b c d"),
        ("a\x00\x1b\u202e\u200b\ufeff\ud800b", "ab"),
        ("  Bergs   fiber ", "Bergs fiber"),
        ("A\u030asa", "Åsa"),
        ("x" * 500, "x" * 200),
    ],
)
def test_a_text_is_one_line_of_seen_characters(given: str, words: str) -> None:
    assert shown(kind=Kind.TEXT, value={"text": given}, language="sv") == words


@pytest.mark.parametrize("amount", ["0.001", "-1.00", "NaN", "Infinity", "1000000000.00"])
def test_money_that_is_no_amount_can_not_be_made(amount: str) -> None:
    with pytest.raises(WordingError):
        typed.money(amount=Decimal(amount), currency="SEK")


def test_a_fact_is_checked_when_it_is_made() -> None:
    with pytest.raises(WordingError, match="text"):
        typed.text(value=" ")
    with pytest.raises(WordingError, match="number"):
        typed.number(value=-1)
    with pytest.raises(WordingError, match="service"):
        typed.service(kind="fax", name="anna-fax")
    with pytest.raises(WordingError, match="services"):
        typed.services(items=[])
