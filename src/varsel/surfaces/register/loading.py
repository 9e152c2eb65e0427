"""Loading the register: one transaction, files after those that they lean on, rows that waited tried again.

The first load is taken whole or not at all. Later ones put bad rows into quarantine and list conflicts; nothing is
overwritten that another system owns. A rehearsal does the very same, and is rolled back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Max

from varsel.kit.located_yaml import InputError
from varsel.kit.staged import Told, Upserted
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.surfaces.register import files, quarantine
from varsel.surfaces.register.catalogue import ENTITIES
from varsel.surfaces.register.entities import Entity
from varsel.surfaces.register.errors import LoadRefused
from varsel.surfaces.register.models import File
from varsel.surfaces.register.opened import Opened, RawRow
from varsel.surfaces.register.owners import Owners
from varsel.surfaces.register.parsing import Parser
from varsel.surfaces.register.reports import FileReport, LoadReport

_LOADING = 7_205  # advisory lock: one load at a time
_TOO_EARLY = timedelta(days=1)  # a clock may be wrong by so much, not more
_EVERY = 1_000  # rows between two words of progress
Progress = Callable[[str, int, int], None]  # file, rows so far, lines in the file


class FirstLoadIncomplete(Exception):
    """A first load of which a row was refused: nothing was taken. `report` says which rows."""

    def __init__(self, report: LoadReport) -> None:
        self.report = report
        super().__init__(f"{report.refused} rows are refused: a first load is taken whole or not at all")


@dataclass(frozen=True, slots=True)
class Loader:
    """How a load is done. `system` and `exported_at` are said of files that do not say themselves."""

    owners: Owners
    at: datetime
    actor: str
    progress: Progress
    system: str = "register"
    exported_at: datetime | None = None

    def load(self, *, paths: Sequence[Path], first: bool) -> LoadReport:
        """Load files and folders. The first load of all is a first load whether `first` says so or not.

        :raises InputError: a file that can't be read as rows; nothing is taken then.
        :raises LoadRefused: an older file than the last, or a `first` that is not.
        :raises FirstLoadIncomplete: a first load with a refused row.
        """
        found = files.found(paths=paths)
        with transaction.atomic(durable=True):
            is_first = self._begin(first=first)
            report = self._all(paths=found, take=self._file)
            if is_first and report.refused:
                raise FirstLoadIncomplete(report)
        return report

    def rehearse(self, *, paths: Sequence[Path]) -> LoadReport:
        """Say what loading these files would do. Nothing is changed; a file that can't be read says why."""
        found = files.found(paths=paths)
        with transaction.atomic(durable=True):
            self._begin(first=False)
            report = self._all(paths=found, take=self._rehearsed)
            transaction.set_rollback(True)
        return report

    def _begin(self, *, first: bool) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOADING])
        is_first = not File.objects.exists()
        if first and not is_first:
            raise LoadRefused("the register was loaded before: load without --first")
        return is_first

    def _all(self, *, paths: Sequence[Path], take: Callable[[Path], FileReport]) -> LoadReport:
        report = LoadReport()
        for name, entity in ENTITIES.items():
            for path in paths:
                if files.entity_name(path=path) == name:
                    report.files.append(take(path))
            for system in quarantine.systems_waiting(entity=name):
                self._retry(entity=entity, system=system)
        report.waiting = quarantine.count()
        return report

    def _rehearsed(self, path: Path) -> FileReport:
        try:
            with transaction.atomic():
                return self._file(path)
        except (InputError, LoadRefused) as error:
            return FileReport(file=path.name, entity=files.entity_name(path=path), error=str(error))

    def _file(self, path: Path) -> FileReport:
        opened = files.opened(path=path)
        system = opened.system or self.system
        exported_at = opened.exported_at or self.exported_at
        report = _report(opened=opened, system=system, exported_at=exported_at)
        known = File.objects.filter(entity=opened.entity.name, system=system)
        if known.filter(sha256=opened.sha256).exists():
            report.duplicate = True
            return report
        newest = known.aggregate(at=Max("exported_at"))["at"]
        _refuse_age(name=opened.name, newest=newest, exported_at=exported_at, at=self.at)
        parser = Parser(entity=opened.entity, columns=opened.columns)
        raw = self._counted(opened=opened)
        done = self._take(parser=parser, raw=raw, system=system)
        _fill(report=report, parser=parser, done=done)
        self._settle(report=report, opened=opened, exported_at=exported_at, keys=parser.keys)
        return report

    def _take(self, *, parser: Parser, raw: Iterator[RawRow], system: str) -> Upserted:
        told = Told(
            rows=parser.rows(raw=raw),
            columns=frozenset(parser.columns),
            owned=self.owners.owned(entity=parser.entity.name, system=system),
            at=self.at,
            actor=self.actor,
        )
        return parser.entity.load(told=told)

    def _counted(self, *, opened: Opened) -> Iterator[RawRow]:
        for count, row in enumerate(opened.rows, start=1):
            if count % _EVERY == 0:
                self.progress(opened.name, count, opened.lines)
            yield row
        self.progress(opened.name, opened.lines, opened.lines)

    def _settle(
        self, *, report: FileReport, opened: Opened, exported_at: datetime | None, keys: dict[str, int]
    ) -> None:
        """Keep what the file brought: that it came, what waits, what is in conflict; and tell the journal figures."""
        quarantine.supersede(entity=report.entity, system=report.system, keys=keys)
        file = File.objects.create(
            sha256=opened.sha256,
            entity=report.entity,
            system=report.system,
            name=report.file,
            exported_at=exported_at,
            loaded_at=self.at,
            loaded_by=self.actor,
            counts=report.counts(),
        )
        quarantine.keep(file=file, refusals=report.refused, at=self.at)
        owner_of = self._owners(entity=opened.entity)
        quarantine.note(file=file, conflicts=report.conflicts, owner_of=owner_of, at=self.at)
        facts = {"entity": report.entity, "system": report.system, "sha256": opened.sha256, **report.counts()}
        facts["owners"] = self.owners.version
        self._tell(kind=Kind.REGISTER_LOADED, about=f"register:{file.id}", facts=facts)
        if report.conflicts:
            fields = dict(Counter(one.field for one in report.conflicts))
            facts = {"entity": report.entity, "system": report.system, "fields": fields}
            self._tell(kind=Kind.REGISTER_CONFLICT, about=f"register:{file.id}", facts=facts)

    def _owners(self, *, entity: Entity) -> dict[str, str]:
        """Return the owner of each column that a file may change."""
        columns = [column.name for column in entity.table.columns if column.changes or column.name == "price"]
        return {name: self.owners.of(entity=entity.name, column=name) for name in columns}

    def _retry(self, *, entity: Entity, system: str) -> None:
        """Try the rows that wait again; those that hold leave the quarantine."""
        columns = tuple(cell.name for cell in entity.cells)
        parser = Parser(entity=entity, columns=columns)
        raw = list(quarantine.rows_waiting(entity=entity.name, system=system, columns=columns))
        done = self._take(parser=parser, raw=iter(raw), system=system)
        still = {one.line for one in (*parser.refusals, *done.refusals)}
        gone = [row.line for row in raw if row.line not in still]
        if gone:
            quarantine.note_retried(conflicts=done.conflicts, owner_of=self._owners(entity=entity), at=self.at)
            quarantine.let_go(ids=gone)
            facts = {"entity": entity.name, "system": system, "rows": len(gone), "added": done.added}
            self._tell(kind=Kind.REGISTER_LOADED, about="register:quarantine", facts=facts)

    def _tell(self, *, kind: Kind, about: str, facts: dict[str, object]) -> None:
        journal.write(at=self.at, kind=kind, about=about, actor=self.actor, facts=facts)


def _report(*, opened: Opened, system: str, exported_at: datetime | None) -> FileReport:
    return FileReport(
        file=opened.name,
        entity=opened.entity.name,
        system=system,
        encoding=opened.encoding,
        delimiter=opened.delimiter,
        exported_at=exported_at.isoformat() if exported_at else None,
    )


def _fill(*, report: FileReport, parser: Parser, done: Upserted) -> None:
    report.rows, report.added, report.changed = parser.count, done.added, done.changed
    report.same = done.same
    report.refused = sorted((*parser.refusals, *done.refusals), key=lambda one: one.line)
    report.conflicts = list(done.conflicts)


def _refuse_age(*, name: str, newest: datetime | None, exported_at: datetime | None, at: datetime) -> None:
    """Refuse a file older than the last, one that does not say, and one from the future: no later file could follow."""
    if exported_at is not None and exported_at > at + _TOO_EARLY:
        raise LoadRefused(f"{name}: exported {exported_at.isoformat()}, which is to come: correct its exported_at")
    if newest is not None and exported_at is None:
        raise LoadRefused(f"{name}: does not say when it was exported, and the last one did: give --exported-at")
    if newest is not None and exported_at is not None and exported_at < newest:
        raise LoadRefused(
            f"{name}: exported {exported_at.isoformat()}, before the last one ({newest.isoformat()}): load a newer one"
        )
