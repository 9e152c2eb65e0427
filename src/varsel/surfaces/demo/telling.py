"""The journal of what is not lived through: told in order of time among what is, and sealed.

Where time passes by what others do, the ids of their words are kept free; the words are written when all is lived.
"""

from __future__ import annotations

import hashlib
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

import psycopg

from varsel.surfaces.demo import bulk

SEALED_AT_ONCE = 5_000
_KEEP = """
    SELECT setval(drawn, nextval(drawn) + %s - 1) FROM pg_get_serial_sequence('journal_entry', 'id') AS drawn"""
_PLACE = """
    UPDATE demo.moment SET shift = placed.shift FROM unnest(%s::timestamptz[], %s::bigint[]) AS placed (at, shift)
    WHERE moment.at = placed.at"""
_READY = """
    CREATE UNLOGGED TABLE demo.entry AS SELECT nth, demo.ref(at, 'entry', nth) AS ref, at, kind,
        'invoice:' || bill_id AS about, party_id, actor, facts
    FROM (SELECT row_number() OVER (ORDER BY at, kind, key) AS nth, word.* FROM demo.word WHERE NOT lived) AS word
        JOIN demo.party USING (number) ORDER BY nth;
    CREATE INDEX ON demo.entry (nth);
    ANALYZE demo.entry;
    CREATE UNLOGGED TABLE demo.seal (
        id bigint GENERATED ALWAYS AS IDENTITY, entries bigint[], previous bytea, digest bytea)"""
# Entries as records/journal/sealing.py writes them before it hashes them; `journal verify` reads them again.
_WAITING = """
    SELECT min(nth), max(nth), convert_to(string_agg(
        '[' || nth + shift || ',"' || ref || '","' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
        || '+00:00","' || kind || '","' || about || '",' || party_id || ',"' || actor || '",' || facts
        || ',null,null]' || chr(10), '' ORDER BY nth), 'UTF8')
    FROM demo.entry JOIN demo.moment USING (at) WHERE nth > %(after)s AND nth <= %(upto)s
    GROUP BY (nth - 1) / %(size)s ORDER BY 1"""
_SEAL = """
    INSERT INTO demo.seal (entries, previous, digest)
    SELECT array_agg(nth + shift ORDER BY nth), %s, %s FROM demo.entry JOIN demo.moment USING (at)
    WHERE nth BETWEEN %s AND %s"""
_WRITE = """
    INSERT INTO journal_entry (id, ref, at, kind, about, party, actor, facts)
    SELECT nth + shift, ref, at, kind, about, party_id, actor, facts::jsonb
    FROM demo.entry JOIN demo.moment USING (at)"""
_WRITE_SEALS = """
    INSERT INTO journal_seal (at, entries, previous, digest)
    SELECT %s, entries, previous, digest FROM demo.seal ORDER BY id"""


@dataclass(slots=True)
class Telling:
    """What is told of others than those who live an own life, in two sessions; the other one works beside."""

    session: psycopg.Connection
    other: psycopg.Connection
    _waiting: deque[tuple[datetime, int]] = field(default_factory=deque)  # moments, with how many words
    _shifts: dict[datetime, int] = field(default_factory=dict)  # by how much the ids of a moment's words are higher
    _passed: int = 0  # words that have their ids
    _at_first: int = 0  # of them, before the first life began
    _sealed: int = 0
    _head: bytes = b""

    def begin(self, *, at: datetime) -> None:
        """Give all words until an instant their ids: of them the chain goes on from what is sealed now."""
        newest = self.session.execute("SELECT digest FROM journal_seal ORDER BY id DESC LIMIT 1").fetchone()
        self._head = bytes(newest[0]) if newest else bytes(32)
        self._waiting.extend(self.session.execute("SELECT at, words FROM demo.moment ORDER BY at").fetchall())
        self.passing(to=at)
        self._at_first = self._passed
        self._place(self.session)

    def passing(self, *, to: datetime) -> None:
        """Keep ids free for all words until an instant: whatever is told next is told after them."""
        moments, count = [], 0
        while self._waiting and self._waiting[0][0] <= to:
            moment, words = self._waiting.popleft()
            moments.append(moment)
            count += words
        if count:
            row = self.session.execute(_KEEP, [count]).fetchone()
            assert row
            self._shifts |= dict.fromkeys(moments, row[0] - count - self._passed)
            self._passed += count

    def prepare(self) -> None:
        """Make all words ready, and seal those that have had their ids from the beginning."""
        self.other.execute(_READY.encode())
        self._seal(upto=self._at_first)

    def write(self, *, at: datetime) -> None:
        """Write all words, sealed at an instant; nothing in the journal is told after what is later."""
        self._place(self.other)
        self._seal(upto=self._passed)
        with self.other.transaction(), bulk.unseen(session=self.other, tables=bulk.JOURNAL):
            self.other.execute(_WRITE.encode())
            self.other.execute(_WRITE_SEALS, [at])
        self.other.execute("ANALYZE journal_entry (id, at, kind, about, party), journal_seal (id)")

    def _place(self, session: psycopg.Connection) -> None:
        session.execute(_PLACE, [list(self._shifts), list(self._shifts.values())])

    def _seal(self, *, upto: int) -> None:
        values = {"after": self._sealed, "upto": upto, "size": SEALED_AT_ONCE}
        with self.other.transaction(), self.other.cursor(name="waiting") as waiting:
            waiting.itersize = 10
            waiting.execute(_WAITING, values, binary=True)
            for first, last, content in waiting:
                digest = hashlib.sha256(self._head + content).digest()
                self.other.execute(_SEAL, [self._head, digest, first, last])
                self._head = digest
        self._sealed = upto
