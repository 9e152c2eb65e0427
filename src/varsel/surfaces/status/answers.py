"""What is said of an address: made beforehand for every outage, and chosen by areas."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from varsel.law.countries import COUNTRIES
from varsel.surfaces.status import wording
from varsel.surfaces.status.areas import Span
from varsel.surfaces.status.facts import Facts, Work
from varsel.surfaces.status.index import NOWHERE

ZONE = next(iter(COUNTRIES.values())).ZONE  # of the clock by which the page says when it was made
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


def spans(*, facts: Facts) -> tuple[list[Row], list[Row]]:
    """Return where outages and planned works are, in their order."""
    return [_row(one.place.span) for one in facts.outages], [_row(one.place.span) for one in facts.works]


def texts(*, facts: Facts, phone: str) -> dict[str, list[str]]:
    """Return all that can be said in the language that is spoken now."""

    def boxed(kind: str, said: str) -> str:
        return render_to_string("status/_answer.html", {"kind": kind, "said": said, "phone": phone}).strip()

    return {
        "affected": [boxed("yes", wording.affected(outage=one)) for one in facts.outages],
        "perhaps": [boxed("perhaps", wording.perhaps(outage=one)) for one in facts.outages],
        "works": [boxed("planned", _planned(one)) for one in facts.works],
        "none": [boxed("no", _("No: we see no outage at this address."))],
        "nowhere": [
            boxed("unknown", _("We know this address, but not which part of the network it hangs on. Ring us."))
        ],
        "unknown": [boxed("unknown", _("We do not find this address among those that our network reaches."))],
        "old": [render_to_string("status/_old.html", {"made": wording.moment(at=facts.at, zone=ZONE)}).strip()],
    }


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


def _row(span: Span) -> Row:
    return (span.first, span.last, span.whole)


def _planned(work: Work) -> str:
    one = work.work
    when = wording.window(begins=one.begins_at, ends=one.ends_at, zone=one.zone)
    said = _("Planned work in %(place)s: %(when)s.") % {"place": wording.where(place=work.place), "when": when}
    return f"{said} {one.title}".strip()
