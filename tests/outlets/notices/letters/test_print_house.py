"""Letters go to the print house in batches, each with the bytes, the marks and the manifest that prove it."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

import builders
from outlets.notices.letters.printing import SENDER
from outlets.notices.saying import send, tell
from varsel.kit.reading import fetch
from varsel.outlets.notices.letters import queries as letters
from varsel.outlets.notices.letters.handing import Folder, NotHandedOver, Way
from varsel.outlets.notices.letters.print_house import PrintHouse, address
from varsel.outlets.notices.letters.recipients import recipients

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PLACE = "Storgatan 1, 593 30 Västervik"


class Away:
    """A print house that can't be reached."""

    def put(self, *, name: str, files: Mapping[str, bytes]) -> None:
        """Refuse."""
        del files
        raise NotHandedOver(f"nobody takes {name}")


class Dying:
    """A print house whose answer never comes."""

    def put(self, *, name: str, files: Mapping[str, bytes]) -> None:
        """Break, when it may have taken the batch."""
        del name, files
        raise ConnectionResetError("the line broke")


@pytest.fixture
def folder(transactional_db: None, tmp_path: Path) -> Path:
    """Give a folder for the print house, and an operator."""
    builders.set_policy()
    return tmp_path / "print"


def _house(way: Way) -> PrintHouse:
    return PrintHouse(way=way, sender=SENDER, recipients=recipients, now=lambda: AT)


def _customer(**more: object) -> int:
    return builders.customer(contacts={"letter": PLACE}, language="sv", **more)


def _said(*parties: int) -> list[int]:
    return [tell(party_id=party, at=AT, about="service_reopened") for party in parties]


def _states() -> list[str]:
    return [state for (state,) in fetch(statement="SELECT state FROM notices_notice ORDER BY id", values={})]


def _refs() -> list[str]:
    return [ref for (ref,) in fetch(statement="SELECT ref::text FROM notices_attempt ORDER BY id", values={})]


def _manifest(folder: Path) -> list[dict[str, str]]:
    (found,) = folder.rglob("manifest.csv")
    return list(csv.DictReader(StringIO(found.read_text(encoding="utf-8"), newline=""), delimiter=";"))


def test_a_batch_holds_a_pdf_for_each_letter_and_a_manifest_that_proves_it(folder: Path) -> None:
    _said(_customer(name="Anna Öberg"), _customer(name="Bo Ek"))

    send(at=AT, gateway=_house(Folder(folder=folder)))

    rows = _manifest(folder)
    assert [(row["position"], row["recipient"], row["language"], row["pages"]) for row in rows] == [
        ("1", "Anna Öberg", "sv", "1"),
        ("2", "Bo Ek", "sv", "1"),
    ]
    (batch,) = (one for one in folder.iterdir())
    for row in rows:
        content = (batch / row["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["sha256"]
        assert row["page_marks"] == f"{row['mark']} 1/1"
    assert _states() == ["told", "told"]


def test_what_was_printed_is_kept_as_it_was_printed(folder: Path) -> None:
    _said(_customer())

    send(at=AT, gateway=_house(Folder(folder=folder)))

    (ref,) = _refs()
    (file,) = folder.rglob("*.pdf")
    printed = letters.printed(attempt_ref=ref)
    assert letters.content(attempt_ref=ref) == file.read_bytes()
    assert printed is not None
    assert (printed.position, printed.pages, printed.handed_over_at) == (1, 1, AT)
    assert letters.attempt_of(mark=printed.mark) == ref


def test_a_protected_identity_is_in_the_window_and_in_no_list(folder: Path) -> None:
    _said(_customer(name="Hemlig Person", protected_identity=True))

    send(at=AT, gateway=_house(Folder(folder=folder)))

    assert _manifest(folder)[0]["recipient"] == "•••"
    (ref,) = _refs()
    assert recipients(refs=[ref])[ref].name == "Hemlig Person"


def test_a_name_that_a_spreadsheet_would_run_is_not_run(folder: Path) -> None:
    _said(_customer(name="=HYPERLINK(1)"))

    send(at=AT, gateway=_house(Folder(folder=folder)))

    assert _manifest(folder)[0]["recipient"] == "'=HYPERLINK(1)"


def test_one_that_can_not_be_printed_is_refused_alone(folder: Path) -> None:
    _said(_customer(name="漢"), _customer(name="Bo Ek"))

    send(at=AT, gateway=_house(Folder(folder=folder)))

    assert _states() == ["unreached", "told"]
    assert [row["recipient"] for row in _manifest(folder)] == ["Bo Ek"]


def test_a_print_house_that_is_away_has_nothing_and_the_letter_waits(folder: Path) -> None:
    _said(_customer())

    _once(_house(Away()))

    assert _states() == ["queued"]
    (batch,) = letters.batches(limit=10)
    assert batch.handed_over_at is None


def test_a_lost_answer_leaves_the_letter_unknown_and_it_is_printed_no_second_time(folder: Path) -> None:
    _said(_customer())

    _once(_house(Dying()))
    send(at=AT, gateway=_house(Folder(folder=folder)))

    assert _states() == ["unknown"]
    assert not folder.exists()


def test_the_print_house_knows_what_it_got_what_it_never_got_and_what_nobody_knows(folder: Path) -> None:
    _said(_customer())
    _once(_house(Dying()))
    (lost,) = _refs()
    _said(_customer())
    send(at=AT, gateway=_house(Folder(folder=folder)))
    (sent,) = set(_refs()) - {lost}
    never = "01920000-0000-7000-8000-000000000000"

    told = dict(_house(Away()).ask(refs=[lost, sent, never]))

    assert {ref: outcome.answer for ref, outcome in told.items()} == {sent: "accepted", never: "deferred"}


def _once(house: PrintHouse) -> None:
    """Let the sender take one batch; a deferred letter would come again at once."""
    send(at=AT, gateway=house)


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        ("Storgatan 1, 593 30 Västervik", ("Anna", "Storgatan 1", "593 30 Västervik")),
        ("c/o Bo\nStorgatan 1\n593 30 Västervik\n", ("Anna", "c/o Bo", "Storgatan 1", "593 30 Västervik")),
        (" Box 1 ,, 0150 Oslo ", ("Anna", "Box 1", "0150 Oslo")),
    ],
)
def test_an_address_is_the_name_over_the_place(place: str, lines: tuple[str, ...]) -> None:
    assert address(name="Anna", place=place) == lines
