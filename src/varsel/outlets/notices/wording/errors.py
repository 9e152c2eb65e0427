"""The one error of this package."""

from __future__ import annotations


class WordingError(ValueError):
    """Say which text can't be made, at which placeholder, and why."""
