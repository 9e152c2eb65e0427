"""YAML written by people: values with their places, and one clear error for what is wrong."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.kit.located_yaml import (
    MOST_BYTES,
    MOST_LEVELS,
    InputError,
    LocatedList,
    LocatedMapping,
    LocatedNode,
    decode,
    located,
    parse,
    read_file,
)

STORY = (Path(__file__).parents[1] / "stories" / "se-payments-unpaid.yaml").read_bytes()


def plain(node: LocatedNode) -> object:
    if isinstance(node, LocatedMapping):
        return {key: plain(entry.value) for key, entry in node.entries.items()}
    return [plain(item) for item in node.items] if isinstance(node, LocatedList) else node.value


def value(written: str) -> object:
    return plain(parse(text=f"key: {written}\n", file="a.yaml"))["key"]


def error(text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        parse(text=text, file="a.yaml")
    return caught.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("22:00", "22:00"),
        ("2026-03-02", "2026-03-02"),
        ("2026-03-02 08:00", "2026-03-02 08:00"),
        ("0855512345", "0855512345"),
        ("+46701740605", "+46701740605"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".5", ".5"),
        (".inf", ".inf"),
        ("9" * 19, "9" * 19),
        ('"14"', "14"),
        ("'true'", "true"),
        ('""', ""),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("14", 14),
        ("-3", -3),
        ("0", 0),
        ("9" * 18, 999_999_999_999_999_999),
        ("399.00", Decimal("399.00")),
        ("0.1", Decimal("0.1")),
    ],
)
def test_plain_words_mean_what_a_person_means(written: str, meant: object) -> None:
    found = value(written)

    assert found == meant
    assert type(found) is type(meant)


def test_decimals_keep_their_written_digits() -> None:
    assert str(value("399.00")) == "399.00"


def test_keys_values_and_items_know_their_places() -> None:
    root = parse(text="one:\n  - a\n  - {two: b}\n", file="a.yaml")

    one = root.entries["one"]
    assert (one.place.file, one.place.line, one.place.column) == ("a.yaml", 1, 1)
    first, second = one.value.items
    assert (first.place.line, first.place.column) == (2, 5)
    two = second.entries["two"]
    assert (two.place.line, two.place.column) == (3, 6)
    assert (two.value.place.line, two.value.place.column) == (3, 11)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "the key 'a' stands twice (first on line 1)"),
        ("a: {b: 1, b: 2}\n", 1, "the key 'b' stands twice"),
        ("a: 1\nb: &x 2\n", 2, "anchors"),
        ("a: *x\n", 1, "aliases"),
        ("a: !!python/object:os.system 1\n", 1, "tags"),
        ("a: !!str 1\n", 1, "tags"),
        ("a: 1\n--- \nb: 2\n", 2, "a second document"),
        ("a:\n\t- 1\n", 2, "a tab"),
        ("a: [1, 2\nb: 3\n", 2, "not YAML"),
        ('a: "open\n', 2, "not YAML"),
        ("a: b: c\n", 1, "not YAML"),
        ("a: 1\n? [x]\n: 2\n", 2, "a key that is not a word"),
        ('a: 1\n"": 2\n', 2, "a key that is not a word"),
        ("a: 1\nb: \x07\n", 2, "U+0007"),
        ('a: "\\0"\n', 1, "a control character"),
        ('a: "\\ud800"\n', 1, "a control character"),
        ('a: "\\UFFFFFFFF"\n', 1, "out of range"),
        ("%YAML " + "9" * 5000 + ".1\n---\na: 1\n", 1, "out of range"),
        ("", 1, "no keys and values"),
        ("# only a comment\n", 1, "no keys and values"),
        ("- 1\n", 1, "no keys and values"),
        ("just words\n", 1, "no keys and values"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, said: str) -> None:
    found = error(text)

    assert said in found.message
    assert found.line == line
    assert found.remedy
    assert str(found).startswith(f"a.yaml: {found.message}, line {line}; ")


def test_nesting_is_read_to_the_last_level_and_refused_beyond() -> None:
    levels = MOST_LEVELS - 1

    assert parse(text="a: " + "[" * levels + "]" * levels, file="a.yaml")
    assert "levels deep" in error("a: " + "[" * (levels + 1) + "]" * (levels + 1)).message


def test_a_flood_of_brackets_is_one_quick_error() -> None:
    assert "levels deep" in error("a: " + "[" * 900_000).message


def test_a_file_is_read_to_the_last_byte_allowed_and_refused_beyond(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: 1\n#".ljust(MOST_BYTES, b"x"))
    assert plain(read_file(path=path)) == {"a": 1}

    path.write_bytes(b"a: 1\n#".ljust(MOST_BYTES + 1, b"x"))
    with pytest.raises(InputError, match="larger than"):
        read_file(path=path)


def test_a_file_that_is_not_there_is_an_error_without_a_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.yaml: can't be read: No such file or directory$"):
        read_file(path=tmp_path / "none.yaml")
    with pytest.raises(InputError, match="can't be read"):
        read_file(path=tmp_path)


def test_other_encodings_are_refused_on_their_line() -> None:
    with pytest.raises(InputError, match="not UTF-8 text, line 2; save the file as UTF-8"):
        decode(data="a: 1\nb: V\u00e4stervik\n".encode("latin-1"), file="a.yaml")


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    text = decode(data=b"\xef\xbb\xbfa: 1\n", file="a.yaml")

    assert plain(parse(text=text, file="a.yaml")) == {"a": 1}


def test_plain_data_is_located_as_if_written_in_a_file() -> None:
    data = {"a": ["1.50", "NO", True, None, 3], "b": {"c": "10:00"}}

    assert plain(located(data=data, file="a")) == {"a": [Decimal("1.50"), "NO", True, None, 3], "b": {"c": "10:00"}}


TEXTS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1)
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2).map(lambda number: number + 0)
LEAVES = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | NUMBERS | TEXTS
TREES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20)


def written(data: object) -> str:
    if isinstance(data, dict):
        return "{" + ", ".join(f"{written(key)}: {written(one)}" for key, one in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(written(one) for one in data) + "]"
    return f"{data:f}" if isinstance(data, Decimal) else json.dumps(data, ensure_ascii=False)


@given(TREES)
def test_what_is_written_is_read_back(data: object) -> None:
    assert plain(parse(text=f"key: {written(data)}\n", file="a.yaml")) == {"key": data}


def outcome(data: bytes) -> InputError | LocatedNode:
    try:
        return parse(text=decode(data=data, file="a.yaml"), file="a.yaml")
    except InputError as found:
        return found


@given(st.integers(0, len(STORY)))
def test_a_file_cut_at_any_byte_is_one_clear_error_or_a_file(end: int) -> None:
    found = outcome(STORY[:end])

    assert isinstance(found, LocatedMapping) or str(found).startswith("a.yaml: ")
    assert "\n" not in str(found)


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_an_error_or_a_mapping(data: bytes) -> None:
    assert isinstance(outcome(data), LocatedMapping | InputError)
