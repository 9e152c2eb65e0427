"""What a file is made of, found before anything of it is read: its bytes once through, in constant memory."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from varsel.surfaces.register.errors import RegisterFileError

LONGEST_LINE = 1 << 20
_UTF8_LETTER = re.compile(rb"\xc3[\x80-\xbf]|[\xe2\xed][\x80-\xbf]{2}")  # nobody writes Ã¥ or â€™
_ARCHIVES = {b"PK\x03\x04": "a zip archive or a workbook (xlsx)", b"\x1f\x8b": "a gzip archive", b"%PDF": "a PDF"}
_AGAIN = "export it anew as CSV, UTF-8"


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A file's digest, encoding (as Python calls it, and as people do), and how many lines it has."""

    sha256: str
    codec: str
    encoding: str
    lines: int


def sniff(*, path: Path) -> Sniffed:
    """Go through a file once and say what it is made of.

    :raises RegisterFileError: can't be read; empty; an archive; UTF-16; neither UTF-8 nor Windows-1252, or both; a
        line of a megabyte.
    """
    digest, lines, run, bad_at, start = hashlib.sha256(), 0, 0, None, b""
    decoder, at = codecs.getincrementaldecoder("utf-8")(), 0
    for chunk in _chunks(path=path):
        start = start or chunk[:4]
        digest.update(chunk)
        run = _run(path=path, chunk=chunk, before=run, line=lines + 1)
        if bad_at is None:
            bad_at = _first_wrong(decoder=decoder, chunk=chunk, at=at)
        lines, at = lines + chunk.count(b"\n"), at + len(chunk)
    _check_start(path=path, start=start)
    if bad_at is None and decoder.getstate()[0]:
        bad_at = at - 1
    codec, encoding = ("utf-8-sig", "UTF-8") if bad_at is None else ("cp1252", "Windows-1252")
    if bad_at is not None:
        _check_windows(path=path)
    elif start.startswith(codecs.BOM_UTF8):
        encoding = "UTF-8 with BOM"
    return Sniffed(sha256=digest.hexdigest(), codec=codec, encoding=encoding, lines=lines + (run > 0))


def _chunks(*, path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(LONGEST_LINE):
                yield chunk
    except OSError as error:
        message = f"can't be read: {error.strerror}"
        raise RegisterFileError(file=path.name, line=None, message=message, remedy="check the path") from error


def _run(*, path: Path, chunk: bytes, before: int, line: int) -> int:
    """Return how many bytes stand after the last line break, `before` of them in earlier chunks."""
    first = chunk.find(b"\n")
    if before + (first if first >= 0 else len(chunk)) > LONGEST_LINE:
        raise RegisterFileError(file=path.name, line=line, message="a line of more than a megabyte", remedy=_AGAIN)
    return before + len(chunk) if first < 0 else len(chunk) - chunk.rfind(b"\n") - 1


def _first_wrong(*, decoder: codecs.IncrementalDecoder, chunk: bytes, at: int) -> int | None:
    """Return where the file stops being UTF-8, if it does in this chunk."""
    pending = len(decoder.getstate()[0])
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError as error:
        return at - pending + error.start
    return None


def _check_start(*, path: Path, start: bytes) -> None:
    if not start:
        raise RegisterFileError(file=path.name, line=None, message="the file is empty", remedy="export it anew")
    found = next((name for magic, name in _ARCHIVES.items() if start.startswith(magic)), None)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or start[1:2] == b"\0":
        found = "UTF-16 text"
    if found:
        raise RegisterFileError(file=path.name, line=1, message=f"this is {found}, not CSV or JSON", remedy=_AGAIN)


def _check_windows(*, path: Path) -> None:
    """Check that what is not UTF-8 is Windows-1252 throughout: no letter of it is written as UTF-8 writes it."""
    with path.open("rb") as file:
        for line, content in enumerate(file, start=1):
            if _UTF8_LETTER.search(content):
                message = "the file is written in two encodings: here UTF-8, elsewhere Windows-1252"
                raise RegisterFileError(file=path.name, line=line, message=message, remedy=_AGAIN)
            try:
                content.decode("cp1252")
            except UnicodeDecodeError as error:
                message = f"byte {content[error.start]:#04x} is neither UTF-8 nor Windows-1252"
                raise RegisterFileError(file=path.name, line=line, message=message, remedy=_AGAIN) from error
