"""Which format a bank file is in."""

from __future__ import annotations

from varsel.surfaces.intake import bgmax
from varsel.surfaces.intake.errors import BankFileError
from varsel.surfaces.intake.rows import BankFile


def format_of(*, content: bytes) -> str | None:
    """Return the name of the file's format, or None where it is none that we read."""
    return "bgmax" if bgmax.is_bgmax(content=content) else None


def read(*, name: str, content: bytes) -> BankFile:
    """Read a bank file in whatever format it is; `name` is what messages call it.

    :raises BankFileError: when it is in no format that we read, or is not whole.
    """
    if format_of(content=content) == "bgmax":
        return bgmax.read(name=name, content=content)
    message = "the file is empty" if not content.strip() else "the file begins like no bank file that we read"
    remedy = "Give BgMax files as the bank sent them: not unpacked by hand, opened in an editor, or zipped"
    raise BankFileError(file=name, line=1, message=message, remedy=remedy)
