"""The structure of a long text, which letters and e-mail show: headings, lists of facts, paragraphs.

A text says it by its shape, so that the plain text needs no signs: blocks stand between empty lines; a block of
`Label: value` lines is a list of facts; else the first of several lines is a heading; the last block says from whom.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FACT = re.compile(r"([^:.?!]{1,40}): (\S.*)")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the paragraph after it is about."""

    text: str


@dataclass(frozen=True, slots=True)
class FactList:
    """What a reader looks for: label and value, line by line."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line break in it is meant."""

    lines: tuple[str, ...]


Block = Heading | FactList | Paragraph


def blocks(*, body: str) -> tuple[Block, ...]:
    """Return the parts of a long text's body in their order."""
    parts = [tuple(part.splitlines()) for part in re.split(r"\n{2,}", body.strip()) if part.strip()]
    found: list[Block] = []
    for lines in parts[:-1]:
        found += _parsed(lines)
    return (*found, *([Paragraph(lines=parts[-1])] if parts else []))


def _parsed(lines: tuple[str, ...]) -> list[Block]:
    facts = [_FACT.fullmatch(line) for line in lines]
    if all(facts):
        return [FactList(facts=tuple((fact[1], fact[2]) for fact in facts if fact))]
    if len(lines) == 1:
        return [Paragraph(lines=lines)]
    return [Heading(text=lines[0]), Paragraph(lines=lines[1:])]
