"""The key under which names and addresses are found."""

from __future__ import annotations

import pytest
from django.db import connection

from varsel.kit.search_keys import Wanted, swapped, wanted

pytestmark = pytest.mark.database


def key(written: str) -> str:
    """Return what the database makes of a name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT varsel_search_key(%s)", [written])
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Åsögatan 5A", "ASOGATAN 5 a"),
        ("Östby", "Østby"),
        ("Ängsvägen", "Ængsvægen"),
        ("Lindqvist", "Lindkvist"),
        ("Christina", "Kristina"),
        ("Andersson", "Anderson"),
        ("Wallström", "Vallstrøm"),
        ("Aas", "Ås"),
        ("Joensen", "Jönsen"),
        ("René d'Arc", "rene  d arc"),
        ("111 23 Lund", "11123 Lund"),
        ("Zackarias", "Sakarias"),
    ],
)
def test_ways_of_writing_have_one_key(db: None, one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Storgatan 5", "Storgatan 51"), ("Lind", "Lund"), ("5 A", "5 B"), ("0153", "153")]
)
def test_other_names_have_other_keys(db: None, one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("written", ["", " ", "%", "_%_", "\\", "'", "---", "\u00a0"])
def test_what_has_no_letter_is_nothing_to_look_for(db: None, written: str) -> None:
    assert not wanted(text=written)


def test_letters_of_other_scripts_are_kept(db: None) -> None:
    assert key("Иван محمد") == " иван محمد "


def test_words_by_their_beginning_and_numbers_whole(db: None) -> None:
    assert wanted(text="storg 5a lund").patterns == ("% storg%", "% 5 a%", "% lund%")
    assert wanted(text="5 aspv").patterns == ("% 5 %", "% aspv%")


def test_very_long_text_is_cut(db: None) -> None:
    assert len(wanted(text="å" * 10_000 + " " + "b " * 500).patterns) <= 2


def test_a_slip_is_forgiven_in_words_alone() -> None:
    assert Wanted(patterns=("% berg%", "% 5 %")).may_be_misspelt
    assert not Wanted(patterns=("% 5 a%", "% ek%")).may_be_misspelt


def test_neighbours_change_about() -> None:
    assert swapped(word="eirk") == ["% eikr%", "% erik%", "% ierk%"]
