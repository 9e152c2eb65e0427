"""Law is tested with nothing but the standard library: no database, no clock, the same examples each time."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("law", derandomize=True, database=None, max_examples=60)
settings.load_profile("law")
