"""The house keeps its rules, and the rules catch those who break them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from house import rules

PACKAGE = Path(__file__).parents[2] / "src" / "varsel"
Rule = Callable[..., Iterator[str]]


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rule(rule: Rule) -> None:
    assert list(rule(package=PACKAGE)) == []


PLANTED = {
    "too_long": ("kit/long.py", '"""Long."""\n' + "x = 1\n" * 301),
    "badly_named": ("kit/utils.py", '"""Useful."""\n'),
    "without_words": ("kit/silent.py", '"""Silent."""\n\n\ndef act() -> None:\n    return None\n'),
    "positional": ("records/ledger/loose.py", '"""Loose."""\n\n\ndef pay(amount: int) -> None:\n    """Pay."""\n'),
    "asking_the_clock": ("kit/hasty.py", '"""Hasty."""\nfrom datetime import datetime\n\nNOW = datetime.now()\n'),
    "hidden_imports": (
        "operations/outages/sly.py",
        '"""Sly."""\n\n\ndef cut() -> None:\n    """Cut."""\n    from varsel.outlets.access import actions\n',
    ),
    "foreign_models": (
        "operations/outages/nosy.py",
        '"""Nosy."""\nfrom varsel.records.ledger.models import Payment\n',
    ),
    "foreign_tables": (
        "operations/outages/bold.py",
        '"""Bold."""\nSQL = "UPDATE ledger_line SET open_ore = 0"\n',
    ),
    "forged_verdicts": (
        "operations/outages/judging.py",
        '"""Judging."""\nfrom varsel.law import grammar\n\nYES = grammar.judge(rule="X", cites=("X",), reasons=())\n',
    ),
    "country_ifs": ("kit/narrow.py", '"""Narrow."""\ncountry = "SE"\nx = 1 if country == "SE" else 2\n'),
    "signals": ("kit/loud.py", '"""Loud."""\nfrom django.dispatch import Signal\n'),
}


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_a_planted_violation_is_caught(rule: Rule, tmp_path: Path) -> None:
    place, text = PLANTED[rule.__name__]
    for layer in ("records", "outlets", "operations"):
        (tmp_path / layer).mkdir()
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / place).write_text(text, encoding="utf-8")

    assert [found for found in rule(package=tmp_path) if place.rpartition("/")[2] in found]


def test_an_import_by_name_is_a_hidden_import(tmp_path: Path) -> None:
    text = 'import importlib\n\n\ndef cut():\n    return importlib.import_module("varsel.outlets.access")\n'
    (tmp_path / "sly.py").write_text(text, encoding="utf-8")

    assert list(rules.hidden_imports(package=tmp_path)) == ["sly.py:5 imports by name"]
