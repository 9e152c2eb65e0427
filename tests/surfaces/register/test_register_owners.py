"""Whose word counts is kept version by version; and what tells of a protected identity is hidden in every list."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from promises.forging import put, refused, run
from surfaces.register.world import AT, FILES, RUNNING, load, write
from varsel.records.journal import queries as journal
from varsel.surfaces.cli.commands import app
from varsel.surfaces.register.owners import Owners, owners_in_force, read_owners, set_owners

CRM = Owners(default="billing", named={"customers": "crm"})


def test_before_any_are_set_the_shipped_ones_hold(db: None) -> None:
    assert owners_in_force() == read_owners()


def test_what_is_set_holds_from_then_on_and_is_told(db: None) -> None:
    first = set_owners(owners=CRM, actor="test", at=AT)
    again = set_owners(owners=CRM, actor="test", at=AT)

    assert owners_in_force() == first == again
    assert first.of(entity="customers", column="name") == "crm"
    (told,) = [entry for entry in journal.everything() if entry.kind == "register_owners_set"]
    assert (told.about, told.actor) == (f"owners:{first.version}", "test")


def test_a_load_tells_by_which_version(transactional_db: None, tmp_path: Path) -> None:
    owners = tmp_path / "owners.yaml"
    owners.write_text("default: crm\n", encoding="utf-8")
    folder = write(tmp_path / "files", customers=FILES["customers"])

    done = CliRunner().invoke(app, ["register", "load", str(folder), "--owners", str(owners), "--system", "crm"])

    assert done.exit_code == 0
    (loaded,) = [entry for entry in journal.everything() if entry.kind == "register_loaded"]
    assert loaded.facts["owners"] == owners_in_force().version
    shown = CliRunner().invoke(app, ["register", "owners"])
    assert shown.stdout.splitlines() == [f"# version {owners_in_force().version}", "default: crm"]


def test_a_rehearsal_sets_no_owners(transactional_db: None, tmp_path: Path) -> None:
    owners = tmp_path / "owners.yaml"
    owners.write_text("default: crm\n", encoding="utf-8")
    folder = write(tmp_path / "files", customers=FILES["customers"])

    CliRunner().invoke(app, ["register", "check", str(folder), "--owners", str(owners)])

    assert owners_in_force().version is None


def test_a_version_is_never_changed(db: None) -> None:
    put("register_owners", document={"default": "crm"}, digest="d", set_at=AT, set_by="forger")
    for statement in ("UPDATE register_owners SET set_by = 'x'", "DELETE FROM register_owners"):
        with refused(by="permission"):
            run(statement)


def _conflicts(tmp_path: Path, **files: str) -> str:
    load(write(tmp_path / "a", **FILES, **RUNNING))
    load(write(tmp_path / "b", **files), system="crm")
    return CliRunner().invoke(app, ["register", "conflicts"]).stdout


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "secret"),
    [
        ("customers", "Kari Nordmann", "Kari Hemmelig", "name", "Kari"),
        ("customers", "Storgata 1", "Skjult vei 5", "letter", "Stor"),
        ("lines", "L1;N2;Storgatan 1", "L1;N2;Hemliga vägen 2", "address", "gatan"),
        ("holds", "Lost the job", "Is ill", "because", "job"),
    ],
)
def test_values_of_a_protected_identity_are_hidden(
    transactional_db: None, tmp_path: Path, name: str, old: str, new: str, field: str, secret: str
) -> None:
    text = {**FILES, **RUNNING}[name]
    if name == "lines":  # the line of somebody who says now that they are protected
        load(write(tmp_path / "a", **FILES, **RUNNING))
        run("UPDATE parties_party SET protected_identity = true WHERE external_id = 'C1'")
    else:
        load(write(tmp_path / "a", **FILES, **RUNNING))
    load(write(tmp_path / "b", **{name: text.replace(old, new)}), system="crm")

    shown = CliRunner().invoke(app, ["register", "conflicts"]).stdout

    assert f", {field}: crm tells '•••', here it is '•••'" in shown
    assert secret not in shown


def test_who_is_only_told_to_be_protected_is_hidden_too(transactional_db: None, tmp_path: Path) -> None:
    told = FILES["customers"].replace("Åsa Öberg", "Åsa Ny").replace("SE;false", "SE;true")
    shown = _conflicts(tmp_path, customers=told)
    assert "Åsa" not in shown
    assert "protected_identity: crm tells 'true'" in shown


def test_the_values_of_others_are_shown(transactional_db: None, tmp_path: Path) -> None:
    assert "Åsa Ny" in _conflicts(tmp_path, customers=FILES["customers"].replace("Åsa Öberg", "Åsa Ny"))


def test_what_is_wrong_in_a_row_of_a_protected_identity_is_hidden(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "a", **FILES))
    told = FILES["customers"].replace('true;;;"Storgata', 'true;070-secret;;"Storgata')
    load(write(tmp_path / "b", customers=told))

    shown = CliRunner().invoke(app, ["register", "quarantine"]).stdout

    assert "column sms: •••" in shown
    assert "secret" not in shown
