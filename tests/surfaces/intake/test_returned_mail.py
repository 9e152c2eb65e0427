"""Letters that came back: a file of marks is taken whole or not at all, and the next channel follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

import builders
from outlets.notices.letters.printing import SENDER
from outlets.notices.saying import send, tell
from varsel.kit import clock
from varsel.kit.reading import fetch
from varsel.outlets.notices.letters import queries as letters
from varsel.outlets.notices.letters.handing import Folder
from varsel.outlets.notices.letters.print_house import PrintHouse
from varsel.outlets.notices.letters.recipients import recipients
from varsel.surfaces.cli.commands import app
from varsel.surfaces.intake.returned_mail import Noted, ReturnedMailError, take

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BACK = AT + timedelta(days=20)
HEAD = "mark;returned;reason\r\n"


@pytest.fixture
def mark(transactional_db: None, tmp_path: Path) -> str:
    """Give the mark of a letter that was printed for a customer."""
    builders.set_policy()
    party = builders.customer(contacts={"letter": "Storgatan 1, 593 30 Västervik"}, at=AT)
    tell(party_id=party, at=AT, about="service_reopened")
    send(at=AT, gateway=PrintHouse(way=Folder(folder=tmp_path), sender=SENDER, recipients=recipients, now=lambda: AT))
    (ref,) = (row[0] for row in fetch(statement="SELECT ref::text FROM notices_attempt", values={}))
    printed = letters.printed(attempt_ref=ref)
    assert printed is not None
    return printed.mark


def _receipts() -> list[tuple[object, ...]]:
    return fetch(statement="SELECT receipt, because FROM notices_attempt", values={})


def _take(content: str) -> Noted:
    return take(content=content.encode(), name="returned.csv", at=BACK)


@pytest.mark.parametrize("way", [str.upper, str.lower, lambda mark: f" {mark} 1/1 "])
def test_a_letter_that_came_back_was_not_told(mark: str, way: Callable[[str], str]) -> None:
    assert _take(f"{HEAD}{way(mark)};2026-03-20;moved\r\n") == Noted(new=1, known=0)

    assert [receipt for receipt, _ in _receipts()] == ["failed"]
    assert letters.returned(attempt_refs=[letters.attempt_of(mark=mark) or ""])


def test_the_same_file_again_changes_nothing(mark: str) -> None:
    content = f"{HEAD}{mark};2026-03-20;moved\r\n"
    _take(content)

    assert _take(content) == Noted(new=0, known=1)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("0000-0000-0000;2026-03-20;x", r"returned\.csv: '0000-0000-0000' is no mark of a letter of ours, line 3"),
        ("hello;2026-03-20;x", "'hello' is no mark of a letter of ours"),
        (";2026-03-20;x", "'' is no mark of a letter of ours"),
        ("{mark};20/3;x", r"'20/3' is no day.*2026-03-31"),
        ("{mark};2026-03-23;x", "2026-03-23 is after today"),
    ],
)
def test_one_bad_line_takes_nothing_and_says_which(mark: str, row: str, says: str) -> None:
    with pytest.raises(ReturnedMailError, match=says):
        _take(f"{HEAD}{mark};2026-03-20;moved\r\n{row.format(mark=mark)}\r\n")

    assert [receipt for receipt, _ in _receipts()] == [None]


@pytest.mark.parametrize("content", ["", "mark;day\r\n", "a,b,c\r\n"])
def test_a_file_without_its_columns_says_which_it_needs(mark: str, content: str) -> None:
    with pytest.raises(ReturnedMailError, match=r"is missing.*mark, returned, reason"):
        _take(content)


def test_a_file_in_another_encoding_says_so(mark: str) -> None:
    with pytest.raises(ReturnedMailError, match="not UTF-8"):
        take(content=f"{HEAD}{mark};2026-03-20;flyttat ö".encode("latin-1"), name="r.csv", at=BACK)


def test_a_file_from_a_spreadsheet_is_read(mark: str) -> None:
    content = ("\ufeff" + f"mark,returned,reason\r\n{mark},2026-03-20,moved\r\n").encode()

    assert take(content=content, name="r.csv", at=BACK).new == 1


def test_the_command_says_how_many_it_noted(mark: str, tmp_path: Path) -> None:
    file = tmp_path / "returned.csv"
    file.write_text(f"{HEAD}{mark};2026-03-20;moved\n", encoding="utf-8")

    with clock.held(at=BACK):
        told = CliRunner().invoke(app, ["letters", "returned", str(file)])

    assert (told.exit_code, told.stdout) == (0, "returned.csv: 1 letters noted as returned, 0 known before\n")


def test_the_command_writes_a_page_to_hold_against_an_envelope(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["letters", "overlay", "NO-C5-V", "--to", str(tmp_path / "page.pdf")])

    assert told.exit_code == 0
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_the_command_names_the_envelopes_that_there_are() -> None:
    told = CliRunner().invoke(app, ["letters", "overlay", "C4"])

    assert told.exit_code == 3
    assert "known: NO-C5-V" in told.stderr


def test_a_letter_that_was_scanned_twice_came_back_once(mark: str) -> None:
    assert _take(f"{HEAD}{mark};2026-03-20;moved\r\n{mark.lower()};2026-03-20;moved\r\n") == Noted(new=1, known=0)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("{mark};2026-03-20;mo\0ved\r\n", "there is a NUL: this is no text, line 2"),
        ('{mark};2026-03-20;"' + "x" * 200_000 + "\r\n", "the line can't be read"),
    ],
    ids=["NUL", "a quote that is not closed"],
)
def test_what_is_no_text_is_refused_with_its_line_and_nothing_is_noted(mark: str, rows: str, says: str) -> None:
    with pytest.raises(ReturnedMailError) as refused:
        _take(HEAD + rows.format(mark=mark))

    assert says in str(refused.value)
    assert [receipt for receipt, _ in _receipts()] == [None]
