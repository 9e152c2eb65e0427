"""Files that a command is given."""

from __future__ import annotations

from pathlib import Path

from varsel.kit.located_yaml import InputError


def content(*, path: Path) -> bytes:
    """Return the file's bytes.

    :raises InputError: when it can't be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"can't be read: {error.strerror}"
        raise InputError(file=str(path), line=None, message=message, remedy="check the path") from error
