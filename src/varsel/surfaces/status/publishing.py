"""All that everybody may read, made as files: renewed every half minute, and good without a database behind them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import translation

from varsel.surfaces.status import atom, calendars, index, pages, sayings, summary
from varsel.surfaces.status import facts as public
from varsel.surfaces.status.answers import ANSWERS, LANGUAGES, Answers
from varsel.surfaces.status.areas import Areas, areas
from varsel.surfaces.status.facts import Facts
from varsel.surfaces.status.sheets import queries as sheets

EVERY = timedelta(seconds=30)
KEPT_SECONDS = 300  # a file that is no longer made: somebody may be reading it
_HERE = Path(__file__).parent
Files = dict[str, bytes]


@dataclass(slots=True)
class Publisher:
    """Makes the files, and remembers the network from one time to the next: it is numbered anew when it changed."""

    _state: str = ""
    _areas: Areas | None = None
    _index: bytes = b""
    _index_name: str = field(default="")

    def files(self, *, at: datetime) -> Files:
        """Return every file as it is at this moment, by name."""
        numbered = self._renewed()
        facts = public.gather(areas=numbered, at=at)
        made: Files = {self._index_name: self._index, "style.css": _style(), "mark.svg": _mark()}
        texts: dict[str, dict[str, list[str]]] = {}
        for language in LANGUAGES:
            with translation.override(language):
                made |= _in_language(facts, language)
                texts[language] = sayings.texts(facts=facts, phone=settings.OPERATOR_PHONE)
        with translation.override("en"):
            origin = settings.PUBLIC_ORIGIN
            made["summary.json"] = summary.summary(facts=facts, operator=settings.OPERATOR_NAME, origin=origin)
        outages, works = sayings.spans(facts=facts)
        made[ANSWERS] = Answers(at, self._index_name, outages, works, texts).to_json()
        return made

    def _renewed(self) -> Areas:
        state = index.state()
        if self._areas is None or state != self._state:
            self._areas = areas()
            self._index, self._state = index.build(areas=self._areas), state
            self._index_name = f"addresses-{hashlib.sha256(self._index).hexdigest()[:16]}.bin"
        return self._areas


def publish(*, publisher: Publisher, folder: Path, at: datetime) -> int:
    """Write every file into the folder, each replaced whole, the answers last; return how many there are.

    :raises OSError: when the folder can't be written.
    """
    made = publisher.files(at=at)
    for name in sorted(made, key=lambda one: one == ANSWERS):
        _replace(folder / name, made[name])
    _forget(folder, made)
    return len(made)


def _in_language(facts: Facts, language: str) -> Files:
    said = {"operator": settings.OPERATOR_NAME, "origin": settings.PUBLIC_ORIGIN}
    approved = sheets.newest(outage_ids=[one.event.id for one in (*facts.outages, *facts.ended)])
    made = {
        f"index.{language}.html": pages.start(facts=facts),
        f"history.{language}.html": pages.history(facts=facts),
        f"not-here.{language}.html": pages.not_here(facts=facts),
    }
    for one in (*facts.outages, *facts.ended):
        sheet = approved.get(one.event.id)
        made[f"outages/{one.event.ref}.{language}.html"] = pages.outage(facts=facts, one=one, sheet=sheet)
        if sheet:
            made[f"facts/{one.event.ref}.{language}.html"] = pages.sheet(facts=facts, one=sheet, language=language)
    files = {name: text.encode() for name, text in made.items()}
    files[f"feed.{language}.atom"] = atom.feed(facts=facts, language=language, **said)
    files[f"planned.{language}.ics"] = calendars.calendar(works=facts.works, **said)
    for work in facts.works:
        files[f"planned/{work.work.ref}.{language}.ics"] = calendars.calendar(works=[work], **said)
    return files


def _style() -> bytes:
    """Return one style for all pages: a second file would be a second way to wait."""
    slow = _HERE.parent.parent / "kit/static/varsel/slow.css"
    return slow.read_bytes() + (_HERE / "status.css").read_bytes()


def _mark() -> bytes:
    return (_HERE.parent.parent / "kit/static/varsel/mark.svg").read_bytes()


def _replace(path: Path, content: bytes) -> None:
    """Put a file in the place of the former in one step; an index that is there is as it is."""
    if path.suffix == ".bin" and path.exists():
        os.utime(path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(written).chmod(0o644)  # a plain web server may give it out
    Path(written).replace(path)


def _forget(folder: Path, made: Mapping[str, bytes]) -> None:
    """Remove what is no longer made: after a while, by the age of what was made just now."""
    newest = (folder / ANSWERS).stat().st_mtime
    for path in folder.rglob("*"):
        is_made = not path.is_file() or str(path.relative_to(folder)) in made
        if not is_made and newest - path.stat().st_mtime > KEPT_SECONDS:
            path.unlink(missing_ok=True)
