"""The commands that need no database of their own, as their users run them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

from varsel.law.countries import COUNTRIES

VARSEL = str(Path(sys.executable).with_name("varsel"))


def varsel(*arguments: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the command and return what it said."""
    command = [VARSEL, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | env)


def test_every_rule_is_printed_with_its_section_and_when_it_was_last_read() -> None:
    finished = varsel("law")

    for law in COUNTRIES.values():
        for rule in law.RULES:
            assert rule.id in finished.stdout
            assert str(rule.citation) in finished.stdout
            assert f"last read {rule.read_on}" in finished.stdout


def test_the_law_as_json_has_a_line_a_rule_of_the_country_asked_for() -> None:
    rules = [json.loads(line) for line in varsel("law", "--json", "--country", "SE").stdout.splitlines()]

    assert [rule["rule"] for rule in rules] == [rule.id for rule in COUNTRIES["SE"].RULES]
    ten_days = next(rule for rule in rules if rule["rule"] == "SE-SUSP-04")
    assert [number["value"] for number in ten_days["numbers"] if number["unit"] == "days"] == ["10"]


def test_a_country_that_is_not_known_is_a_usage_error() -> None:
    finished = varsel("law", "--country", "XX")

    assert finished.returncode == 2
    assert "SE" in finished.stderr


def test_a_policy_with_a_typo_exits_2_and_names_the_key_and_the_line(tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text("payments:\n  demand_dais: 14\n", encoding="utf-8")

    finished = varsel("policy", "check", file)

    assert finished.returncode == 2
    assert "demand_dais" in finished.stderr
    assert "line 2" in finished.stderr
    assert "demand_days" in finished.stderr


def test_a_policy_that_gives_less_than_the_law_exits_5_and_names_the_rule(tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text("payments:\n  limited_days: 9\n", encoding="utf-8")

    finished = varsel("policy", "check", file)

    assert finished.returncode == 5
    assert "SE-SUSP-04" in finished.stderr


def test_a_policy_that_keeps_the_law_is_said_to(tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text("payments:\n  limited_days: 10\n", encoding="utf-8")

    assert varsel("policy", "check", file).returncode == 0


def test_a_bank_file_that_is_none_exits_2_and_one_that_is_not_there_too(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear bank\n", encoding="utf-8")

    finished = varsel("intake", "check", "--json", file, tmp_path / "nowhere.txt")

    found = [json.loads(line) for line in finished.stdout.splitlines()]
    assert finished.returncode == 2
    assert [one["ok"] for one in found] == [False, False]
    assert all(one["errors"] for one in found)


def test_a_database_address_that_is_none_is_one_clear_line() -> None:
    finished = varsel("doctor", DATABASE_URL="mysql://root@localhost/varsel")

    assert finished.returncode == 2
    assert "DATABASE_URL" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_a_port_that_is_taken_is_said_before_anything_is_started(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        finished = varsel("up", VARSEL_STATE=str(tmp_path), VARSEL_PORT=str(other.getsockname()[1]))

    assert finished.returncode == 2
    assert "is taken" in finished.stderr
    assert not (tmp_path / "production").exists()


def test_a_database_that_does_not_answer_is_a_finding_not_a_traceback(tmp_path: Path) -> None:
    finished = varsel("doctor", VARSEL_STATE=str(tmp_path))

    assert finished.returncode == 1
    assert "MEND database" in finished.stdout
    assert "Traceback" not in finished.stderr
