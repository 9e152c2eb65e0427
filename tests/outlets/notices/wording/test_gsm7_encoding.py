"""GSM-7 against a table of its own: the code points of 3GPP TS 23.038, 6.2.1, row by row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from varsel.outlets.notices.wording import for_sms, gsm7

ROWS = (
    "0040 00A3 0024 00A5 00E8 00E9 00F9 00EC 00F2 00C7 000A 00D8 00F8 000D 00C5 00E5",
    "0394 005F 03A6 0393 039B 03A9 03A0 03A8 03A3 0398 039E 001B 00C6 00E6 00DF 00C9",
    "0020 0021 0022 0023 00A4 0025 0026 0027 0028 0029 002A 002B 002C 002D 002E 002F",
    "0030 0031 0032 0033 0034 0035 0036 0037 0038 0039 003A 003B 003C 003D 003E 003F",
    "00A1 0041 0042 0043 0044 0045 0046 0047 0048 0049 004A 004B 004C 004D 004E 004F",
    "0050 0051 0052 0053 0054 0055 0056 0057 0058 0059 005A 00C4 00D6 00D1 00DC 00A7",
    "00BF 0061 0062 0063 0064 0065 0066 0067 0068 0069 006A 006B 006C 006D 006E 006F",
    "0070 0071 0072 0073 0074 0075 0076 0077 0078 0079 007A 00E4 00F6 00F1 00FC 00E0",
)
TABLE = [int(code, 16) for row in ROWS for code in row.split()]
EXTENDED = {0x0A: 0x0C, 0x14: 0x5E, 0x28: 0x7B, 0x29: 0x7D, 0x2F: 0x5C, 0x3C: 0x5B, 0x3D: 0x7E, 0x3E: 0x5D}
EXTENDED |= {0x40: 0x7C, 0x65: 0x20AC}
SIGNS = [chr(code) for code in TABLE if code != 0x1B] + [chr(code) for code in EXTENDED.values()]
gsm_texts = some.text(alphabet=SIGNS, max_size=700)
any_texts = some.text(alphabet=some.one_of(some.sampled_from(SIGNS), some.characters(exclude_categories=["Cs"])))


def _read(septets: bytes) -> str:
    """Read one part by the table above; a part that ends in an escape can't be read."""
    signs, at = [], 0
    while at < len(septets):
        escaped = septets[at] == 0x1B
        at += escaped
        signs.append(chr(EXTENDED[septets[at]] if escaped else TABLE[septets[at]]))
        at += 1
    return "".join(signs)


def _on_air(septets: int, *, alone: bool) -> int:
    """Return the octets a part takes on the air: seven bits a septet, behind a header that fills whole septets."""
    return -(-(septets + (0 if alone else 7)) * 7 // 8)


@given(gsm_texts)
def test_what_is_cut_and_encoded_reads_as_it_was_written(text: str) -> None:
    parts = gsm7.cut(text=text)
    octets = [gsm7.encode(text=part) for part in parts]

    assert "".join(_read(part) for part in octets) == text
    assert all(_on_air(len(part), alone=len(parts) == 1) <= 140 for part in octets)
    assert [gsm7.decode(septets=part) for part in octets] == parts


@given(any_texts.filter(lambda text: gsm7.encoding_of(text=text) == "UCS-2"))
def test_no_part_of_ucs2_splits_a_pair_or_is_too_long(text: str) -> None:
    parts = gsm7.cut(text=text)
    octets = [part.encode("utf-16-be") for part in parts]

    assert "".join(part.decode("utf-16-be") for part in octets) == text
    assert all(len(part) + (6 if len(parts) > 1 else 0) <= 140 for part in octets)


@given(any_texts)
def test_the_length_says_what_the_parts_are(text: str) -> None:
    length, parts = gsm7.length(text=text), gsm7.cut(text=text)

    assert length.parts == len(parts)
    assert length.units == sum(gsm7.units(text=part, encoding=length.encoding) for part in parts)
    assert length.room >= 0
    assert (length.encoding == "GSM-7") == (not length.breaks)
    for one in length.breaks:
        assert text.index(one.sign) == one.at


def test_the_editor_is_told_which_sign_breaks_gsm7_and_where() -> None:
    length = gsm7.length(text="Nytt pris – 398 kr – från “maj”")

    assert length.encoding == "UCS-2"
    assert [(one.sign, one.at) for one in length.breaks] == [("–", 10), ("“", 26), ("”", 30)]


@pytest.mark.parametrize(
    ("text", "encoding", "parts", "units", "room"),
    [
        ("", "GSM-7", 1, 0, 160),
        ("å" * 160, "GSM-7", 1, 160, 0),
        ("å" * 161, "GSM-7", 2, 161, 145),
        ("ł" * 70, "UCS-2", 1, 70, 0),
        ("ł" * 71, "UCS-2", 2, 71, 63),
        ("😀", "UCS-2", 1, 2, 68),
    ],
)
def test_the_length_in_figures(text: str, encoding: str, parts: int, units: int, room: int) -> None:
    length = gsm7.length(text=text)

    assert (length.encoding, length.parts, length.units, length.room) == (encoding, parts, units, room)


@given(any_texts)
def test_making_plain_twice_is_making_plain_once(text: str) -> None:
    assert for_sms(text=for_sms(text=text)) == for_sms(text=text)


@given(gsm_texts)
def test_what_is_gsm7_already_stays_as_it_is(text: str) -> None:
    assert for_sms(text=text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Bredbandet på “Ängsgränd” – åter öppet… Välkommen\u00a0!",
        "Vi ringer\u202f«i\u2009dag» – kl.\u00a014 − 16 • ‚kanskje‘ \u00adi\u200bmorgen",
        "a\u030a \u0041\u0308 o\u0308 decomposed",
    ],
)
def test_swedish_and_norwegian_with_typographic_signs_stay_gsm7(text: str) -> None:
    assert gsm7.length(text=for_sms(text=text)).breaks == ()


def test_encoding_what_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="–"):
        gsm7.encode(text="a – b")


@given(some.binary(max_size=200))
def test_any_octets_can_be_read(septets: bytes) -> None:
    assert isinstance(gsm7.decode(septets=septets), str)
