"""Imports only go down: a road that is planted across the house fails the build."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

ROADS = {
    "a cut reached from another operation": (
        "operations/outages/cut.py",
        "from varsel.outlets.access.restrictions import actions\n",
        "Only the actions of arrears restrict a line",
    ),
    "a cut reached from a page": (
        "operations/arrears/views_of_a_cut.py",
        "from varsel.outlets.access.restrictions.actions import limit\n",
        "Only the actions of arrears restrict a line",
    ),
    "an import upwards": (
        "records/ledger/upward.py",
        "from varsel.operations.arrears import queries\n",
        "Imports only go down",
    ),
    "a country leaning on another": ("law/no/borrowed.py", "from varsel.law import se\n", "countries are siblings"),
    "law that asks the database": ("law/se/curious.py", "import django\n", "Law is the standard library"),
    "an operation asking the clock": (
        "operations/outages/hasty.py",
        "from varsel.kit import clock\n",
        "ask the clock",
    ),
    "an undeclared file in a room": ("operations/outages/side_door.py", "", "Inside an operation"),
    "an undeclared room": ("operations/terms/__init__.py", "", "Operations: left may ask right"),
    "an undeclared floor": ("cellar/__init__.py", "", "Imports only go down"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the house in which roads can be planted."""
    home = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "src", home / "src", ignore=shutil.ignore_patterns("__pycache__", "static", "*.egg-info"))
    shutil.copy(ROOT / "pyproject.toml", home)
    return home


def test_the_house_as_it_stands_keeps_its_contracts(copy: Path) -> None:
    finished = _lint(copy)

    assert finished.returncode == 0, finished.stdout


@pytest.mark.parametrize("road", ROADS)
def test_a_planted_road_fails_the_build(copy: Path, road: str) -> None:
    place, text, contract = ROADS[road]
    planted = copy / "src" / "varsel" / place
    was_there = planted.parent.exists()
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(text, encoding="utf-8")
    try:
        finished = _lint(copy)
    finally:
        planted.unlink()
        if not was_there:
            shutil.rmtree(planted.parent)

    assert finished.returncode != 0
    assert contract in finished.stdout


def _lint(home: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    return subprocess.run(
        command, cwd=home, env={"PYTHONPATH": str(home / "src")}, capture_output=True, text=True, check=False
    )
