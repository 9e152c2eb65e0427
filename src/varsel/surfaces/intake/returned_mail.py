"""Letters that came back: a file with a mark a line, scanned or typed. All of it is taken, or nothing."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import StringIO

from varsel.kit.located_yaml import InputError
from varsel.outlets.notices import receipts
from varsel.outlets.notices.channels import Receipt
from varsel.outlets.notices.letters import marks
from varsel.outlets.notices.letters import queries as letters

MOST_REASON = 300
HEADS = ("mark", "returned", "reason")


class ReturnedMailError(InputError):
    """A file of returned letters that is not taken; nothing of it is noted."""


@dataclass(frozen=True, slots=True)
class Noted:
    """How many letters were noted as returned now, and how many had been before."""

    new: int
    known: int


def take(*, content: bytes, name: str, at: datetime) -> Noted:
    """Note the letters of a file as returned: they were not told, and the next channel follows.

    :raises ReturnedMailError: at the first line that is no mark of ours, no day, or in the future.
    """
    read = [_receipt(row, line=line, name=name, at=at) for line, row in _rows(content, name=name)]
    told = list({one.ref: one for one in read}.values())  # scanned twice, come back once
    known = letters.returned(attempt_refs=[one.ref for one in told])
    new = [one for one in told if one.ref not in known]
    receipts.note(receipts=new, channel="letter", at=at)
    return Noted(new=len(new), known=len(told) - len(new))


def _rows(content: bytes, *, name: str) -> list[tuple[int, dict[str, str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise _wrong(name, 1, "the file is not UTF-8", "save it as CSV UTF-8") from wrong
    if "\0" in text:
        line = text.partition("\0")[0].count("\n") + 1
        raise _wrong(name, line, "there is a NUL: this is no text", "save it as CSV UTF-8")
    reader = csv.DictReader(StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    try:
        missing = [head for head in HEADS if head not in (reader.fieldnames or ())]
        if missing:
            raise _wrong(name, 1, f"the column '{missing[0]}' is missing", f"name the columns {', '.join(HEADS)}")
        return [(reader.line_num, row) for row in reader]
    except csv.Error as wrong:
        at_line = reader.line_num + 1
        raise _wrong(
            name, at_line, f"the line can't be read: {wrong}", "look for a quote that is not closed"
        ) from wrong


def _receipt(row: dict[str, str], *, line: int, name: str, at: datetime) -> Receipt:
    mark = marks.read(text=row["mark"] or "")
    ref = letters.attempt_of(mark=mark) if mark else None
    if ref is None:
        raise _wrong(name, line, f"'{row['mark']}' is no mark of a letter of ours", "read it again: 0A1B-2C3D-4E5F")
    try:
        day = date.fromisoformat((row["returned"] or "").strip())
    except ValueError as wrong:
        raise _wrong(name, line, f"'{row['returned']}' is no day", "write it as 2026-03-31") from wrong
    if day > at.date():
        raise _wrong(name, line, f"{day} is after today", "give the day on which it came back")
    came = min(datetime.combine(day, time(12), tzinfo=UTC), at)
    because = f"returned: {' '.join((row['reason'] or 'no reason given').split())}"[:MOST_REASON]
    return Receipt(state="failed", at=came, ref=ref, because=because)


def _wrong(name: str, line: int, message: str, remedy: str) -> ReturnedMailError:
    return ReturnedMailError(file=name, line=line, message=message, remedy=remedy)
