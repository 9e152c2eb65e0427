"""The records of an OCR giro file, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from varsel.surfaces.intake import columns
from varsel.surfaces.intake.columns import SENT_ANEW, WIDTH, Record
from varsel.surfaces.intake.errors import BankFileError

WHOLE = "Fetch the whole file from Nets anew"


def records(*, name: str, content: bytes) -> Iterator[Record]:
    """Yield the file's records. Every record ends in filler, so that one of less than 80 columns was cut.

    :raises BankFileError: no text in ISO-8859-1, a line that is no record.
    """
    columns.check_text(name=name, content=content)
    for line, raw in columns.lines(content=content):
        record = Record(file=name, line=line, text=raw.decode("latin-1"))
        if len(raw) != WIDTH:
            raise record.wrong(f"the line has {len(raw)} columns, and a record has {WIDTH}", SENT_ANEW)
        if record.code != "NY" or "\r" in record.text:
            raise record.wrong(f"the line begins with {record.text[:8]!r}, and a record begins with NY", SENT_ANEW)
        yield record


class Walk:
    """The records one by one, with a look at the next."""

    def __init__(self, *, name: str, content: bytes) -> None:
        self.taken = 0
        self._name = name
        self._records = records(name=name, content=content)
        self._next = next(self._records, None)

    @property
    def kind(self) -> str:
        """Return the next record's type, or an empty text at the end."""
        return self._next.column(7, 8) if self._next else ""

    def take(self, *kinds: str) -> Record:
        """Return the next record, which must be of one of these types, or of any where none is named.

        :raises BankFileError: when it is of another, or the file ends here.
        """
        record = self._next
        if record is None:
            message = f"the file ends where a record {' or '.join(kinds) or '88'} belongs: it was cut"
            raise BankFileError(file=self._name, line=self.taken, message=message, remedy=WHOLE)
        if kinds and self.kind not in kinds:
            message = f"a record of type {self.kind!r} stands where {' or '.join(kinds)} belongs"
            raise record.wrong(message, WHOLE)
        self.taken = record.line
        self._next = next(self._records, None)
        return record

    def end(self) -> None:
        """Check that nothing follows.

        :raises BankFileError: when something does.
        """
        if self._next:
            raise self._next.wrong("the file goes on after its end record 89", "Give each bank file by itself")
