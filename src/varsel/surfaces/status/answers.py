"""What is said of an address: made beforehand for every outage, chosen by areas, without a database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from varsel.surfaces.status.index import NOWHERE

LANGUAGES = ("sv", "nb", "en")
ANSWERS = "answers.json"
Row = tuple[int, int, bool]  # first, last, whole: of a span


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that can be answered, until the next are made. Texts are HTML, by language and kind."""

    made_at: datetime
    index: str  # the file that leads from addresses to areas
    outages: Sequence[Row]
    works: Sequence[Row]
    texts: Mapping[str, Mapping[str, list[str]]]

    def to_json(self) -> bytes:
        """Return them as a file."""
        told = {
            "made_at": self.made_at.isoformat(),
            "index": self.index,
            "outages": self.outages,
            "works": self.works,
            "texts": self.texts,
        }
        return json.dumps(told, ensure_ascii=False).encode()


def from_json(*, content: bytes) -> Answers:
    """Return the answers of a file.

    :raises ValueError, KeyError: when it is none.
    """
    told = json.loads(content)
    made_at = datetime.fromisoformat(told["made_at"])
    return Answers(made_at, told["index"], told["outages"], told["works"], told["texts"])


def choose(*, answers: Answers, language: str, areas: Sequence[int]) -> str:
    """Return what is said of an address in these areas: of a street or a postal code there may be several."""
    said = answers.texts[language]
    if not areas:
        return said["unknown"][0]
    known = [area for area in areas if area != NOWHERE]
    if not known:
        return said["nowhere"][0]
    found = [
        said["affected" if row[2] and _all_in(row, known, areas) else "perhaps"][number]
        for number, row in enumerate(answers.outages)
        if any(row[0] <= area <= row[1] for area in known)
    ]
    planned = [
        said["works"][number]
        for number, row in enumerate(answers.works)
        if any(row[0] <= area <= row[1] for area in known)
    ]
    return "".join([*(found or said["none"]), *planned])


def _all_in(row: Row, known: Sequence[int], areas: Sequence[int]) -> bool:
    return len(known) == len(areas) and all(row[0] <= area <= row[1] for area in known)
