"""docs/settings.md names what can be set, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

HOME = Path(__file__).parents[2]
NAME = re.compile(r"\bVARSEL_[A-Z_]+[A-Z]\b")


def test_every_variable_that_is_read_is_told_and_no_other() -> None:
    read = {name for path in (HOME / "src").rglob("*.py") for name in NAME.findall(path.read_text(encoding="utf-8"))}
    told = set(NAME.findall((HOME / "docs/settings.md").read_text(encoding="utf-8")))

    assert read == told
