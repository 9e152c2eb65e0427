"""Loads: the first whole or not at all, later ones row by row; twice, late, and in the wrong order."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from surfaces.register.world import AT, FILES, load, loader, only, write
from varsel.records.agreements import queries as agreed
from varsel.records.journal import queries as journal
from varsel.records.ledger import queries as billed
from varsel.records.parties import queries as parties
from varsel.surfaces.register import exporting, quarantine
from varsel.surfaces.register.errors import LoadRefused, RegisterFileError
from varsel.surfaces.register.loading import FirstLoadIncomplete

Fresh = Callable[[], AbstractContextManager[None]]
CUSTOMER = "external_id;name;kind;language;country;sms\nC9;Nio;consumer;sv;SE;\n"
BAD = CUSTOMER + "C8;Åtta;person;sv;SE;\n"
DAY = timedelta(days=1)


def state(folder: Path) -> dict[str, str]:
    """Return everything that the register holds, as its own export writes it."""
    exporting.export(folder=folder, at=AT, actor="test", progress=lambda *_: None)
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((folder / "json").iterdir())}


def counted(table: str) -> int:
    """Return how many rows a table has."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def test_a_first_load_takes_everything(transactional_db: None, tmp_path: Path) -> None:
    report = load(write(tmp_path, **FILES), first=True)

    assert [(file.entity, file.rows, file.added) for file in report.files] == [
        ("customers", 3, 3),
        ("consents", 1, 1),
        ("nodes", 2, 2),
        ("lines", 2, 2),
        ("equipment", 1, 1),
        ("contracts", 2, 2),
        ("versions", 1, 1),
        ("services", 2, 2),
        ("prices", 1, 1),
        ("open_items", 2, 2),
        ("cases", 1, 1),
    ]
    anna = parties.by_external_id(external_id="C1")
    assert anna is not None
    assert parties.reach(party_id=anna.id)["sms"].value == "+46701234567"
    fibre = agreed.service_called(external_id="S1")
    assert fibre is not None
    assert (fibre.party_id, fibre.country, fibre.telecare) == (anna.id, "SE", True)
    invoice = billed.invoice_called(number="F1")
    assert invoice is not None
    assert [(line.amount_ore, line.open_ore) for line in invoice.lines] == [(39900, 10000), (4900, 4900)]
    assert str(invoice.lines[0].settled[0].counts_on) == "2026-10-30"


def test_an_invoice_that_was_loaded_is_heard_of_like_any_other(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path, **FILES))

    (told,) = [entry for entry in journal.everything() if entry.kind == "invoice_received"]
    assert told.facts == {"due_on": "2026-10-31", "amount": "448.00", "currency": "SEK"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM clocks_clock WHERE kind = 'hear' AND about = %s", [f"entry:{told.id}"])
        assert cursor.fetchone() == (1,)


def test_a_first_load_with_one_bad_row_takes_nothing(transactional_db: None, tmp_path: Path) -> None:
    folder = write(tmp_path, **{**FILES, "customers": FILES["customers"] + "C4;1004;;consumer;sv;SE;;;;\n"})

    with pytest.raises(FirstLoadIncomplete) as incomplete:
        load(folder)

    (file, *others) = incomplete.value.report.files
    assert [(one.line, one.column, one.reason) for one in file.refused] == [(6, "name", "is empty")]
    assert all(other.ok for other in others)
    assert counted("parties_party") == counted("register_file") == counted("journal_entry") == 0


def test_a_first_load_in_the_wrong_order_says_what_is_missing(transactional_db: None, tmp_path: Path) -> None:
    folder = write(tmp_path, services=FILES["services"])

    with pytest.raises(FirstLoadIncomplete) as incomplete:
        load(folder)

    first = only(incomplete.value.report).refused[0]
    assert (first.line, first.column) == (2, "contract")
    assert first.reason == "contract 'K1' is not known: load contracts first, or in the same folder"


def test_a_later_load_puts_bad_rows_into_quarantine_and_takes_the_others(
    transactional_db: None, tmp_path: Path
) -> None:
    load(write(tmp_path / "first", **FILES))

    report = load(write(tmp_path / "later", customers=BAD))

    assert (only(report).added, report.waiting) == (1, 1)
    (waits,) = quarantine.waiting()
    assert (waits.file, waits.line, waits.column, waits.key) == ("customers.csv", 3, "kind", "C8")
    assert waits.reason == "is 'person', not one of consumer, business, association"


def test_a_row_that_waited_is_taken_when_what_it_names_arrives(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "first", customers=CUSTOMER))
    waits = load(
        write(tmp_path / "contracts", contracts="external_id;customer;kind;signed_on\nK9;C7;connection;2020-01-01\n")
    )
    assert waits.waiting == 1

    after = load(write(tmp_path / "customers", customers=CUSTOMER.replace("C9", "C7")))

    assert after.waiting == 0
    assert counted("agreements_contract") == 1


def test_a_corrected_row_replaces_the_one_that_waits(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "first", customers=CUSTOMER))
    load(write(tmp_path / "bad", customers=BAD))

    report = load(write(tmp_path / "good", customers=BAD.replace("person", "consumer")))

    assert report.waiting == 0
    assert parties.by_external_id(external_id="C8") is not None


def test_the_same_file_twice_is_nothing_to_do_under_any_name(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "a", **FILES))
    before = state(tmp_path / "before")
    (tmp_path / "a" / "customers.csv").rename(tmp_path / "a" / "customers-again.csv")

    report = load(tmp_path / "a")

    assert all(file.duplicate for file in report.files)
    assert state(tmp_path / "after") == before


ORDERS = [sorted(FILES), sorted(FILES, reverse=True), list(FILES)[::-1], sorted(FILES, key=lambda name: name[-1])]


@pytest.mark.parametrize("order", ORDERS)
def test_files_one_by_one_in_any_order_and_twice_leave_the_same_state(
    transactional_db: None, fresh: Fresh, tmp_path: Path, order: list[str]
) -> None:
    load(write(tmp_path / "zero", nodes="external_id;kind\nN1;core\n"))
    folder = write(tmp_path / "all", **FILES)
    for name in (*order, *order):
        load(folder / f"{name}.csv")
    assert quarantine.count() == 0
    piecemeal = state(tmp_path / "one")

    with fresh():
        load(folder)
        assert state(tmp_path / "two") == piecemeal


def test_a_file_older_than_the_last_is_refused(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "new", customers=CUSTOMER), exported_at=AT)
    changed = write(tmp_path / "old", customers=CUSTOMER.replace("Nio", "Nils"))

    with pytest.raises(LoadRefused, match="before the last one"):
        load(changed, exported_at=AT - DAY)
    with pytest.raises(LoadRefused, match="give --exported-at"):
        load(changed)

    assert only(load(changed, exported_at=AT + DAY)).changed == 1


def test_the_files_own_word_on_its_age_counts(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "new", customers=f"# exported_at={AT.isoformat()}\n{CUSTOMER}"))
    old = f"# exported_at={(AT - DAY).isoformat()}\n{CUSTOMER.replace('Nio', 'Nils')}"

    with pytest.raises(LoadRefused, match="before the last one"):
        load(write(tmp_path / "old", customers=old), exported_at=AT + DAY)


def test_first_is_refused_when_it_is_not(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "a", customers=CUSTOMER))

    with pytest.raises(LoadRefused, match="loaded before"):
        load(write(tmp_path / "b", customers=CUSTOMER.replace("9", "7")), first=True)


def test_a_file_that_can_not_be_read_stops_the_whole_load(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "a", nodes=FILES["nodes"]))

    with pytest.raises(RegisterFileError, match="never closed"):
        load(write(tmp_path / "b", customers=CUSTOMER, lines='external_id;address\nL1;"Stor\n'))

    assert counted("parties_party") == 0


def test_a_rehearsal_says_it_all_and_changes_nothing(transactional_db: None, tmp_path: Path) -> None:
    folder = write(tmp_path, **{**FILES, "customers": BAD, "nodes": 'external_id;kind\nN1;"core\n'})

    report = loader().rehearse(paths=[folder])

    customers, _, nodes, *_ = report.files
    assert (customers.added, len(customers.refused), customers.ok) == (1, 1, False)
    assert "never closed, line 2" in nodes.error
    assert counted("parties_party") == counted("register_file") == counted("journal_entry") == 0


def test_the_journal_holds_figures_and_no_names(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path, **FILES))

    told = [entry for entry in journal.everything() if entry.kind == "register_loaded"]
    assert told[0].facts["entity"] == "customers"
    assert len(told[0].facts["sha256"]) == 64
    assert (told[0].facts["rows"], told[0].facts["added"], told[0].party) == (3, 3, None)
    everything = str([entry.facts for entry in journal.everything()])
    assert not [name for name in ("Åsa", "Kari", "asa@", "4670") if name in everything]


def test_a_line_of_an_invoice_that_is_bad_keeps_the_whole_invoice_out(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "first", **{**FILES, "open_items": FILES["open_items"].split("\n")[0] + "\n"}))
    items = (
        FILES["open_items"].replace("fee;;49;49", "fee;;49;50")
        + FILES["open_items"].split("\n")[1].replace("F1;123", "F2;124")
        + "\n"
    )

    report = load(write(tmp_path / "later", open_items=items))

    assert [(one.line, one.column) for one in only(report).refused] == [(2, "invoice"), (3, "open")]
    assert billed.invoice_called(number="F1") is None
    assert billed.invoice_called(number="F2") is not None


def test_nodes_in_a_circle_are_refused(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "first", nodes=FILES["nodes"]))

    report = load(write(tmp_path / "later", nodes="external_id;kind;parent\nN1;core;N2\nN3;access;N2\n"))

    (refused,) = only(report).refused
    assert (refused.line, refused.column) == (2, "parent")
    assert "below itself" in refused.reason


def test_an_instant_of_the_load_is_that_of_the_contact_points(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "first", customers=FILES["customers"]))
    later = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)

    load(write(tmp_path / "later", customers=FILES["customers"].replace("45 67", "45 68")), at=later)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT value, valid_from, valid_to FROM parties_contact_point WHERE channel = 'sms' ORDER BY id"
        )
        assert cursor.fetchall() == [("+46701234567", AT, later), ("+46701234568", later, None)]
    assert [entry.facts for entry in journal.everything() if entry.kind == "contact_changed"] == [{"channel": "sms"}]


def test_a_row_that_stood_twice_is_not_tried_again(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "a", nodes=FILES["nodes"]))
    load(write(tmp_path / "b", customers=CUSTOMER + "C9;Neun;consumer;sv;SE;\n"))
    assert quarantine.count() == 1

    load(write(tmp_path / "c", lines="external_id\nL1\n"))

    nine = parties.by_external_id(external_id="C9")
    assert nine is not None
    assert nine.name == "Nio"


@pytest.mark.parametrize("bad", ["C8;Åtta;consumer\n", "C8;Åtta;person;sv;SE;\n", "C8;Åtta;consumer;sv;SE;112\n"])
def test_a_corrected_row_takes_the_place_of_a_bad_one(transactional_db: None, tmp_path: Path, bad: str) -> None:
    load(write(tmp_path / "a", nodes=FILES["nodes"]))
    assert load(write(tmp_path / "b", customers=CUSTOMER + bad)).waiting == 1

    assert load(write(tmp_path / "c", customers=CUSTOMER + "C8;Åtta;consumer;sv;SE;\n")).waiting == 0


def test_a_file_from_the_future_is_refused(transactional_db: None, tmp_path: Path) -> None:
    with pytest.raises(LoadRefused, match="which is to come"):
        load(write(tmp_path, customers=CUSTOMER), exported_at=AT + DAY + timedelta(seconds=1))
