"""Stories as files: read, checked whole, and given to the runner as typed values."""

from __future__ import annotations

from varsel.surfaces.stories.loading.reading import load_story
from varsel.surfaces.stories.loading.story import (
    Contract,
    Customer,
    Expectation,
    ExpectStep,
    Node,
    Service,
    Sla,
    Step,
    Story,
    StoryError,
)

__all__ = [
    "Contract",
    "Customer",
    "ExpectStep",
    "Expectation",
    "Node",
    "Service",
    "Sla",
    "Step",
    "Story",
    "StoryError",
    "load_story",
]
