"""Lists as files that a Nordic spreadsheet opens at a double click."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from varsel.kit.sheets import sheet

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def line(*values: object) -> str:
    """Return the one row of a sheet."""
    content = sheet(name="list", heads=["Head"], rows=[values], at=AT).content.decode()
    return content.split("\r\n")[1]


def test_it_begins_with_a_mark_and_the_heads() -> None:
    assert sheet(name="list", heads=["Åre", "B"], rows=[], at=AT).content.decode() == "\ufeffÅre;B\r\n"


def test_days_instants_and_amounts_are_written_for_machines() -> None:
    assert line(date(2026, 3, 2), AT, Decimal("399.00"), 7, None) == "2026-03-02;2026-03-02T08:00+00:00;399,00;7;"


@pytest.mark.parametrize("text", ["=1+1", "+46", "-5", "@sum", "\tx"])
def test_what_would_run_as_a_formula_is_text(text: str) -> None:
    assert line(text) == f"'{text}"


def test_a_negative_amount_is_no_formula() -> None:
    assert line(Decimal("-5.00")) == "-5,00"


def test_a_semicolon_and_a_line_break_stay_in_their_cell() -> None:
    assert line("a;b") == '"a;b"'


def test_the_name_says_what_and_when_and_nothing_is_kept() -> None:
    answer = sheet(name="list", heads=[], rows=[], at=AT)
    assert answer["Content-Disposition"] == 'attachment; filename="list-2026-03-02T0800.csv"'
    assert answer["Cache-Control"] == "no-store"
