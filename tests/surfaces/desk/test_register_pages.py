"""The register on the desk: loads, rows that wait, values in conflict."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape

from surfaces.desk.people import inside, staff
from surfaces.desk.world import World
from surfaces.register.world import FILES, load, write
from varsel.kit import clock
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.parties import queries as parties
from varsel.surfaces.register import quarantine

pytestmark = pytest.mark.database
HEAD = "external_id;name;kind;language;country;protected_identity\n"
THEIRS = HEAD + "C1;Anna Ask;consumer;sv;SE;false\nC2;Kari Ask;consumer;nb;NO;true\n"


@pytest.fixture
def loaded(world: World, tmp_path: Path) -> Client:
    """A register, another system's other names, and a contract of somebody unknown; somebody of finance looks."""
    load(write(tmp_path / "a", **FILES), at=clock.now())
    load(write(tmp_path / "b", customers=THEIRS), system="crm", at=clock.now())
    wrong = "external_id;customer;kind;signed_on\nK9;C9;subscription;2024-02-29\n"
    load(write(tmp_path / "c", contracts=wrong), at=clock.now())
    return inside(staff("finance"))


def test_a_load_tells_rows_in_and_what_was_refused_where_and_why(loaded: Client) -> None:
    assert "contracts.csv" in loaded.get("/register/?entity=contracts").content.decode()
    (row,) = quarantine.waiting()
    page = loaded.get(f"/register/{row.file_id}/").content.decode()
    for said in ("line 2", "<code>customer</code>", "K9", escape(row.reason)):
        assert said in page
    assert ";contracts.csv;contracts;register;1;0;0;0;1;0" in loaded.get("/register.csv").content.decode()


def test_a_row_is_tried_again_once_what_it_names_has_come(loaded: Client, world: World) -> None:
    world.customer("C9", "Nils Nyman")
    said = loaded.post("/register/waiting/again/", follow=True).content.decode()
    assert "1 row was taken; 0 wait on." in said
    assert "No row waits." in said


def test_a_row_is_let_go_for_a_reason_that_the_journal_keeps(loaded: Client) -> None:
    (row,) = quarantine.waiting()
    assert "Choose why" in loaded.post(f"/register/waiting/{row.id}/discard/", follow=True).content.decode()
    assert quarantine.count() == 1
    loaded.post(f"/register/waiting/{row.id}/discard/", {"because": "test"})
    assert quarantine.count() == 0
    (told,) = journal.entries(about=[f"register:{row.file_id}"], kinds=[Kind.REGISTER_ROW_DISCARDED])
    assert told.facts == {"entity": "contracts", "system": "register", "line": 2, "because": "test"}


def test_theirs_is_taken_once_and_the_journal_tells_it_without_the_value(loaded: Client) -> None:
    (anna,) = [one for one in quarantine.differing() if (one.key, one.field) == ("C1", "name")]
    assert "Theirs was taken." in _settled(loaded, anna.id, "theirs")
    found = parties.by_external_id(external_id="C1")
    assert found is not None
    assert found.name == "Anna Ask"
    (told,) = journal.entries(about=["register:customers"], kinds=[Kind.REGISTER_CONFLICT_SETTLED])
    assert told.facts == {"entity": "customers", "system": "crm", "field": "name", "kept": "theirs"}
    assert "settled already" in _settled(loaded, anna.id, "theirs")


def test_ours_is_kept_and_the_conflict_is_gone(loaded: Client) -> None:
    (anna,) = [one for one in quarantine.differing() if (one.key, one.field) == ("C1", "name")]
    assert "Ours was kept." in _settled(loaded, anna.id, "ours")
    found = parties.by_external_id(external_id="C1")
    assert found is not None
    assert found.name == "Åsa Öberg"
    assert anna.id not in {one.id for one in quarantine.differing()}


def test_a_protected_name_is_masked_on_the_page_and_in_the_file_but_for_who_may_see_it(loaded: Client) -> None:
    officer = inside(staff("dpo", name="Dora Ek"))
    for address in ("/register/conflicts/", "/register/conflicts.csv"):
        said = loaded.get(address).content.decode()
        assert "Anna Ask" in said
        assert "Kari Ask" not in said
        assert "Kari Ask" in officer.get(address).content.decode()


def test_who_may_look_but_not_settle_has_no_buttons_and_is_refused(loaded: Client) -> None:
    collector = inside(staff("collections", name="Cleo Ek"))
    assert "Keep ours" not in collector.get("/register/conflicts/").content.decode()
    (first, *_rest) = quarantine.differing()
    assert collector.post(f"/register/conflicts/{first.id}/settle/", {"keep": "ours"}).status_code == 403


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/register/", "Nothing was loaded yet."),
        ("/register/waiting/", "No row waits."),
        ("/register/conflicts/", "No value is in conflict."),
    ],
)
def test_an_empty_list_says_what_would_stand_here(world: World, address: str, said: str) -> None:
    assert said in inside(staff("finance")).get(address).content.decode()


def _settled(client: Client, conflict_id: int, keep: str) -> str:
    address = f"/register/conflicts/{conflict_id}/settle/"
    return client.post(address, {"keep": keep}, follow=True).content.decode()
