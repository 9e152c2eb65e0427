"""Keeping every version that is said, and letting the desk put other words in force: drafted, looked at, approved."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import connection, transaction

from varsel.kit import ids
from varsel.outlets.notices import wording
from varsel.outlets.notices.versions import queries
from varsel.outlets.notices.versions.models import Draft, InForce, Text
from varsel.outlets.notices.versions.queries import Name
from varsel.outlets.notices.wording import Texts, files
from varsel.outlets.notices.wording.checking import look
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind

_KEEP = """
    INSERT INTO versions_text (version, about, variant, language, short, long, source, first_at)
    SELECT one.*, 'product', %s FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
        AS one (version, about, variant, language, short, long)
    ON CONFLICT DO NOTHING"""


class NotAllowed(Exception):
    """Words that may not be put in force so: `code` is findings, same, decided, own, unseen, blank or unknown."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def used(*, names: Collection[Name], at: datetime) -> dict[Name, str]:
    """Return the version in force of each text, and keep those that nobody has used yet, in this transaction.

    :raises WordingError: when there is no such text.
    """
    chosen = queries.chosen(at=at)
    found = {name: chosen.get(name) or _own(name).version for name in names}
    product = [_own(name) for name in names if name not in chosen]
    known = set(Text.objects.filter(version__in=[one.version for one in product]).values_list("version", flat=True))
    keep(texts=[one for one in product if one.version not in known], at=at)
    return found


def keep(*, texts: Collection[Texts], at: datetime) -> None:
    """Keep the product's own texts as they are now; those that are kept already stay as they are."""
    if not texts:
        return
    ordered = sorted(texts, key=lambda one: one.version)  # two who keep the same at once wait for each other one way
    columns = zip(*((t.version, t.about, t.variant, t.language, t.short, t.long) for t in ordered), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [at, *(list(column) for column in columns)])


@transaction.atomic(durable=True)
def draft(*, texts: Texts, because: str, actor: str, at: datetime) -> str:
    """Keep other words for a text and return their reference. They hold once another person has approved them.

    :raises NotAllowed: same: those words hold already. blank: nobody said why. unknown: there is no such text.
    """
    if (texts.about, texts.variant) not in wording.abouts():
        raise NotAllowed("unknown")
    reason, clean = " ".join(because.split()), _clean(texts)
    if not reason:
        raise NotAllowed("blank")
    held = queries.in_force(about=clean.about, variant=clean.variant, language=clean.language, at=at)
    if held.version == clean.version:
        raise NotAllowed("same")
    row = Draft.objects.create(
        ref=ids.new(at=at),
        about=clean.about,
        variant=clean.variant,
        language=clean.language,
        short=clean.short,
        long=clean.long,
        version=clean.version,
        because=reason,
        drafted_at=at,
        drafted_by=actor,
    )
    _tell(Kind.WORDING_DRAFTED, clean, actor=actor, at=at, because=reason)
    return str(row.ref)


@transaction.atomic(durable=True)
def preview(*, ref: str, actor: str, at: datetime) -> None:
    """Note that somebody saw a draft as customers would get it; the first time counts."""
    row = Draft.objects.select_for_update().get(ref=ref)
    if row.decided_at is None and row.previewed_at is None:
        row.previewed_at, row.previewed_by = at, actor
        row.save(update_fields=["previewed_at", "previewed_by"])


@transaction.atomic(durable=True)
def approve(*, ref: str, from_at: datetime, actor: str, at: datetime) -> None:
    """Put a draft in force from a moment on.

    :raises NotAllowed: decided: somebody was here before. own: another person must. unseen: nobody looked at it as
        customers get it. findings: something in it must be mended first (see wording.checking).
    """
    row = _open(ref)
    texts = _texts(row)
    if row.drafted_by == actor:
        raise NotAllowed("own")
    if row.previewed_at is None:
        raise NotAllowed("unseen")
    if any(one.refuses for one in look(texts=texts)):
        raise NotAllowed("findings")
    _decide(row, approved=True, actor=actor, at=at)
    Text.objects.get_or_create(
        version=row.version,
        defaults={
            "about": row.about,
            "variant": row.variant,
            "language": row.language,
            "short": row.short,
            "long": row.long,
            "source": "desk",
            "first_at": at,
            "draft": row,
        },
    )
    _set(texts, version=row.version, from_at=max(from_at, at), because=row.because, actor=actor, at=at)


@transaction.atomic(durable=True)
def throw_away(*, ref: str, actor: str, at: datetime) -> None:
    """Let a draft go.

    :raises NotAllowed: decided: somebody was here before.
    """
    row = _open(ref)
    _decide(row, approved=False, actor=actor, at=at)
    _tell(Kind.WORDING_THROWN_AWAY, _texts(row), actor=actor, at=at, because=row.because)


@transaction.atomic(durable=True)
def put_back(*, name: Name, version: str | None, because: str, actor: str, at: datetime) -> None:
    """Put an earlier version in force again at once, or (None) the product's own words: the way to undo.

    One person may: a second one approved those words before, or they came with the product.

    :raises NotAllowed: same: it holds already. unknown: there is no such version of this text. blank: nobody said why.
    """
    about, variant, language = name
    reason = " ".join(because.split())
    if not reason:
        raise NotAllowed("blank")
    if queries.chosen(at=at).get(name) == version:
        raise NotAllowed("same")
    known = Text.objects.filter(version=version, about=about, variant=variant, language=language)
    if version is not None and not known.exists():
        raise NotAllowed("unknown")
    texts = queries.texts(version=version) if version else _own(name)
    _set(texts, version=version, from_at=at, because=reason, actor=actor, at=at)


def _open(ref: str) -> Draft:
    row = Draft.objects.select_for_update().get(ref=ref)
    if row.decided_at is not None:
        raise NotAllowed("decided")
    return row


def _decide(row: Draft, *, approved: bool, actor: str, at: datetime) -> None:
    row.decided_at, row.decided_by, row.approved = at, actor, approved
    row.save(update_fields=["decided_at", "decided_by", "approved"])


def _set(texts: Texts, *, version: str | None, from_at: datetime, because: str, actor: str, at: datetime) -> None:
    InForce.objects.create(
        about=texts.about,
        variant=texts.variant,
        language=texts.language,
        version=version,
        from_at=from_at,
        set_at=at,
        set_by=actor,
        because=because,
    )
    _tell(Kind.WORDING_SET, texts, actor=actor, at=at, because=because)


def _tell(kind: Kind, texts: Texts, *, actor: str, at: datetime, because: str) -> None:
    name = ".".join(part for part in (texts.about, texts.variant, texts.language) if part)
    facts = {"version": texts.version, "because": because}
    journal.write(at=at, kind=kind, about=f"wording:{name}", actor=actor, facts=facts)


def _own(name: Name) -> Texts:
    about, variant, language = name
    return files.texts(about=about, variant=variant, language=language)


def _texts(row: Draft) -> Texts:
    return Texts(about=row.about, variant=row.variant, language=row.language, short=row.short, long=row.long)


def _clean(texts: Texts) -> Texts:
    """Return the texts with composed letters and plain line ends, as they are kept and counted."""
    short, long = (
        unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")).strip()
        for text in (texts.short, texts.long)
    )
    return replace(texts, short=" ".join(short.split()), long=long)
