"""Whatever happens to a file's bytes, it is read or refused in a sentence: no other error gets out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from surfaces.intake.bank_days import with_everything
from surfaces.intake.camt054 import notices
from surfaces.intake.ocrgiro import giro_days
from varsel.surfaces.intake.checking import check

FILES = [with_everything(), giro_days.with_everything(), giro_days.with_text(), notices.with_everything(version=2)]
PIECES = some.binary(max_size=3) | some.sampled_from(
    [b"<", b"&", b"<!DOCTYPE x>", b"\x00", b"-", b"9", "²".encode("latin-1")]
)


@settings(max_examples=150)
@pytest.mark.parametrize("content", FILES, ids=["bgmax", "ocrgiro", "text", "camt054"])
@given(data=some.data())
def test_a_damaged_file_is_read_or_refused(content: bytes, data: some.DataObject) -> None:
    for _ in range(data.draw(some.integers(1, 4))):
        first = data.draw(some.integers(0, len(content)))
        last = data.draw(some.integers(first, min(first + 4, len(content))))
        content = content[:first] + data.draw(PIECES) + content[last:]
    told = check(name="f", content=content)
    assert told["ok"] is not bool(told["errors"])
