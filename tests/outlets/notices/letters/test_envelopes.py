"""Each country's letters go in an envelope whose window is known, or known to be unverified."""

from __future__ import annotations

import pytest

from varsel.law.countries import COUNTRIES
from varsel.outlets.notices.letters.envelopes import UnknownEnvelope, envelope, of_country


@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_each_country_has_an_envelope_whose_window_lies_on_the_folded_sheet(country: str) -> None:
    window = of_country(country=country).window

    assert min(window.left, window.top) > 0
    assert (window.left + window.width, window.top + window.height) <= (210, 148)


def test_swedish_measures_are_not_given_out_as_verified() -> None:
    assert of_country(country="SE").verified is None
    assert of_country(country="NO").verified


def test_an_unknown_envelope_names_the_known_ones() -> None:
    with pytest.raises(UnknownEnvelope, match=r"there is no envelope 'C4'; known: NO-C5-V, .*SE-C5-H2"):
        envelope(name="C4")


def test_a_country_without_an_envelope_is_told_where_to_choose_one() -> None:
    with pytest.raises(UnknownEnvelope, match="no envelope is chosen for FI: add it under `default`"):
        of_country(country="FI")
