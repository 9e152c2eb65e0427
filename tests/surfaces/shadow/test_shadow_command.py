"""`varsel shadow` as its users run it: the switch, the day's list, and files that do not hold."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

import builders
from surfaces.shadow.playing import shadowed
from varsel.kit import clock
from varsel.kit.located_yaml import InputError
from varsel.outlets.shadow import queries
from varsel.records.agreements.queries import Having
from varsel.surfaces.cli.commands import app

MAY = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
HEAD = "day;customer;service;action;amount\n"


def _run(*words: str, at: datetime = MAY) -> Result:
    with clock.held(at=at):
        return CliRunner().invoke(app, ["shadow", *words])


def _file(folder: Path, text: str) -> str:
    path = folder / "present.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return str(path)


def test_it_is_switched_on_and_off_and_says_so(db: None) -> None:
    assert json.loads(_run("status", "--json").stdout) == {"shadow": False, "since": None}

    assert _run("on").exit_code == 0
    assert json.loads(_run("status", "--json").stdout) == {"shadow": True, "since": MAY.isoformat()}
    assert "since 2026-05-01T08:00:00+00:00 (cli)" in _run("status").stdout
    again = _run("on")
    assert (again.exit_code, again.stderr) == (5, "shadow mode is on already\n")

    assert "0 customers begin anew" in _run("off").stdout
    assert _run("off").exit_code == 5
    assert queries.running() is None


def test_what_can_not_be_now_says_what_to_do_and_changes_nothing(db: None) -> None:
    builders.set_policy(approval="automatic")
    service = builders.service(party_id=builders.customer())
    builders.invoice(services=[service])
    builders.advance(to=datetime(2026, 3, 31, tzinfo=UTC))

    refused = _run("on")

    assert (refused.exit_code, refused.stderr) == (5, "services are restricted in earnest: open them first\n")
    assert queries.running() is None


def test_a_day_is_listed_in_words_json_and_csv(owing: Having, tmp_path: Path) -> None:
    shadowed(to=MAY)
    told = _file(
        tmp_path, HEAD + f"2026-03-30;;{owing.external_id};close;\n2026-03-30;;{owing.external_id};limit;300\n"
    )
    ask = ("report", "--day", "2026-03-30", "--against", told)

    words, found = _run(*ask).stdout, json.loads(_run(*ask, "--json").stdout)
    rows = list(csv.DictReader(_run(*ask, "--csv").stdout.splitlines(), delimiter=";"))

    assert "limit" in words
    assert "[limited-days-running]" in words
    assert found["counts"] == {"both": 1, "ours": 0, "theirs": 1}
    assert [(row["group"], row["action"], row["rule"], row["code"]) for row in found["rows"]] == [
        ("both", "limit", "SE-SUSP-01", found["rows"][0]["code"]),
        ("theirs", "close", "SE-SUSP-04", "limited-days-running"),
    ]
    assert [(row["group"], row["amount"], row["line"]) for row in rows] == [
        ("both", "300.00", "3"),
        ("theirs", "", "2"),
    ]


def test_without_a_file_it_lists_ours_alone(owing: Having) -> None:
    shadowed(to=MAY)
    found = json.loads(_run("report", "--day", "2026-03-13", "--json").stdout)
    assert (found["compared"], found["counts"]) == (False, {"ours": 1})
    assert found["rows"][0]["why"] == "Unpaid; it was due on Fri 6 Mar 2026."


def test_today_is_the_day_where_none_is_given_and_a_file_of_other_days_is_pointed_at(
    owing: Having, tmp_path: Path
) -> None:
    told = _file(tmp_path, HEAD + "2026-03-30;C1;;limit;\n")
    done = _run("report", "--against", told)
    assert "2026-05-01: 0 rows" in done.stdout
    assert "the file tells nothing of 2026-05-01: it tells of 2026-03-30 to 2026-03-30" in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "30.03.2026;C1;;limit;\n", "column day is '30.03.2026'"),
        (HEAD + "2026-03-30;C1;;limit;\n2026-02-30;C1;;limit;\n", "a day that does not exist, line 3"),
        (HEAD + "2026-03-30;C1;;throttle;\n", "column action is 'throttle', not one of demand, warning, limit"),
        (HEAD + "2026-03-30;;;limit;\n", "column customer and service are both empty"),
        (HEAD + "2026-03-30;C1;;limit;-5\n", "column amount is '-5'"),
        (HEAD + "2026-03-30;C1;;limit;1,234.50\n", "column amount is '1,234.50'"),
        (HEAD + "2026-03-30;1,2E+05;;limit;\n", "a number that a spreadsheet rounded"),
        (HEAD + "2026-03-30;C1;limit\n", "3 columns, where the head has 5"),
        (HEAD + "x;C1;;limit;\ny;C1;;limit;\n", "(1 more rows are wrong)"),
        ("day;customer;act\n", "the column 'act' is not known, line 1; did you mean 'action'"),
        ("customer;action\nC1;limit\n", "the column 'day' is missing"),
        ("", "the file is empty"),
        (HEAD + '2026-03-30;"C1;;limit;\n', "a quote that opens in this row is never closed"),
    ],
)
def test_a_file_that_does_not_hold_says_where_and_why(db: None, tmp_path: Path, text: str, said: str) -> None:
    done = _run("report", "--against", _file(tmp_path, text))
    assert isinstance(done.exception, InputError)
    assert said in str(done.exception)
    assert "present.csv" in str(done.exception)


def test_windows_letters_commas_and_other_orders_are_read(owing: Having, tmp_path: Path) -> None:
    shadowed(to=MAY)
    path = tmp_path / "present.csv"
    path.write_bytes(f"Action,Service,Day,Customer\r\nlimit,{owing.external_id},2026-03-30,\r\n".encode("cp1252"))
    assert "Both did: 1" in _run("report", "--day", "2026-03-30", "--against", str(path)).stdout


def test_a_day_that_is_none_is_refused(db: None) -> None:
    assert _run("report", "--day", "tomorrow").exit_code == 2
