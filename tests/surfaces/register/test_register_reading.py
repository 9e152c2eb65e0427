"""Files of every kind: each that can't be taken says where, and what to do."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from varsel.surfaces.register import files
from varsel.surfaces.register.errors import RegisterFileError
from varsel.surfaces.register.parsing import Parsed, Parser

HEAD = "external_id;name;kind;language;country;sms\n"
ROW = "C1;Åsa Öberg;consumer;sv;SE;0701234567\n"
SERVICES = "external_id;contract;line;kind;credit_limit;price;price_from\n"


def read(folder: Path, content: str | bytes, name: str = "customers.csv") -> tuple[list[Parsed], Parser]:
    """Write a file, read it, and return its rows and the parser, which holds what was refused."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    opened = files.opened(path=path)
    parser = Parser(entity=opened.entity, columns=opened.columns)
    return list(parser.rows(raw=opened.rows)), parser


def test_a_plain_file_is_read_row_by_row(tmp_path: Path) -> None:
    rows, parser = read(tmp_path, HEAD + ROW)

    assert rows == [(2, "C1", "C1", "Åsa Öberg", "consumer", "sv", "SE", False, "+46701234567", None, None)]
    assert parser.refusals == []


@pytest.mark.parametrize(
    ("content", "encoding", "delimiter"),
    [
        ((HEAD + ROW).encode("utf-8-sig"), "UTF-8 with BOM", ";"),
        ((HEAD + ROW).encode("cp1252"), "Windows-1252", ";"),
        ((HEAD + ROW).replace(";", ",").encode(), "UTF-8", ","),
        ((HEAD + ROW).replace("\n", "\r\n").encode(), "UTF-8", ";"),
        ((" " + HEAD.upper().replace(";", " ; ") + ROW).encode(), "UTF-8", ";"),
        (('"# exported_at=2026-11-20T08:00:00Z system=crm";;;;;\n' + HEAD + ROW).encode(), "UTF-8", ";"),
    ],
    ids=["bom", "windows", "commas", "crlf", "capitals and blanks in the head", "a comment a spreadsheet saved"],
)
def test_the_ways_that_spreadsheets_write_are_understood_and_said(
    tmp_path: Path, content: bytes, encoding: str, delimiter: str
) -> None:
    rows, parser = read(tmp_path, content)
    opened = files.opened(path=tmp_path / "customers.csv")

    assert [row[3] for row in rows] == ["Åsa Öberg"]
    assert (opened.encoding, opened.delimiter, parser.refusals) == (encoding, delimiter, [])


@pytest.mark.parametrize("told", ["sep=;", "SEP=,"])
def test_a_line_for_spreadsheets_is_passed_over(tmp_path: Path, told: str) -> None:
    rows, parser = read(tmp_path, f"{told}\r\n{HEAD}{ROW}")
    assert (len(rows), parser.refusals) == (1, [])


def test_a_comment_says_when_and_by_whom_the_file_was_exported(tmp_path: Path) -> None:
    read(tmp_path, "# exported_at=2026-11-20T09:00:00+01:00 system=crm\n" + HEAD + ROW)
    opened = files.opened(path=tmp_path / "customers.csv")

    assert opened.system == "crm"
    assert str(opened.exported_at) == "2026-11-20 08:00:00+00:00"


def test_a_quoted_text_goes_over_lines_and_rows_keep_their_line(tmp_path: Path) -> None:
    rows, _ = read(
        tmp_path,
        "external_id;name;kind;language;country;letter\n"
        'C1;"Ek; Anna ""A""";consumer;sv;SE;"Storgatan 1\r\n123 45 Ort"\n\nC2;Bo;consumer;sv;SE;\n',
    )

    assert [(row[0], row[3], row[10]) for row in rows] == [
        (2, 'Ek; Anna "A"', "Storgatan 1\n123 45 Ort"),
        (5, "Bo", None),
    ]


BROKEN = {
    "empty": (b"", "customers.csv: the file is empty; export it anew"),
    "utf-16": (
        (HEAD + ROW).encode("utf-16"),
        "this is UTF-16 text, not CSV or JSON, line 1; export it anew as CSV, UTF-8",
    ),
    "a workbook": (b"PK\x03\x04" + bytes(40), "this is a zip archive or a workbook (xlsx)"),
    "zipped": (gzip.compress(HEAD.encode()), "this is a gzip archive"),
    "two encodings": (HEAD.encode() + ROW.encode() + ROW.encode("cp1252"), "written in two encodings: here UTF-8"),
    "half a letter": (
        (HEAD + ROW.replace("Åsa", "A\ud800")).encode("utf-8", "surrogatepass"),
        "written in two encodings: here UTF-8, elsewhere Windows-1252, line 2",
    ),
    "no encoding": (
        HEAD.encode() + ROW.encode("cp1252") + b"\x81\n",
        "byte 0x81 is neither UTF-8 nor Windows-1252, line 3",
    ),
    "a megabyte in a line": (HEAD.encode() + b"x" * (3 << 20), "a line of more than a megabyte, line 2"),
    "a quote never closed": (
        HEAD + 'C1;"Anna;consumer;sv;SE;\n' + ROW * 9,
        "a quote that opens in this row is never closed, line 2",
    ),
    "text after a quote": (
        HEAD + ROW + 'C2;"Anna" Ek;consumer;sv;SE;\n',
        "the row can't be read (';' expected after '\"'), line 3",
    ),
    "no head": (ROW, "no line of column names, line 1; begin with external_id;number"),
    "only comments": ("# nothing\n", "no line of column names"),
    "a column twice": ("external_id;name;Name;kind;language;country\n", "the column 'name' stands twice, line 1"),
    "a column unknown": (HEAD.replace("sms", "smss"), "the column 'smss' is not known, line 1; did you mean 'sms'?"),
    "a column missing": (
        HEAD.replace("country;", ""),
        "the column 'country' is missing, line 1; needed are external_id",
    ),
    "tabs": (HEAD.replace(";", "\t"), "columns are parted by tabs, line 1"),
    "exported at no instant": ("# exported_at=yesterday\n" + HEAD, "exported_at is 'yesterday'"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_is_no_register_file_says_where_and_what_to_do(tmp_path: Path, case: str) -> None:
    content, message = BROKEN[case]

    with pytest.raises(RegisterFileError) as refused:
        read(tmp_path, content)

    assert message in str(refused.value)
    assert "; " in str(refused.value)  # the remedy


BAD_ROWS = {
    "too few columns": ("C1;Anna;consumer\n", "", "3 columns, where the head has 6"),
    "too many columns": (ROW.strip() + ";x\n", "", "7 columns"),
    "a quote closed too late": ('C1;"Anna;consumer;sv;SE;\nC2;Bo";consumer;sv;SE\n', "", "goes on to line 3"),
    "columns swapped": ("C1;consumer;Anna;sv;SE;\n", "kind", "is 'Anna', not one of consumer"),
    "no id": (";Anna;consumer;sv;SE;\n", "external_id", "is empty"),
    "only blanks": ("C1;\u00a0 ;consumer;sv;SE;\n", "name", "is empty"),
    "nul": ("C1;An\0na;consumer;sv;SE;\n", "name", "holds the character NUL"),
    "text from right to left": ("C1;Anna\u202egnp;consumer;sv;SE;\n", "name", "U+202E"),
    "a line break in a name": ('C1;"An\nna";consumer;sv;SE;\n', "name", "goes over several lines"),
    "a name that is a book": (f"C1;{'x' * 201};consumer;sv;SE;\n", "name", "200 is the most"),
    "a rounded phone": ("C1;Anna;consumer;sv;SE;4.67E+10\n", "sms", "a spreadsheet rounded"),
    "a rounded phone in Swedish": ("C1;Anna;consumer;sv;SE;4,67E+10\n", "sms", "a spreadsheet rounded"),
    "a phone without its zero": ("C1;Anna;consumer;sv;SE;701234567\n", "sms", "write it with its country"),
    "an alarm number": ("C1;Anna;consumer;sv;SE;112\n", "sms", "no phone number"),
    "two phones": ("C1;Anna;consumer;sv;SE;0701234567, 0707654321\n", "sms", "no phone number"),
    "a phone in other digits": ("C1;Anna;consumer;sv;SE;٠٧٠١٢٣٤٥٦٧\n", "sms", "no phone number"),
    "an unknown country": ("C1;Anna;consumer;sv;DK;\n", "country", "is 'DK', not one of SE, NO"),
    "a rounded id": ("4,67E+10;Anna;consumer;sv;SE;\n", "external_id", "a spreadsheet rounded"),
    "the same id twice": (ROW + ROW, "external_id", "'C1' stands twice, first on line 2"),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_is_refused_with_line_column_and_reason(tmp_path: Path, case: str) -> None:
    content, column, reason = BAD_ROWS[case]

    rows, parser = read(tmp_path, HEAD + content + "C9;Nio;consumer;sv;SE;\n")

    (refused,) = parser.refusals
    assert (refused.line, refused.column) == (3 if content == ROW + ROW else 2, column)
    assert reason in refused.reason
    assert rows[-1][1] == "C9"


BAD_SERVICES = {
    "a day the American way": ("S1;K1;L1;tv;;9;01/02/2026", "price_from", "write a day as 2026-11-20"),
    "two digits of a year": ("S1;K1;L1;tv;;9;26-01-02", "price_from", "year first"),
    "a day as a number": ("S1;K1;L1;tv;;9;45992", "price_from", "write a day"),
    "a day that is none": ("S1;K1;L1;tv;;9;2026-02-30", "price_from", "does not exist"),
    "an English thousand": ("S1;K1;L1;tv;;1,299.50;2026-01-01", "price", "write an amount as 1234,50"),
    "three decimals": ("S1;K1;L1;tv;;1,299;2026-01-01", "price", "at most two decimals"),
    "a negative price": ("S1;K1;L1;tv;;-1;2026-01-01", "price", "not negative"),
    "infinity": ("S1;K1;L1;tv;;Infinity;2026-01-01", "price", "write an amount"),
    "a price of no day": ("S1;K1;L1;tv;;9;", "price", "go together"),
    "a credit limit on television": ("S1;K1;L1;tv;500;;", "credit_limit", "telephony and mobile only"),
    "a credit limit of nothing": ("S1;K1;L1;mobile;0;;", "credit_limit", "leave it empty"),
    "an unknown kind": ("S1;K1;L1;fiber;;;", "kind", "not one of internet"),
}


@pytest.mark.parametrize("case", BAD_SERVICES)
def test_a_bad_service_is_refused(tmp_path: Path, case: str) -> None:
    content, column, reason = BAD_SERVICES[case]

    rows, parser = read(tmp_path, SERVICES + content + "\n", "services.csv")

    (refused,) = parser.refusals
    assert (rows, refused.line, refused.column) == ([], 2, column)
    assert reason in refused.reason


JSON = {
    "cut off": ('[{"external_id": "N1", "kind": "core"}, {"ext', "not JSON"),
    "no list": ('{"external_id": "N1"}', "not a list of objects"),
    "a list of numbers": ("[1, 2]", "not an object"),
    "a key twice": ('[{"external_id": "N1", "kind": "a", "kind": "b"}]', "a key stands twice"),
    "no number": ('[{"external_id": NaN, "kind": "a"}]', "NaN is no number"),
    "too deep": ("[" + '{"a":' * 100_000, "nested too deeply"),
    "an unknown key": ('[{"external_id": "N1", "kind": "a", "colour": "red"}]', "the column 'colour' is not known"),
}


@pytest.mark.parametrize("case", JSON)
def test_json_that_is_no_register_file_says_so(tmp_path: Path, case: str) -> None:
    content, message = JSON[case]

    with pytest.raises(RegisterFileError, match=message):
        read(tmp_path, content, "nodes.json")


def test_a_row_of_json_that_is_bad_is_refused_with_its_line(tmp_path: Path) -> None:
    content = (
        '[{"external_id": "N1", "kind": "core", "parent": null},\n'
        ' {"external_id": "N2", "kind": ["a", 1], "parent": null},\n'
        ' {"external_id": "N3", "kind": "core"},\n'
        ' {"external_id": 4.67E+10, "kind": "core", "parent": null},\n'
        ' {"external_id": "N\\ud800", "kind": "core", "parent": null},\n'
        ' {"external_id": 17, "kind": "core", "parent": null}]'
    )

    rows, parser = read(tmp_path, content, "nodes.json")

    assert [row[:3] for row in rows] == [(1, "N1", "core"), (6, "17", "core")]
    assert [(one.line, one.column) for one in parser.refusals] == [
        (2, "kind"),
        (3, "parent"),
        (4, "external_id"),
        (5, "external_id"),
    ]


@pytest.mark.parametrize("name", ["customers.csv", "customers-2026-11-20.csv", "Customers_2.CSV", "customers.json"])
def test_a_file_is_known_by_its_name(name: str) -> None:
    assert files.entity_name(path=Path(name)) == "customers"


@pytest.mark.parametrize("name", ["kunder.csv", "customers.xlsx", "customers"])
def test_a_file_by_another_name_is_told_which_there_are(name: str) -> None:
    with pytest.raises(RegisterFileError, match="call it customers, consents"):
        files.entity_name(path=Path(name))


def test_letters_are_composed_so_that_the_same_name_is_the_same(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, HEAD + "C1;A\u030asa;consumer;sv;SE;\n")

    assert rows[0][3] == "Åsa"
