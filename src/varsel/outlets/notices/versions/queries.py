"""What the texts are, were, and are to become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from varsel.kit.reading import fetch
from varsel.outlets.notices.versions.models import Draft, InForce, Text
from varsel.outlets.notices.wording import Texts, WordingError, files

Name = tuple[str, str, str]  # about, variant, language
_IN_FORCE = """
    SELECT DISTINCT ON (about, variant, language) about, variant, language, version FROM versions_in_force
    WHERE from_at <= %(at)s ORDER BY about, variant, language, from_at DESC, id DESC"""
_SAID = """
    SELECT facts FROM notices_notice WHERE party_id = %(party_id)s AND about = %(about)s
        AND facts ->> 'variant' = %(variant)s ORDER BY id DESC LIMIT 1"""
_OPEN = {"decided_at__isnull": True}


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a text: where it is from, and when it was first used or approved."""

    texts: Texts
    source: str
    first_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """From when which version held (None: the product's own), who set it and why."""

    version: str | None
    from_at: datetime
    set_at: datetime
    set_by: str
    because: str


@dataclass(frozen=True, slots=True)
class Written:
    """A draft: its texts, who wrote it and why, who looked at it as customers get it, what became of it."""

    ref: str
    texts: Texts
    because: str
    drafted_at: datetime
    drafted_by: str
    previewed_at: datetime | None
    previewed_by: str | None
    decided_at: datetime | None
    decided_by: str | None
    approved: bool | None


@lru_cache(maxsize=4096)
def texts(*, version: str) -> Texts:
    """Return the texts of a version. They never change, so they are kept.

    :raises WordingError: when there is no such version.
    """
    row = Text.objects.filter(version=version).first()
    if row is None:
        raise WordingError(f"the texts of version {version[:12]} are not kept here")
    return _texts(row)


def chosen(*, at: datetime) -> dict[Name, str]:
    """Return the versions that the desk has put in force; what is not named is said in the product's own words."""
    return {(about, variant, language): version for about, variant, language, version in _newest(at) if version}


def in_force(*, about: str, variant: str, language: str, at: datetime) -> Texts:
    """Return the texts that hold.

    :raises WordingError: when there is no such text.
    """
    own = files.texts(about=about, variant=variant, language=language)
    version = chosen(at=at).get((about, variant, language))
    return texts(version=version) if version else own


def history(*, about: str, variant: str, language: str) -> list[Version]:
    """Return every version that was used or approved, newest first."""
    rows = Text.objects.filter(about=about, variant=variant, language=language).order_by("-first_at", "version")
    return [Version(texts=_texts(row), source=row.source, first_at=row.first_at) for row in rows]


def changes(*, about: str, variant: str, language: str) -> list[Change]:
    """Return what the desk put in force, newest first."""
    rows = InForce.objects.filter(about=about, variant=variant, language=language).order_by("-from_at", "-id")
    return [Change(row.version, row.from_at, row.set_at, row.set_by, row.because) for row in rows]


def drafts() -> list[Written]:
    """Return the drafts that wait, oldest first."""
    return [_written(row) for row in Draft.objects.filter(**_OPEN).order_by("id")]


def draft(*, ref: str) -> Written | None:
    """Return one draft, if there is one."""
    row = Draft.objects.filter(ref=ref).first()
    return _written(row) if row else None


def said_to(*, party_id: int, about: str, variant: str) -> Mapping[str, Any]:
    """Return the facts of the last notice of this kind to a customer; empty when there was none."""
    values = {"party_id": party_id, "about": about, "variant": variant}
    found = fetch(statement=_SAID, values=values)
    return {name: value for name, value in found[0][0].items() if name != "variant"} if found else {}


def last_changed() -> dict[Name, datetime]:
    """Return by text since when its newest version is known."""
    rows = Text.objects.order_by("first_at").values_list("about", "variant", "language", "first_at")
    return {(about, variant, language): first_at for about, variant, language, first_at in rows}


def _newest(at: datetime) -> list[tuple[str, str, str, str | None]]:
    rows = fetch(statement=_IN_FORCE, values={"at": at})
    return [(about, variant, language, version) for about, variant, language, version in rows]


def _texts(row: Text | Draft) -> Texts:
    return Texts(about=row.about, variant=row.variant, language=row.language, short=row.short, long=row.long)


def _written(row: Draft) -> Written:
    return Written(
        ref=str(row.ref),
        texts=_texts(row),
        because=row.because,
        drafted_at=row.drafted_at,
        drafted_by=row.drafted_by,
        previewed_at=row.previewed_at,
        previewed_by=row.previewed_by,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        approved=row.approved,
    )
