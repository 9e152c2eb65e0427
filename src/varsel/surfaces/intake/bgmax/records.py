"""The records of a BgMax file: 80 columns each, however the file came to us."""

from __future__ import annotations

from collections.abc import Iterator

from varsel.surfaces.intake import columns
from varsel.surfaces.intake.columns import SENT_ANEW, WIDTH, Record

_TAB = 8
_CLOSING = 34  # what a closing record says; blanks follow


def records(*, name: str, content: bytes) -> Iterator[Record]:
    """Yield the file's records in order.

    A last record that is shorter than all others was cut, and is refused, unless it is a closing record that says all
    that it has to say: some programs take off the blanks at a file's end.

    :raises BankFileError: no text in ISO-8859-1, a line of more than 80 columns, an empty line, a file cut short.
    """
    columns.check_text(name=name, content=content)
    lines = columns.lines(content=content)
    all_full = True
    for place, (number, raw) in enumerate(lines, start=1):
        text = raw.decode("latin-1").expandtabs(_TAB)
        record = Record(file=name, line=number, text=text.ljust(WIDTH))
        if len(text) > WIDTH:
            raise record.wrong(f"the line has {len(text)} columns, and a record has {WIDTH}", SENT_ANEW)
        if "\r" in text or not text.strip():
            raise record.wrong("the line is empty or broken in its middle", SENT_ANEW)
        is_cut = place == len(lines) > 1 and all_full and len(text) < WIDTH
        if is_cut and not (record.code == "70" and len(text) == _CLOSING):
            raise record.wrong(f"the last line has {len(text)} columns, and all others {WIDTH}: the file was cut")
        all_full = all_full and len(text) == WIDTH
        yield record
