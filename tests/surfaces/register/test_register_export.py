"""Out and in again: what is exported, taken into an empty database, is exported the same."""

from __future__ import annotations

import csv
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from surfaces.register.world import AT, FILES, RUNNING, load, write
from varsel.surfaces.register import exporting, files
from varsel.surfaces.register.catalogue import ENTITIES
from varsel.surfaces.register.errors import Wrong
from varsel.surfaces.register.parsing import Parser
from varsel.surfaces.register.texts import clean, guarded, unguarded

Fresh = Callable[[], AbstractContextManager[None]]
ODD = FILES["customers"] + 'C5;=1+1;"=cmd|""x"";\'!A1";consumer;sv;SE;;;+46701234567@x.test;"-1\n@2"\n'


def out(folder: Path) -> dict[str, str]:
    """Export everything, and return the files' texts by their names."""
    exporting.export(folder=folder, at=AT, actor="test", progress=lambda *_: None)
    return {f"{path.parent.name}/{path.name}": path.read_text(encoding="utf-8") for path in folder.rglob("*.*")}


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_an_export_taken_into_an_empty_database_gives_the_same_export(
    transactional_db: None, fresh: Fresh, tmp_path: Path, kind: str
) -> None:
    load(write(tmp_path / "files", **{**FILES, **RUNNING, "customers": ODD}))
    before = out(tmp_path / "out")
    assert len(before) == 2 * len(ENTITIES)

    with fresh():
        report = load(tmp_path / "out" / kind, first=True)
        assert report.refused == report.conflicts == 0
        assert out(tmp_path / "again") == before


def test_an_export_taken_into_its_own_database_changes_nothing(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "files", **FILES, **RUNNING))
    out(tmp_path / "out")

    report = load(tmp_path / "out" / "csv")

    assert [(file.added, file.changed, len(file.refused), len(file.conflicts)) for file in report.files] == [
        (0, 0, 0, 0)
    ] * len(ENTITIES)


def test_a_sheet_runs_nothing_and_only_its_owner_may_read_it(transactional_db: None, tmp_path: Path) -> None:
    load(write(tmp_path / "files", customers=ODD))
    out(tmp_path / "out")
    sheet = tmp_path / "out" / "csv" / "customers.csv"

    text = sheet.read_text(encoding="utf-8")
    assert text.startswith("\ufeff# exported_at=")
    assert not [
        cell for row in csv.reader(text.splitlines()[1:], delimiter=";") for cell in row if cell[:1] in tuple("=+@")
    ]
    assert sheet.stat().st_mode & 0o777 == 0o600


texts = some.text(alphabet=some.characters(codec="utf-8"), min_size=1, max_size=30)


@given(texts)
def test_a_guarded_text_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


@given(texts)
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    try:
        once = clean(text)
    except Wrong:
        return
    assert clean(once) == once


@settings(max_examples=60)
@given(rows=some.lists(some.tuples(texts, some.sampled_from(["", "Väg 1\nOrt", "\"; '=x"]))))
def test_a_written_row_is_read_back(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    path, kept = tmp_path / "lines.csv", []
    with path.open("w", encoding="utf-8-sig", newline="") as sheet:
        writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        writer.writerow(["external_id", "address"])
        for number, (name, address) in enumerate(rows):
            try:
                text = clean(f"{address}{name}")
            except Wrong:
                continue
            kept.append((f"L{number}", text or None))
            writer.writerow([guarded(f"L{number}"), guarded(text)])

    opened = files.opened(path=path)
    parser = Parser(entity=opened.entity, columns=opened.columns)

    assert [(row[1], row[3]) for row in parser.rows(raw=opened.rows)] == kept
    assert parser.refusals == []
