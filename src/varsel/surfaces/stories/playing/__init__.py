"""Playing a story on the real system: real database, rules and worker; a simulated clock; recording outlets."""

from __future__ import annotations

from varsel.surfaces.stories.playing.play import Happened, Played, StepResult, act_out, play, prepare

__all__ = ["Happened", "Played", "StepResult", "act_out", "play", "prepare"]
