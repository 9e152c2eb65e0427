"""What is wrong with a register file, and what a load is refused for."""

from __future__ import annotations

from varsel.kit.located_yaml import InputError


class RegisterFileError(InputError):
    """A file that can't be read as rows; nothing of the load is taken. `line` counts lines of the file from 1."""


class LoadRefused(Exception):
    """A load that a rule forbids: an older file than the last, a first load that is not the first."""


class Wrong(Exception):
    """What is wrong with one value; the row that holds it is not taken."""

    def __init__(self, reason: str, *, column: str = "", again: bool = True) -> None:
        self.reason, self.column, self.again = reason, column, again  # again: worth trying later as it stands
        super().__init__(reason)
