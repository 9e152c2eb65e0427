"""Addresses and links as facts: a wrong type is an error, and nothing blank is printed."""

from __future__ import annotations

import pytest

from varsel.outlets.notices.wording import WordingError, typed
from varsel.outlets.notices.wording.values import Kind, shown


def test_an_address_is_shown_on_one_line() -> None:
    given = typed.address("Storgatan 5", "593 30", "Västervik")
    assert shown(kind=Kind.ADDRESS, value=given, language="sv") == "Storgatan 5, 593 30 Västervik"
    norwegian = typed.address("Bryggen 1", "5003", "Bergen")
    assert shown(kind=Kind.ADDRESS, value=norwegian, language="nb") == "Bryggen 1, 5003 Bergen"


@pytest.mark.parametrize(
    "parts",
    [("", "593 30", "Orten"), ("A 1", "593 30", " "), ("A 1", "59330 ", "O"), ("A 1", "٥٩٣٣٠", "O"), ("A", "12", "O")],
)
def test_an_address_with_a_blank_or_a_wrong_code_is_refused(parts: tuple[str, str, str]) -> None:
    with pytest.raises(WordingError, match="address fact can't be made"):
        typed.address(*parts)


@pytest.mark.parametrize(
    "value", [{"text": "Storgatan 5"}, {"address": "Storgatan 5"}, {"address": {"street": "A"}}, None]
)
def test_another_type_is_not_an_address(value: object) -> None:
    with pytest.raises(ValueError, match="is not of the form"):
        shown(kind=Kind.ADDRESS, value=value, language="sv")


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "https://a.se", "https://a.se/ b", "https://a.se/\nX: y", "https://a.se/>x"]
)
def test_a_link_is_whole_and_ends_nothing_early(url: str) -> None:
    with pytest.raises(WordingError, match="is not a link"):
        typed.link(url)


def test_a_link_is_shown_as_it_is_followed() -> None:
    assert shown(kind=Kind.LINK, value=typed.link("https://a.se/x/"), language="en") == "https://a.se/x/"
