"""Playing a story on the real system: real database, rules and worker; a simulated clock; recording outlets."""

from __future__ import annotations

from varsel.surfaces.stories.playing.play import Played, StepResult, play, prepare

__all__ = ["Played", "StepResult", "play", "prepare"]
