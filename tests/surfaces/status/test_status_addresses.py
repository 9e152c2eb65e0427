"""Addresses as people write them."""

from __future__ import annotations

import pytest

from varsel.surfaces.status.addresses import asked, told


def _finds(*, register: str, written: str) -> bool:
    keys = told(address=register)
    return any(key in keys for key in asked(address=written))


@pytest.mark.parametrize(
    "written",
    [
        "Storgatan 5A, 593 30 Västervik",
        "storg 5a",
        "STORG. 5 A",
        "storgatan 5",
        "Storgatan 5A 59330",
        "storgatan 5a vastervik",
        "Storgatan 5 A lgh 1203, 593 30 VÄSTERVIK",
        "Storgatan 5B",  # the house is known, its door is not
        "storgatan",
        "Storgatan, Västervik",
        "593 30",
        "59330",
        "593 30 Västervik",
        "Storgatan 5A, Wästervik",
    ],
)
def test_an_address_is_found_however_it_is_written(written: str) -> None:
    assert _finds(register="Storgatan 5A, 593 30 Västervik", written=written)


@pytest.mark.parametrize(
    "written",
    ["Storgatan 6", "Storgatan 5, 111 22 Stockholm", "Lillgatan 5", "593 31", "", "   ", "???", "12", "\0", "x" * 500],
)
def test_another_address_is_not_found(written: str) -> None:
    assert not _finds(register="Storgatan 5A, 593 30 Västervik", written=written)


@pytest.mark.parametrize(
    "written", ["Kongens gate 12", "kongens gt 12", "kongensgt. 12, 5003 bergen", "5003", "Bergen 5003"]
)
def test_norwegian_addresses_are_found(written: str) -> None:
    assert _finds(register="Kongens gate 12, 5003 Bergen", written=written)


def test_a_town_finds_an_address_whose_register_tells_none() -> None:
    assert _finds(register="Storgatan 5", written="Storgatan 5, 593 30 Västervik")


def test_a_bare_letter_is_not_taken_for_a_town() -> None:
    assert _finds(register="Storgatan 5", written="Storgatan 5 C")


def test_a_number_in_the_thousands_is_a_number_where_a_town_follows() -> None:
    assert _finds(register="Hov 1204, 825 92 Njutånger", written="Hov 1204, Njutånger")
