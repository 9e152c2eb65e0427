"""`varsel register` as its user runs it: what it prints and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from surfaces.register.world import FILES, write
from varsel.kit.located_yaml import InputError
from varsel.surfaces.cli.register import app

CUSTOMER = "external_id;name;kind;language;country\nC9;Nio;consumer;sv;SE\n"
BAD = CUSTOMER + "C8;Åtta;person;sv;SE\n"


def register(*arguments: str | Path) -> Result:
    """Run the command and return what it said."""
    return CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)


@pytest.mark.usefixtures("transactional_db", "held_clock")
class TestRegister:
    def test_a_check_of_good_files_exits_0_and_prints_one_object_a_file(self, tmp_path: Path) -> None:
        done = register("check", write(tmp_path, **FILES), "--json")

        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.exit_code == 0
        assert [one["entity"] for one in found] == list(FILES)
        assert (found[0]["rows"], found[0]["refused"], found[0]["encoding"]) == (3, [], "UTF-8")

    def test_a_check_of_a_bad_row_exits_2_and_names_its_place(self, tmp_path: Path) -> None:
        done = register("check", write(tmp_path, customers=BAD))

        assert done.exit_code == 2
        assert "line 3, column kind: is 'person', not one of consumer, business, association" in done.stdout

    def test_a_first_load_with_a_bad_row_exits_2_and_says_that_nothing_was_loaded(self, tmp_path: Path) -> None:
        done = register("load", write(tmp_path, customers=BAD), "--first")

        assert done.exit_code == 2
        assert "nothing was loaded" in done.stderr

    def test_a_later_load_with_a_bad_row_exits_6_and_the_row_is_listed(self, tmp_path: Path) -> None:
        assert register("load", write(tmp_path / "a", nodes=FILES["nodes"]), "--first").exit_code == 0

        assert register("load", write(tmp_path / "b", customers=BAD)).exit_code == 6

        listed = register("quarantine").stdout
        assert "customers.csv, line 3, column kind" in listed
        assert "1 rows let go" in register("quarantine", "--dismiss", listed.split()[0]).stdout
        assert register("load", tmp_path / "b").exit_code == 0

    def test_an_older_file_exits_5(self, tmp_path: Path) -> None:
        folder = write(tmp_path / "a", customers=CUSTOMER)
        register("load", folder, "--exported-at", "2026-03-01T08:00:00+01:00")

        older = write(tmp_path / "b", customers=CUSTOMER.replace("Nio", "Nils"))
        done = register("load", older, "--exported-at", "2026-02-01T08:00:00+01:00")

        assert done.exit_code == 5
        assert "before the last one" in done.stderr

    def test_a_conflict_exits_6_and_is_listed(self, tmp_path: Path) -> None:
        register("load", write(tmp_path / "a", customers=CUSTOMER))

        done = register("load", write(tmp_path / "b", customers=CUSTOMER.replace("Nio", "Nils")), "--system", "crm")

        assert done.exit_code == 6
        expected = "customers C9, name: crm tells 'Nils', here it is 'Nio'; register owns it"
        assert expected in register("conflicts").stdout

    def test_an_export_says_how_much_it_wrote(self, tmp_path: Path) -> None:
        register("load", write(tmp_path / "a", **FILES))

        done = register("export", tmp_path / "out")

        assert done.exit_code == 0
        assert "services: 2 rows" in done.stdout

    def test_an_instant_that_is_none_is_an_input_error(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="--exported-at: is 'today'"):
            register("load", write(tmp_path, customers=CUSTOMER), "--exported-at", "today")
