"""Each clock that runs is named in words on the desk."""

from __future__ import annotations

from varsel.operations.arrears.sentences import CLOCKS
from varsel.surfaces.worker import wiring


def test_every_kind_of_clock_has_a_word() -> None:
    assert set(wiring.STEPS) - set(CLOCKS) == set()
