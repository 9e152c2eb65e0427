"""What a person decides of rows that wait and of values in conflict. Each word is told to the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from varsel.kit.staged import Told
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.surfaces.register import quarantine
from varsel.surfaces.register.catalogue import ENTITIES
from varsel.surfaces.register.entities import Entity
from varsel.surfaces.register.loading import Loader
from varsel.surfaces.register.opened import RawRow
from varsel.surfaces.register.owners import owners_in_force
from varsel.surfaces.register.parsing import Parser
from varsel.surfaces.register.quarantine import Differing

BECAUSE = ("twice", "not_ours", "test", "corrected")  # why a row is discarded: words that name nobody


class CanNotBeTaken(Exception):
    """A value that no file changes, that does not hold, or that is settled already. Nothing has changed."""


@dataclass(frozen=True, slots=True)
class Retried:
    """How many rows waited, and how many still do."""

    before: int
    after: int


def retry(*, actor: str, at: datetime) -> Retried:
    """Try all rows that wait again, as every load does: what they name may have come meanwhile."""
    before = quarantine.count()
    loader = Loader(owners=owners_in_force(), at=at, actor=actor, progress=lambda *_: None)
    return Retried(before=before, after=loader.load(paths=[], first=False).waiting if before else 0)


@transaction.atomic(durable=True)
def discard(*, row_id: int, because: str, actor: str, at: datetime) -> bool:
    """Let go a row that waits; tell whether it was still there. `because` is one of BECAUSE."""
    row = quarantine.one_waiting(row_id=row_id)
    if row is None or not quarantine.let_go(ids=[row_id]):
        return False
    facts = {"entity": row.entity, "system": row.system, "line": row.line, "because": because}
    _tell(Kind.REGISTER_ROW_DISCARDED, file_id=row.file_id, facts=facts, actor=actor, at=at)
    return True


@transaction.atomic(durable=True)
def keep_ours(*, conflict_id: int, actor: str, at: datetime) -> None:
    """Keep our value. It is listed again if a later file of that system still tells another.

    :raises CanNotBeTaken: it is settled already.
    """
    _settle(_called(conflict_id), kept="ours", actor=actor, at=at)


@transaction.atomic(durable=True)
def take_theirs(*, conflict_id: int, actor: str, at: datetime) -> None:
    """Take the value that the other system told, this once: whose word counts stays as it is.

    :raises CanNotBeTaken: a value that no file changes, one that does not hold, or one that is settled already.
    """
    one = _called(conflict_id)
    entity = ENTITIES[one.entity]
    if not may_be_taken(one=one):
        raise CanNotBeTaken("this value is changed by no file: correct it where it was made")
    names = (*entity.table.key, one.field)
    parser = Parser(entity=entity, columns=names)
    values = (*one.key.split(" / "), one.told or "")
    raw = iter([RawRow(line=1, values=values)])
    told = Told(rows=parser.rows(raw=raw), columns=frozenset(names), owned=frozenset({one.field}), at=at, actor=actor)
    done = entity.load(told=told)
    if parser.refusals or done.refusals or done.added or done.conflicts or not done.changed:
        wrong = next(iter([*parser.refusals, *done.refusals]), None)
        raise CanNotBeTaken(wrong.reason if wrong else "the record it belongs to is not as it was")
    _settle(one, kept="theirs", actor=actor, at=at)


def may_be_taken(*, one: Differing) -> bool:
    """Tell whether a person may take the other system's value: only what files may change at all."""
    return bool(one.owner) and one.field in _changing(ENTITIES[one.entity])


def _changing(entity: Entity) -> set[str]:
    return {column.name for column in entity.table.columns if column.changes and column.name not in entity.table.key}


def _called(conflict_id: int) -> Differing:
    one = quarantine.one_differing(conflict_id=conflict_id)
    if one is None:
        raise CanNotBeTaken("it is settled already")
    return one


def _settle(one: Differing, *, kept: str, actor: str, at: datetime) -> None:
    if not quarantine.settled(conflict_id=one.id):
        raise CanNotBeTaken("it is settled already")
    facts = {"entity": one.entity, "system": one.system, "field": one.field, "kept": kept}
    journal.write(at=at, kind=Kind.REGISTER_CONFLICT_SETTLED, about=f"register:{one.entity}", actor=actor, facts=facts)


def _tell(kind: Kind, *, file_id: int, facts: dict[str, object], actor: str, at: datetime) -> None:
    journal.write(at=at, kind=kind, about=f"register:{file_id}", actor=actor, facts=facts)
