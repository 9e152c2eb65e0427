r"""Names and addresses as people remember them: one key for every way of writing them, made by the database.

Åsögatan, Asogatan and ÅSÖG. 5A share their beginning; Lindqvist is Lindkvist, Christina is Kristina, Østby is Ostby.
A key begins and ends with a blank, and so does each of its words, so that `% lind%` finds the beginnings of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, migrations, transaction

LONGEST = 120  # nobody types more
SHORTEST = 3  # a slip in two letters leaves nothing to recognise
LONGEST_SWAPPED = 7  # two letters changed about leave a longer word like enough
ENOUGH = 2_000  # of which the likest are shown
LIKENESS = "0.57"  # of the trios of letters: Brgman is Bergman, and Sandberg is not Lindberg

# Each letter on its own, so that no installation's own idea of upper and lower case matters.
_LETTERS = ("ÅåÄäÁáÀàÂâÃãÆæÖöÓóÒòÔôÕõØøÉéÈèÊêËëÍíÌìÎîÏïÚúÙùÛûÜüÝýÿÇçÑñŠšŽžĐđÐðŁł", "aaaaaaaaaaaaaaoooooooooooo")
_FROM, _TO = _LETTERS[0], _LETTERS[1] + "eeeeeeeeiiiiiiiiuuuuuuuuyyyccnnsszzddddll"
FUNCTION = rf"""
CREATE OR REPLACE FUNCTION varsel_search_key(written text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
DECLARE key text := lower(translate(written, '{_FROM}', '{_TO}'));
BEGIN
    key := translate(key, 'wqcz', 'vkks');
    key := replace(replace(replace(key, 'kh', 'k'), 'ph', 'f'), 'th', 't');
    key := replace(replace(key, 'ae', 'a'), 'oe', 'o');
    key := regexp_replace(key, '[\u0001-/:-`{{-\u00bf\u2000-\u206f]+', ' ', 'g');
    key := regexp_replace(key, '([a-z])\1+', '\1', 'g');
    key := regexp_replace(key, '([0-9])([a-z])', '\1 \2', 'g');
    key := regexp_replace(' ' || btrim(key) || ' ', ' ([0-9]{{3}}) ([0-9]{{2}}) ', ' \1\2 ', 'g');
    RETURN key;
END $$;
"""


def search_key_function() -> migrations.RunSQL:
    """Return the operation that makes `varsel_search_key(text)`; every migration that needs it may run it."""
    return migrations.RunSQL(FUNCTION, reverse_sql=migrations.RunSQL.noop)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for, as LIKE patterns that must all hold: words by their beginning, numbers whole."""

    patterns: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def held_by(self, *, column: str) -> tuple[str, list[object]]:
        """Return the condition on a column of keys, and its values."""
        return " AND ".join([f"{column} LIKE %s"] * len(self.patterns)), list(self.patterns)

    def nearly_held_by(self, *, column: str) -> tuple[str, list[object]]:
        """Return the condition that forgives a letter that is wrong, missing, too many or changed about."""
        conditions: list[str] = []
        values: list[object] = []
        for pattern in self.patterns:
            word = pattern.strip("% ")
            if len(word) < SHORTEST or not word.isalpha():
                conditions.append(f"{column} LIKE %s")
                values.append(pattern)
            elif len(word) > LONGEST_SWAPPED:
                conditions.append(f"{column} %%> %s")
                values.append(word)
            else:
                conditions.append(f"({column} %%> %s OR {column} LIKE ANY(%s))")
                values += [word, swapped(word=word)]
        return " AND ".join(conditions), values

    @property
    def text(self) -> str:
        """Return the words as the keys have them."""
        return " ".join("".join(self.patterns).replace("%", "").split())

    @property
    def may_be_misspelt(self) -> bool:
        """Tell whether there is a word to forgive anything in: a slip in a number is another number."""
        return any(len(word) >= SHORTEST and word.isalpha() for word in (one.strip("% ") for one in self.patterns))


def wanted(*, text: str) -> Wanted:
    """Return what was typed as something to look for, in one question to the database.

    A letter after a number belongs to it: 5A is found as 5 A, and not as 5 B in Aspudden.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT varsel_search_key(%s)", [text.replace("\0", "")[:LONGEST]])
        words = str(cursor.fetchone()[0]).split()
    found: list[str] = []
    for word in words:
        if found and len(word) == 1 and word.isalpha() and found[-1].endswith(" %"):
            found[-1] = f"{found[-1][:-1]}{word}%"
        else:
            found.append(f"% {word} %" if word.isdigit() else f"% {word}%")
    return Wanted(patterns=tuple(dict.fromkeys(found)))


def likest(*, table: str, column: str, wanted: Wanted, limit: int) -> list[int]:
    """Return the ids of the rows whose key is most like what was wanted, the likest first."""
    holds, values = wanted.nearly_held_by(column=column)
    near = f"SELECT id, {column} AS key FROM {table} WHERE {holds} LIMIT {ENOUGH}"  # noqa: S608 -- our own names
    query = f"SELECT id FROM ({near}) near ORDER BY word_similarity(%s, key) DESC, id"  # noqa: S608
    return ids(query=query, values=[*values, wanted.text], limit=limit)


def ids(*, query: str, values: Sequence[Any], limit: int) -> list[int]:
    """Return the ids that a search finds; `query` ends where LIMIT follows.

    The indexes of trigrams are used whatever the planner thinks: it expects that a limit is soon reached, and reads a
    million rows where it is not.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true),"
            " set_config('enable_seqscan', 'off', true)",
            [LIKENESS],
        )
        cursor.execute(f"{query} LIMIT %s", [*values, limit])
        return [row[0] for row in cursor.fetchall()]


def swapped(*, word: str) -> list[str]:
    """Return patterns of a word with two neighbouring letters changed about: Eirk was Erik."""
    ways = {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)} - {word}
    return [f"% {way}%" for way in sorted(ways)]
