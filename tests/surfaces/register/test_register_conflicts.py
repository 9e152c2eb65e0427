"""Whose word counts: the owner's is taken, another's is listed, and nothing is overwritten silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from surfaces.register.world import FILES, load, only, write
from varsel.kit.located_yaml import InputError
from varsel.records.agreements import queries as agreed
from varsel.records.journal import queries as journal
from varsel.records.parties import queries as parties
from varsel.surfaces.register import quarantine
from varsel.surfaces.register.owners import read_owners

HEAD = "external_id;name;kind;language;country;sms\n"
OURS = HEAD + "C1;Anna Ek;consumer;sv;SE;+46701234567\n"
THEIRS = HEAD + "C1;Anna Ask;consumer;nb;SE;+46701234568\n"


def test_what_the_owner_tells_is_taken_and_the_rest_is_a_conflict(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "a", customers=OURS))

    report = load(write(tmp_path / "b", customers=THEIRS), system="crm", customers__name="crm")

    anna = parties.by_external_id(external_id="C1")
    assert anna is not None
    assert (anna.name, anna.language) == ("Anna Ask", "sv")
    assert parties.reach(party_id=anna.id)["sms"].value == "+46701234567"
    assert (only(report).changed, report.conflicts) == (1, 2)
    assert [(one.field, one.stored, one.told, one.system, one.owner) for one in quarantine.differing()] == [
        ("language", "sv", "nb", "crm", "register"),
        ("sms", "+46701234567", "+46701234568", "crm", "register"),
    ]


def test_a_conflict_is_told_in_the_journal_by_its_fields_only(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "a", customers=OURS))
    load(write(tmp_path / "b", customers=THEIRS), system="crm")

    (told,) = [entry for entry in journal.everything() if entry.kind == "register_conflict"]
    assert told.facts == {"entity": "customers", "system": "crm", "fields": {"name": 1, "language": 1, "sms": 1}}


def test_a_conflict_is_gone_when_the_system_agrees(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "a", customers=OURS))
    load(write(tmp_path / "b", customers=THEIRS), system="crm")

    load(write(tmp_path / "c", customers=OURS), system="crm")

    assert quarantine.differing() == []


def test_what_no_file_changes_is_a_conflict_for_everybody(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "a", **FILES))

    report = load(write(tmp_path / "b", contracts=FILES["contracts"].replace("2024-02-29", "2024-03-01")))

    assert report.conflicts == 1
    (one,) = quarantine.differing()
    assert (one.key, one.field, one.stored, one.told, one.owner) == ("K1", "signed_on", "2024-02-29", "2024-03-01", "")


def test_a_column_that_the_file_has_not_is_left_alone(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "a", customers=OURS))

    report = load(
        write(tmp_path / "b", customers="external_id;name;kind;language;country\nC1;Anna Ek;consumer;sv;SE\n")
    )

    anna = parties.by_external_id(external_id="C1")
    assert anna is not None
    assert only(report).same == 1
    assert "sms" in parties.reach(party_id=anna.id)


def test_a_new_price_is_taken_and_another_price_of_the_same_day_is_not(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "a", **FILES))

    newer = load(write(tmp_path / "b", services=FILES["services"].replace("399,00;2024-03-01", "449;2026-01-01")))
    other = load(write(tmp_path / "c", services=FILES["services"].replace("399,00", "398,00")))

    fibre = agreed.service_called(external_id="S1")
    assert fibre is not None
    prices = agreed.prices_of(service_ids=[fibre.id])[fibre.id]
    assert [str(price) for _, price in prices] == ["349.00", "399.00", "449.00"]
    assert (only(newer).changed, newer.conflicts, only(other).changed, other.conflicts) == (1, 0, 0, 1)
    assert [(one.stored, one.told) for one in quarantine.differing()] == [("399.00", "398.00")]


def test_a_price_of_somebody_who_does_not_own_it_is_a_conflict(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "a", **FILES))
    told = FILES["services"].replace("399,00;2024-03-01", "449;2026-01-01")

    report = load(write(tmp_path / "b", services=told), system="crm")

    assert [(one.field, one.stored, one.told) for one in only(report).conflicts] == [("price", None, "449.00")]


def test_a_stored_invoice_is_never_changed_by_a_file(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "a", **FILES))
    items = (
        FILES["open_items"].replace("fee;;49;49", "fee;;59;59")
        + "F1;123;C1;SEK;2026-10-01;2026-10-31;2026-10-30;3;fee;;1;1\n"
    )

    report = load(write(tmp_path / "b", open_items=items))

    assert only(report).refused[-1].reason.startswith("the invoice was received")
    assert report.conflicts == 0  # an invoice is taken whole or not at all


def test_a_customer_number_of_somebody_else_is_refused(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "a", customers=FILES["customers"]))

    report = load(
        write(tmp_path / "b", customers="external_id;number;name;kind;language;country\nC7;1001;Bo;consumer;sv;SE\n")
    )

    assert [(one.line, one.column, one.reason) for one in only(report).refused] == [
        (2, "number", "number '1001' belongs to another row")
    ]


def test_owners_are_read_from_a_file_that_names_files_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "owners.yaml"
    path.write_text("default: billing\ncustomers: crm\ncustomers.name: folk\n", encoding="utf-8")

    owners = read_owners(path=path)

    assert owners.of(entity="customers", column="name") == "folk"
    assert owners.of(entity="customers", column="language") == "crm"
    assert owners.of(entity="services", column="price") == "billing"


def test_an_owner_of_nothing_that_there_is_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "owners.yaml"
    path.write_text("customers.nmae: crm\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"'customers\.nmae' is no file or column of the register, line 1"):
        read_owners(path=path)


def test_without_a_file_the_register_owns_everything() -> None:
    assert read_owners().of(entity="customers", column="name") == "register"
