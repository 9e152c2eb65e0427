"""What others used of the processors: the server of a bench, and the database with all its processes."""

from __future__ import annotations

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PARENT, _OWN, _CHILDREN = 1, slice(11, 13), slice(11, 15)  # of what stands behind the name (proc(5))


def used(*, pid: int) -> float:
    """Return the seconds that a process has used, with those of its children that have ended."""
    return sum(map(int, _stat(pid)[_CHILDREN])) / _TICK


def used_by_family(*, pid: int) -> float:
    """Return the seconds that a process and its children have used, those that run and those that have ended."""
    return used(pid=pid) + sum(_own(child) for child in _children(pid))


def parent(*, pid: int) -> int:
    """Return who started a process."""
    return int(_stat(pid)[_PARENT])


def _children(pid: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if parent(pid=int(folder.name)) == pid:
                found.append(int(folder.name))
        except (FileNotFoundError, ProcessLookupError):  # it ended just now
            continue
    return found


def _own(pid: int) -> float:
    try:
        return sum(map(int, _stat(pid)[_OWN])) / _TICK
    except (FileNotFoundError, ProcessLookupError):
        return 0.0


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
