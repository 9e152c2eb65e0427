"""`varsel story run` as its user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

STORIES = Path(__file__).parents[2] / "stories"
PAID = """\
story: Paid before anything happens
country: SE
begin: 2026-03-02 08:00
customers:
  - id: anna
    contacts: {email: anna@example.se}
    contracts: [{id: c, signed: 2019-05-02, services: [{id: anna-fiber, kind: internet, price: 399.00}]}]
steps:
  - at: 2026-03-02
    invoice: {id: F1, customer: anna, due: 2026-03-31, lines: [{service: anna-fiber, amount: 399.00}]}
  - at: 2026-03-03
    payment: {invoice: F1, amount: 399.00}
  - at: 2026-03-04
    expect:
      - owes: {customer: anna, amount: OWED}
      - access: {anna-fiber: open}
"""


def varsel(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command and return what it said."""
    command = [str(Path(sys.executable).with_name("varsel")), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_story_that_passes_prints_one_json_object_and_exits_0(tmp_path: Path) -> None:
    file = tmp_path / "paid.yaml"
    file.write_text(PAID.replace("OWED", "0.00"), encoding="utf-8")

    finished = varsel("story", "run", "--json", file)

    told = json.loads(finished.stdout)
    assert finished.returncode == 0, finished.stderr
    assert (told["file"], told["story"], told["passed"]) == (str(file), "Paid before anything happens", True)
    assert [(step["step"], step["ok"]) for step in told["steps"]] == [
        ("invoice", True),
        ("payment", True),
        ("owes", True),
        ("access", True),
    ]


def test_an_expectation_that_fails_says_what_was_expected_and_seen_and_exits_1(tmp_path: Path) -> None:
    file = tmp_path / "paid.yaml"
    file.write_text(PAID.replace("OWED", "399.00"), encoding="utf-8")

    finished = varsel("story", "run", "--json", file)

    failed = [step for step in json.loads(finished.stdout)["steps"] if not step["ok"]]
    assert finished.returncode == 1
    assert failed == [
        {
            "at": "2026-03-04 09:00",
            "step": "owes",
            "ok": False,
            "expected": {"customer": "anna", "amount": "399.00"},
            "saw": "0.00",
        }
    ]


def test_a_file_that_is_no_story_exits_2_names_the_line_and_plays_nothing(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(PAID.replace("OWED", "0.00"), encoding="utf-8")
    bad.write_text(PAID.replace("    payment:", "    quote:"), encoding="utf-8")

    finished = varsel("story", "run", "--json", good, bad)

    assert finished.returncode == 2
    assert finished.stdout == ""
    assert f"{bad}: unknown verb 'quote', line 12" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_a_policy_that_gives_less_than_the_law_is_no_story(tmp_path: Path) -> None:
    file = tmp_path / "harsh.yaml"
    loosened = "operator: {payments: {limited_days: 9}}\ncustomers:"
    file.write_text(PAID.replace("OWED", "0.00").replace("customers:", loosened), encoding="utf-8")

    finished = varsel("story", "run", file)

    assert finished.returncode == 2
    assert "SE-SUSP-04" in finished.stderr


def test_without_json_the_timeline_tells_what_was_said_and_done() -> None:
    finished = varsel("story", "run", STORIES / "se-payments-unpaid.yaml")

    assert finished.returncode == 0, finished.stderr
    assert "service_limited anna-fiber" in finished.stdout
    assert "demand_sent F1" in finished.stdout
    assert "passed" in finished.stdout


@pytest.mark.parametrize("missing", ["nowhere.yaml"])
def test_a_file_that_is_not_there_is_one_clear_line(tmp_path: Path, missing: str) -> None:
    finished = varsel("story", "run", tmp_path / missing)

    assert finished.returncode == 2
    assert missing in finished.stderr
    assert "Traceback" not in finished.stderr
