"""The content says which format a file is in, and what is in none is refused in a sentence."""

from __future__ import annotations

import gzip

import pytest

from surfaces.intake.bank_days import with_everything
from surfaces.intake.camt054 import notices
from surfaces.intake.ocrgiro import giro_days
from varsel.surfaces.intake import formats
from varsel.surfaces.intake.checking import check
from varsel.surfaces.intake.errors import BankFileError


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (with_everything(), "bgmax"),
        (giro_days.with_everything(), "ocrgiro"),
        (notices.with_everything(), "camt054"),
        (notices.with_everything().decode().encode("utf-16"), "camt054"),
    ],
)
def test_the_content_tells_the_format(content: bytes, name: str) -> None:
    assert formats.format_of(content=content) == name
    assert check(name="payments.pdf", content=content)["format"] == name


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"%PDF-1.7",
        b"<html>",
        b'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>',
        b"the bank's camt.054.001.08",
        gzip.compress(with_everything()),
        with_everything().replace(b"BGMAX", b"BGMIN"),
        with_everything().decode("latin-1").encode("utf-16"),
        with_everything().decode("latin-1").encode("cp500"),
    ],
)
def test_what_is_in_no_format_is_refused_in_a_sentence(content: bytes) -> None:
    assert formats.format_of(content=content) is None
    with pytest.raises(BankFileError, match=r"BgMax, OCR giro or camt\.054"):
        formats.read(name="f", content=content)
