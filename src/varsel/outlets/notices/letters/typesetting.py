"""From words to a sheet: one PDF a letter, PDF/A-2a and PDF/UA-1, the same bytes for the same letter.

A letter that would be read wrongly is refused instead of printed: an address wider or higher than the window, a sign
that the fonts lack, more pages than the envelope takes.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
import zxingcpp

from varsel.kit.instants import day_in_words
from varsel.outlets.notices.letters.envelopes import Envelope
from varsel.outlets.notices.wording.blocks import Block, FactList, Heading

MOST_PAGES = 4  # two sheets: what a C5 envelope takes at the lowest postage
LEAST_LINES = 3  # of an address: who, street or box, postal code and town
FONTS = ("Arimo_400Regular.ttf", "Inter_400Regular.ttf", "Inter_600SemiBold.ttf")
_HERE = Path(__file__).parent
_ONE_AT_A_TIME = Lock()  # the compiler serves one thread at a time
_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_WORDS = {
    "sv": {"date": "Datum", "reference": "Referens", "page": "Sida"},
    "nb": {"date": "Dato", "reference": "Referanse", "page": "Side"},
    "en": {"date": "Date", "reference": "Reference", "page": "Page"},
}
_PAGE = re.compile(rb"/Type/Page\b", re.ASCII)
_NO_GLYPH = re.compile(r'the text `"(.+)"` could not be displayed', re.ASCII)


class NotPrintable(Exception):
    """A letter that can't be printed as it is; says what to change."""


@dataclass(frozen=True, slots=True)
class Sender:
    """From whom: a name and the lines under it (return address, phone)."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `mark` is its reference, on each of its pages; `address` its lines as the window shows them."""

    mark: str
    language: str
    on: date
    title: str
    blocks: tuple[Block, ...]
    address: tuple[str, ...]
    overlay: bool = False  # a test page: the window is drawn


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter as printed: its PDF and how many pages it has."""

    content: bytes
    pages: int


def typeset(*, letter: Letter, sender: Sender, envelope: Envelope) -> Sheet:
    """Return the letter as a PDF with tags, title and language.

    :raises NotPrintable: when the address has too few lines or does not fit the window, a sign has no glyph, or the
        letter is too long.
    """
    if len(letter.address) < LEAST_LINES:
        counted = f"the address has {len(letter.address)} lines and needs {LEAST_LINES}"
        raise NotPrintable(f"{counted}: name, street or box, postal code with town")
    try:
        content = compiled(values=inputs(letter=letter, sender=sender, envelope=envelope), on=letter.on)
    except typst.TypstError as refused:
        raise NotPrintable(_in_words(refused)) from refused
    return Sheet(content=content, pages=len(_PAGE.findall(content)))


def compiled(*, values: dict[str, str], on: date) -> bytes:
    """Return what typst makes of a letter's inputs: the whole work, but for preparing them.

    :raises typst.TypstError: when it, or the template, refuses.
    """
    made = datetime.combine(on, time(), tzinfo=UTC)
    content = _compiler().compile(sys_inputs=values, format="pdf", pdf_standards=_STANDARDS, timestamp=made)
    assert isinstance(content, bytes)
    return content


def pictures(*, letter: Letter, sender: Sender, envelope: Envelope, ppi: int = 72) -> list[bytes]:
    """Return the pages as PNG, as a preview shows them."""
    values = inputs(letter=letter, sender=sender, envelope=envelope)
    with _ONE_AT_A_TIME:
        pages = _compiler().compile(sys_inputs=values, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages or b""]


def _in_words(refused: typst.TypstError) -> str:
    sign = _NO_GLYPH.search(refused.message)
    if sign:
        return f"the fonts of the letters have no sign for '{sign[1]}': write it otherwise"
    return refused.message.removeprefix("assertion failed: ")


def inputs(*, letter: Letter, sender: Sender, envelope: Envelope) -> dict[str, str]:
    """Return what the template is given: all of a letter as one JSON value, so that nothing of it is read as markup."""
    on = letter.on
    values = {
        "title": letter.title,
        "language": letter.language,
        "mark": letter.mark,
        "most_pages": MOST_PAGES,
        "codes": _codes(letter.mark),
        "day": {"year": on.year, "month": on.month, "day": on.day},
        "day_in_words": day_in_words(day=on, language=letter.language),
        "window": asdict(envelope.window),
        "sender_left": envelope.sender_left,
        "sender": asdict(sender),
        "words": _WORDS[letter.language],
        "address": letter.address,
        "overlay": letter.overlay,
        "blocks": [_block(one) for one in letter.blocks],
    }
    return {"letter": json.dumps(values, ensure_ascii=False)}


def _codes(mark: str) -> dict[str, str]:
    """Return a Data Matrix per page as SVG, for each number of pages: how many there are is known after the setting."""
    keys = [f"{page}/{pages}" for pages in range(1, MOST_PAGES + 1) for page in range(1, pages + 1)]
    return {key: zxingcpp.write_barcode_to_svg(_code(f"{mark} {key}")) for key in keys}


def _code(text: str) -> zxingcpp.Barcode:
    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix)


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text}
    if isinstance(block, FactList):
        return {"kind": "facts", "facts": block.facts}
    return {"kind": "paragraph", "lines": block.lines}


@cache
def _compiler() -> typst.Compiler:
    """Make the compiler once a process: to load the fonts takes as long as thirty letters. It reads no other file."""
    folder = _HERE / "fonts"
    missing = [name for name in FONTS if not (folder / name).exists()]
    if missing:
        raise NotPrintable(f"the letters' font {missing[0]} is not there: run make setup")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    return typst.Compiler(input=str(_HERE / "letter.typ"), root=str(_HERE), font_paths=fonts, ignore_system_fonts=True)
