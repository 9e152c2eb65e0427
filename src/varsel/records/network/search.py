"""Lines as people remember them: by address."""

from __future__ import annotations

from varsel.kit.search_keys import Wanted, ids, likest

_LINES = "SELECT id FROM network_line WHERE"


def lines_at(*, wanted: Wanted, limit: int) -> list[int]:
    """Return the ids of lines at such an address."""
    holds, values = wanted.held_by(column="address_key")
    return ids(query=f"{_LINES} {holds}", values=values, limit=limit)


def lines_nearly_at(*, wanted: Wanted, limit: int) -> list[int]:
    """Return the ids of lines at an address like this one, the likest first: a slip in a word is forgiven."""
    return likest(table="network_line", column="address_key", wanted=wanted, limit=limit)
