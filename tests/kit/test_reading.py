"""Values that are sent as one text arrive as they were."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

import builders
from varsel.kit.reading import array, fetch

LATER = datetime.fromisoformat("2026-03-29T02:30:00.000001+01:00")
REF = UUID("01957000-0000-7000-8000-00000000beef")


@pytest.mark.database
@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("bigint", []),
        ("bigint", [3, 1, 3, -(2**62)]),
        ("bigint", [1, None, 1]),
        ("bigint", [None, 1]),
        ("text", ["a", 'say "NULL"', "NULL", "", "a\\b", "{,}", "å\n", None, "a"]),
        ("timestamptz", [builders.START, None, LATER, builders.START]),
        ("uuid", [REF, REF]),
        ("boolean", [True, False, True]),
    ],
)
def test_what_is_sent_as_an_array_arrives_in_order_and_as_it_was(db: None, kind: str, values: list[Any]) -> None:
    rows = fetch(statement=f"SELECT * FROM unnest(%(all)s::{kind}[])", values={"all": array(values)})

    assert [row[0] for row in rows] == values
