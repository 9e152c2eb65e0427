from __future__ import annotations

import pytest

from varsel.outlets.notices.wording import for_sms, gsm7_parts


@pytest.mark.parametrize(
    ("septets", "parts"), [(0, 1), (1, 1), (159, 1), (160, 1), (161, 2), (306, 2), (307, 3), (459, 3), (460, 4)]
)
def test_parts_change_at_160_and_then_at_each_153(septets: int, parts: int) -> None:
    assert gsm7_parts(text="å" * septets) == parts


@pytest.mark.parametrize(("signs", "parts"), [(80, 1), (81, 2)])
def test_an_extension_character_takes_two_septets(signs: int, parts: int) -> None:
    assert gsm7_parts(text="€" * signs) == parts


def test_an_escaped_character_is_not_split_over_two_parts() -> None:
    assert gsm7_parts(text="a" * 306) == 2
    assert gsm7_parts(text="a" * 152 + "€" + "a" * 152) == 3


@pytest.mark.parametrize("sign", ["ł", "č", "đ", "ç", "`", "–", "“", "\u00a0", "Ж", "😀"])
def test_one_character_outside_the_alphabet_makes_it_no_gsm7(sign: str) -> None:
    assert gsm7_parts(text=f"hej {sign}") is None


def test_the_letters_of_the_nordic_languages_are_gsm7() -> None:
    assert gsm7_parts(text="åäöæøÅÄÖÆØÉéüÜ") == 1


def test_the_alphabet_has_128_places_and_one_of_them_is_the_escape() -> None:
    assert sum(gsm7_parts(text=chr(code)) is not None for code in range(0x3000)) == 127 + 10


def test_typographic_signs_are_made_plain() -> None:
    assert for_sms(text="a – b — “c” ‘d’ e… 1\u00a0398\u202fkr") == "a - b - \"c\" 'd' e... 1 398 kr"


def test_what_is_not_typographic_stays() -> None:
    assert for_sms(text="Łukasz Č €[]") == "Łukasz Č €[]"


@pytest.mark.parametrize(
    "sign", ["\u200e", "\u200f", "\u202e", "\u202c", "\u2066", "\u2069", "\u200b", "\ufeff", "\u00ad"]
)
def test_a_sign_that_nobody_sees_neither_turns_a_text_around_nor_breaks_gsm7(sign: str) -> None:
    text = for_sms(text=f"Betala {sign}399 kr")

    assert (text, gsm7_parts(text=text)) == ("Betala 399 kr", 1)
