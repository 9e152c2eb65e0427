"""Read YAML written by people: every value keeps its place, and what is wrong is said in one sentence.

The dialect is smaller than YAML on purpose. Plain words are text, except `true`, `false`, `null`, whole numbers and
decimals (exact, never float): so `NO` is a country, `22:00` a time and `2026-03-02` a day for the reader to parse.
Anchors, aliases and tags are refused: they let a small file become a large one, and nobody needs them here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import yaml
from yaml.reader import ReaderError

MOST_BYTES = 1_000_000
MOST_LEVELS = 20

# Eighteen digits fit a bigint; a longer row of digits is an account or a reference, and so text.
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})", re.ASCII)
DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}", re.ASCII)
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

ScalarValue: TypeAlias = str | int | Decimal | bool | None


class InputError(Exception):
    """Say what is wrong in a file that came in, where, and what to do about it."""

    def __init__(self, *, file: str, line: int | None, message: str, remedy: str = "") -> None:
        self.file, self.line, self.message, self.remedy = file, line, message, remedy
        where = "" if line is None else f", line {line}"
        super().__init__(f"{file}: {message}{where}" + (f"; {remedy}" if remedy else ""))


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file; lines and columns count from one."""

    file: str
    line: int | None
    column: int

    def error(self, *, message: str, remedy: str = "") -> InputError:
        """Make the error that points here, for the caller to raise."""
        return InputError(file=self.file, line=self.line, message=message, remedy=remedy)


@dataclass(frozen=True, slots=True)
class LocatedScalar:
    """One value; `text` is how it was written, without quotes."""

    value: ScalarValue
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class LocatedList:
    """A list, each item with its place."""

    items: tuple[LocatedNode, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class LocatedEntry:
    """A key's place and its value."""

    place: Place
    value: LocatedNode


@dataclass(frozen=True, slots=True)
class LocatedMapping:
    """A mapping from text keys, in the order of the file."""

    entries: Mapping[str, LocatedEntry]
    place: Place


LocatedNode: TypeAlias = LocatedScalar | LocatedList | LocatedMapping


def read_file(*, path: Path) -> LocatedMapping:
    """Read the YAML mapping in a file.

    :raises InputError: it can't be opened, is too large, is no UTF-8, or is not what `parse` takes.
    """
    file = str(path)
    try:
        with path.open("rb") as source:
            data = source.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a usable path"
        raise InputError(file=file, line=None, message=f"can't be read: {reason}") from error
    return parse(text=decode(data=data, file=file), file=file)


def decode(*, data: bytes, file: str) -> str:
    """Turn bytes into text.

    :raises InputError: the bytes are not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(file=file, line=line, message="not UTF-8 text", remedy="save the file as UTF-8") from error


def parse(*, text: str, file: str) -> LocatedMapping:
    """Read a YAML mapping, each part with its place.

    :raises InputError: not YAML, not one mapping, a key twice, an anchor, alias or tag, too large or too deep.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise InputError(file=file, line=None, message=f"larger than {MOST_BYTES} bytes", remedy="split it")
    root = _grow(text=text, file=file)
    if not isinstance(root, LocatedMapping):
        place = Place(file, 1, 1) if root is None else root.place
        raise place.error(message="no keys and values here", remedy="write 'key: value' lines")
    return root


def located(*, data: object, file: str) -> LocatedNode:
    """Give plain data (from JSON) the form of a read file; text means what it would mean unquoted in a file."""
    place = Place(file, None, 1)
    if isinstance(data, Mapping):
        return LocatedMapping(
            {str(key): LocatedEntry(place, located(data=value, file=file)) for key, value in data.items()}, place
        )
    if isinstance(data, list | tuple):
        return LocatedList(tuple(located(data=item, file=file) for item in data), place)
    if isinstance(data, str):
        return LocatedScalar(_meaning(data), data, place)
    assert data is None or isinstance(data, int | Decimal), f"{type(data)} is not plain data"
    return LocatedScalar(data, str(data), place)


def _grow(*, text: str, file: str) -> LocatedNode | None:
    tree = _Tree(file)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):  # scans and parses only: nothing is constructed
            tree.take(event)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, file) from error
    except ReaderError as error:
        line = text[: error.position].count("\n") + 1
        message = f"the character U+{ord(text[error.position]):04X} can't stand in a text file"
        raise InputError(file=file, line=line, message=message, remedy="take it out") from error
    except (ValueError, OverflowError) as error:  # an escape beyond Unicode, a directive with a huge number
        message = "a character or number that is out of range"
        raise InputError(file=file, line=tree.line, message=message, remedy="correct it from here on") from error
    return tree.root


def _syntax_error(error: yaml.MarkedYAMLError, file: str) -> InputError:
    mark = error.problem_mark or error.context_mark
    message = f"not YAML: {error.problem or error.context}"
    remedy = "check indentation, quotes and brackets here"
    if "'\\t'" in message:
        message, remedy = "a tab", "use spaces"
    elif error.context_mark is not None and mark is not None and error.context_mark.line != mark.line:
        remedy += f" and from line {error.context_mark.line + 1} on"
    return InputError(file=file, line=None if mark is None else mark.line + 1, message=message, remedy=remedy)


def _meaning(text: str) -> ScalarValue:
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if DECIMAL.fullmatch(text) else text


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read; a mapping's next key waits in `key`."""

    place: Place
    items: list[LocatedNode] | None = None
    entries: dict[str, LocatedEntry] = field(default_factory=dict)
    key: LocatedScalar | None = None

    def add(self, node: LocatedNode) -> None:
        if self.items is not None:
            self.items.append(node)
        elif self.key is None:
            self.key = self._new_key(node)
        else:
            self.entries[self.key.text] = LocatedEntry(self.key.place, node)
            self.key = None

    def _new_key(self, node: LocatedNode) -> LocatedScalar:
        if not isinstance(node, LocatedScalar) or not node.text:
            raise node.place.error(message="a key that is not a word", remedy="write 'key: value'")
        if first := self.entries.get(node.text):
            message = f"the key '{node.text}' stands twice (first on line {first.place.line})"
            raise node.place.error(message=message, remedy="keep one")
        return node

    def close(self) -> LocatedNode:
        if self.items is not None:
            return LocatedList(tuple(self.items), self.place)
        return LocatedMapping(MappingProxyType(self.entries), self.place)


class _Tree:
    """Builds located nodes from the parser's events, without recursion."""

    def __init__(self, file: str) -> None:
        self.file, self.line = file, 1
        self.open: list[_Open] = []
        self.root: LocatedNode | None = None

    def take(self, event: Any) -> None:
        place = Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
        self.line = place.line or 1
        self._refuse(event, place)
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event, place))
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open.append(_Open(place, items=[]))
        elif isinstance(event, yaml.MappingStartEvent):
            self.open.append(_Open(place))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self.open.pop().close())

    def _refuse(self, event: Any, place: Place) -> None:
        if getattr(event, "anchor", None) is not None:
            raise place.error(message="anchors (&) and aliases (*) are not read", remedy="write the value out")
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None) is not None:
            raise place.error(message="tags (!) are not read", remedy="write the plain value")
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise place.error(message="a second document begins", remedy="keep one in a file")
        if isinstance(event, yaml.CollectionStartEvent) and len(self.open) >= MOST_LEVELS:
            raise place.error(message=f"nested more than {MOST_LEVELS} levels deep", remedy="write it flatter")

    def _scalar(self, event: Any, place: Place) -> LocatedScalar:
        if NOT_TEXT.search(event.value):
            raise place.error(message="a control character in a text", remedy="take it out")
        return LocatedScalar(event.value if event.style else _meaning(event.value), event.value, place)

    def _add(self, node: LocatedNode) -> None:
        if self.open:
            self.open[-1].add(node)
        else:
            self.root = node
