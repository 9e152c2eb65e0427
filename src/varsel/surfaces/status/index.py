"""From an address to its areas without a database: hashed keys, sorted, each with the number of an area.

Nothing in it tells who lives where, or whether anybody does: an address is there because a line leads to it.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable

from varsel.kit.reading import fetch
from varsel.surfaces.status import addresses
from varsel.surfaces.status.areas import Areas

_LINES = "SELECT node_id, address FROM network_line WHERE address <> ''"
# What the index is made of; when this changes it is made anew.
_STATE = """
    SELECT (SELECT md5(concat_ws(' ', count(*), sum(hashtextextended(concat_ws('|', id, node_id, address), 0))))
            FROM network_line)
        || (SELECT md5(concat_ws(' ', count(*), sum(hashtextextended(concat_ws('|', id, parent_id, municipality), 0))))
            FROM network_node)
        || (SELECT md5(concat_ws(' ', count(*), sum(hashtextextended(concat_ws('|', line_id, party_id), 0))))
            FROM agreements_service)"""
_HASH, _ROW = 8, struct.Struct(">8sI")
NOWHERE = 2**32 - 1  # the area of a line that hangs on no node: nobody can tell what touches it


def state() -> str:
    """Return a mark of the network, its addresses and whom it serves: another one means another index."""
    return str(fetch(statement=_STATE, values={})[0][0])


def build(*, areas: Areas) -> bytes:
    """Return the index of every address that a line leads to."""
    rows: set[bytes] = set()
    for node_id, address in fetch(statement=_LINES, values={}):
        home = NOWHERE if node_id is None else areas.homes.get(node_id, NOWHERE)
        rows.update(_ROW.pack(_hashed(key), home) for key in addresses.told(address=address))
    return b"".join(sorted(rows))


def look_up(*, index: bytes, keys: Iterable[str]) -> list[int]:
    """Return the areas of the first key that is there; none where no key is."""
    for key in keys:
        if found := _areas_of(index, _hashed(key)):
            return found
    return []


def _areas_of(index: bytes, wanted: bytes) -> list[int]:
    low, high = 0, len(index) // _ROW.size
    while low < high:
        middle = (low + high) // 2
        at = middle * _ROW.size
        if index[at : at + _HASH] < wanted:
            low = middle + 1
        else:
            high = middle
    found: list[int] = []
    while index[(at := low * _ROW.size) : at + _HASH] == wanted:
        found.append(_ROW.unpack_from(index, at)[1])
        low += 1
    return found


def _hashed(key: str) -> bytes:
    return hashlib.blake2b(key.encode(), digest_size=_HASH).digest()
