"""What is wrong with a bank file: where, and what to do about it."""

from __future__ import annotations

from varsel.kit.located_yaml import InputError


class BankFileError(InputError):
    """A bank file that is not taken in; nothing of it is booked. `line` counts records from 1, None is the whole."""
