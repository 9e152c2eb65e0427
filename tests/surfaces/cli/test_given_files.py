"""A file that a command is given and can't read is named, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from varsel.kit.located_yaml import InputError
from varsel.surfaces.cli import given, letters, mail


def test_the_bytes_are_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"\xff\r\n")

    assert given.content(path=tmp_path / "file") == b"\xff\r\n"


@pytest.mark.parametrize("command", [letters.returned, lambda path: mail.take([path])], ids=["letters", "mail"])
def test_a_file_that_is_not_there_is_named(command: object, tmp_path: Path) -> None:
    assert callable(command)

    with pytest.raises(InputError, match=r"nowhere.*No such file or directory.*check the path"):
        command(tmp_path / "nowhere")
