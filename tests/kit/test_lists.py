"""Long lists, a page at a time."""

from __future__ import annotations

import pytest

from varsel.kit.lists import ROWS_A_PAGE, Rows, page_of

ROWS = Rows(total=120, fetch=lambda skip, limit: range(skip, skip + limit))


def test_only_the_rows_of_the_page_are_fetched() -> None:
    asked: list[tuple[int, int]] = []

    def fetch(skip: int, limit: int) -> list[int]:
        asked.append((skip, limit))
        return list(range(skip, skip + limit))

    page = page_of(rows=Rows(total=120, fetch=fetch), wanted="2")
    assert next(iter(page)) == ROWS_A_PAGE
    assert asked == [(50, 50)]


@pytest.mark.parametrize(("wanted", "number"), [(None, 1), ("x", 1), ("3", 3), ("99", 3), ("0", 3)])
def test_nonsense_leads_to_a_page_that_exists(wanted: str | None, number: int) -> None:
    assert page_of(rows=ROWS, wanted=wanted).number == number


def test_the_last_page_holds_the_rest() -> None:
    assert len(list(page_of(rows=ROWS, wanted="3"))) == 20


def test_no_rows_make_one_empty_page() -> None:
    assert list(page_of(rows=Rows(total=0, fetch=lambda skip, limit: range(0)), wanted="1")) == []
