"""Which format a bank file is in: its content says, never its name."""

from __future__ import annotations

from varsel.surfaces.intake import bgmax, camt054, ocrgiro
from varsel.surfaces.intake.errors import BankFileError
from varsel.surfaces.intake.rows import BankFile

_MARKS = {
    b"\xef\xbb\xbf": "UTF-8 with a byte order mark",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"\x1f\x8b": "a gzip archive",
    b"PK": "a zip archive",
    b"%PDF": "a PDF",
}


def format_of(*, content: bytes) -> str | None:
    """Return the name of the file's format, or None where it is none that we read."""
    if bgmax.is_bgmax(content=content):
        return "bgmax"
    if ocrgiro.is_ocrgiro(content=content):
        return "ocrgiro"
    return "camt054" if camt054.is_camt054(content=content) else None


def read(*, name: str, content: bytes) -> BankFile:
    """Read a bank file in whatever format it is; `name` is what messages call it.

    :raises BankFileError: when it is in no format that we read, or is not whole.
    """
    match format_of(content=content):
        case "bgmax":
            return bgmax.read(name=name, content=content)
        case "ocrgiro":
            return ocrgiro.read(name=name, content=content)
        case "camt054":
            return camt054.read(name=name, content=content)
    message = "the file is empty" if not content.strip() else _beginning(content=content)
    remedy = "Give BgMax, OCR giro or camt.054 files as the bank sent them: not opened in an editor, and not zipped"
    raise BankFileError(file=name, line=1, message=message, remedy=remedy)


def _beginning(*, content: bytes) -> str:
    for mark, what in _MARKS.items():
        if content.startswith(mark):
            return f"the file begins as {what}, and no bank file does"
    return "the file begins like no bank file that we read"
