"""A camt.054 file as a stream of small parts: headers, transactions, batches, entries, notifications."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from varsel.surfaces.intake.errors import BankFileError

MOST_BYTES = 200_000_000
MOST_LEVELS = 40
MOST_VALUES = 10_000  # in one part; the largest that a bank sends has some hundred
_CHUNK = 65_536
_WHITE = " \t\r\n"
_FETCH = "Fetch the file from the bank anew; if it is the same, ask the bank"
_VERSION = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.054\.001\.(0[2-9]|1[0-3])", re.ASCII)
_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"'>]*)[\"']")
_PARTS = {
    "": {"Document": "Document"},
    "Document": {"BkToCstmrDbtCdtNtfctn": "Message"},
    "Message": {"GrpHdr": "GrpHdr", "Ntfctn": "Ntfctn"},
    "Ntfctn": {"Ntry": "Ntry"},
    "Ntry": {"NtryDtls": "NtryDtls"},
    "NtryDtls": {"TxDtls": "TxDtls"},
}


@dataclass(slots=True)
class Part:
    """The values of one part by their path inside it, without the parts in it. An amount's currency is at `…@Ccy`."""

    file: str
    kind: str
    line: int
    values: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    held: int = 0

    def every(self, path: str) -> list[str]:
        """Return all values at a path, in order."""
        return [text for text, _ in self.values.get(path, ())]

    def maybe(self, *paths: str) -> str | None:
        """Return the value at the first of these paths that has one.

        :raises BankFileError: when there are several where the format has one.
        """
        for path in paths:
            if path in self.values:
                if len(self.values[path]) > 1:
                    raise self.wrong(f"{self.kind}/{path} is there {len(self.values[path])} times", path)
                return self.values[path][0][0]
        return None

    def need(self, *paths: str) -> str:
        """Return the value at the first of these paths that has one.

        :raises BankFileError: when none has.
        """
        if not (text := self.maybe(*paths)):
            raise self.wrong(f"{self.kind} has no {paths[0]}")
        return text

    def wrong(self, message: str, path: str = "") -> BankFileError:
        """Return the error that says what is wrong at a path of this part, or with all of it."""
        line = self.values[path][-1][1] if path in self.values else self.line
        return BankFileError(file=self.file, line=line, message=message, remedy=_FETCH)


def parts(*, name: str, content: bytes) -> Iterator[Part]:
    """Yield each part when it ends, so that a part comes after the parts in it.

    :raises BankFileError: no UTF-8, a document type, not well formed, cut, too deep, too large, no version we read.
    """
    _check_bytes(name=name, content=content)
    target = _Target(name=name)
    parser = DefusedXMLParser(target=target, encoding="utf-8", forbid_dtd=True)
    target.expat = parser.parser
    try:
        for start in range(0, len(content), _CHUNK):
            parser.feed(content[start : start + _CHUNK])
            yield from target.drain()
        parser.close()
    except DefusedXmlException as error:
        message = "the file has a document type (DOCTYPE), which no bank file has: it was not read"
        raise target.wrong(message, "Ask the bank where this file comes from") from error
    except ParseError as error:
        line, column = error.position
        message = f"the XML is not well formed or was cut, at column {column + 1}"
        raise BankFileError(file=name, line=line, message=message, remedy="Fetch the whole file anew") from error
    yield from target.drain()


class _Target:
    """What the parser calls: keeps the path, collects values, and hands out parts that ended."""

    def __init__(self, *, name: str) -> None:
        self.expat: Any = None
        self._name = name
        self._space = ""
        self._parts = [Part(file=name, kind="", line=1)]
        self._paths = [""]  # of the open elements, inside their part; "" is a part's own element
        self._text: list[str] = []
        self._is_leaf = False
        self._done: list[Part] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        if len(self._paths) > MOST_LEVELS:
            raise self.wrong(f"elements stand in each other more than {MOST_LEVELS} deep")
        part, path = self._parts[-1], self._paths[-1]
        if not part.kind:
            self._root(tag=tag)
        name = tag.removeprefix(self._space)
        kind = None if path else _PARTS.get(part.kind, {}).get(name)
        if kind:
            self._parts.append(Part(file=self._name, kind=kind, line=self.expat.CurrentLineNumber))
            path = ""
        else:
            path = f"{path}/{name}" if path else name
            if "Ccy" in attributes:
                self._keep(path=f"{path}@Ccy", text=attributes["Ccy"])
        self._paths.append(path)
        self._text.clear()
        self._is_leaf = not kind

    def data(self, text: str) -> None:
        """Take a piece of text."""
        self._text.append(text)

    def end(self, tag: str) -> None:
        """Close an element."""
        path = self._paths.pop()
        if self._is_leaf:
            self._keep(path=path, text="".join(self._text).strip(_WHITE))
            self._is_leaf = False
        elif not path:
            self._done.append(self._parts.pop())
        self._text.clear()

    def drain(self) -> Iterator[Part]:
        """Yield the parts that ended since the last time."""
        yield from self._done
        self._done.clear()

    def wrong(self, message: str, remedy: str = _FETCH) -> BankFileError:
        """Return the error that says what is wrong where the parser stands."""
        return BankFileError(file=self._name, line=self.expat.CurrentLineNumber, message=message, remedy=remedy)

    def _root(self, *, tag: str) -> None:
        space, _, name = tag.rpartition("}")
        if name != "Document" or not _VERSION.fullmatch(space.removeprefix("{")):
            message = f"the XML is {space.removeprefix('{') or name!r}, and not camt.054.001.02 to camt.054.001.13"
            raise self.wrong(message, "Order camt.054 (debit and credit notification) from the bank")
        self._space = space + "}"

    def _keep(self, *, path: str, text: str) -> None:
        part = self._parts[-1]
        part.held += 1
        if part.held > MOST_VALUES:
            raise self.wrong(f"there are more than {MOST_VALUES} values in one {part.kind}")
        part.values.setdefault(path, []).append((text, self.expat.CurrentLineNumber))


def _check_bytes(*, name: str, content: bytes) -> None:
    """Check size and encoding before anything is parsed. ISO 20022 knows UTF-8 only."""
    if len(content) > MOST_BYTES:
        message = f"the file has {len(content)} bytes, and a bank file has at most {MOST_BYTES}"
        raise BankFileError(file=name, line=None, message=message, remedy="Order smaller files from the bank")
    found = _DECLARED.search(content[:1000])
    declared = found[1].decode("latin-1") if found else "UTF-8"
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00")) or content[1:2] == b"\x00":
        declared = "UTF-16"
    if declared.lower() != "utf-8":
        message = f"the file is {declared!r}, and ISO 20022 files are UTF-8"
        raise BankFileError(file=name, line=1, message=message, remedy="Fetch the file from the bank anew, as bytes")
