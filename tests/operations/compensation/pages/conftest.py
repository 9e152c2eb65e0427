"""The same small operator as for the desk's own pages."""

from __future__ import annotations

from surfaces.desk.conftest import plain, world

__all__ = ["plain", "world"]
