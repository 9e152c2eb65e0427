"""Lines as files: what one worker installs, another reads back."""

from __future__ import annotations

from pathlib import Path

from varsel.outlets.access.enforcers.folder import Folder
from varsel.outlets.access.profile import Profile

OPEN, SLOW = Profile().to_json(), Profile(down=10, up=2).to_json()


def test_what_one_worker_installs_another_reads_back(tmp_path: Path) -> None:
    Folder(folder=tmp_path / "lines").install(line_id=7, version=2, profile=SLOW)

    assert Folder(folder=tmp_path / "lines").read_back(line_id=7) == SLOW


def test_a_line_that_was_never_installed_has_nothing_to_read_back(tmp_path: Path) -> None:
    assert Folder(folder=tmp_path).read_back(line_id=7) is None


def test_an_older_version_never_replaces_a_newer_one(tmp_path: Path) -> None:
    lines = Folder(folder=tmp_path)
    lines.install(line_id=7, version=3, profile=OPEN)

    lines.install(line_id=7, version=2, profile=SLOW)

    assert lines.read_back(line_id=7) == OPEN
    assert sorted(path.name for path in tmp_path.iterdir()) == ["7.json"]


def test_the_same_version_again_is_put_right(tmp_path: Path) -> None:
    lines = Folder(folder=tmp_path)
    lines.install(line_id=7, version=3, profile=SLOW)

    lines.install(line_id=7, version=3, profile=OPEN)

    assert lines.read_back(line_id=7) == OPEN
