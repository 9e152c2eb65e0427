"""An operator in shadow mode: the worker's own recorders, at each due moment, as the process would do it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import builders
from varsel.kit import clock
from varsel.outlets.shadow import mode
from varsel.surfaces.shadow import switching
from varsel.surfaces.worker import clocks as worker
from varsel.surfaces.worker import shadowing
from varsel.surfaces.worker.clocks import Run


@contextmanager
def switched_on(*, at: datetime = builders.START) -> Iterator[None]:
    """Let the operator choose the defaults and go into shadow mode."""
    builders.set_policy(at=at)
    switch(on=True, at=at)
    yield


def switch(*, on: bool, at: datetime) -> None:
    """Turn shadow mode on or off at an instant."""
    with clock.held(at=at):
        (switching.switch_on if on else switching.switch_off)(actor="test")


def shadowed(*, to: datetime, after: datetime = builders.START) -> None:
    """Let a worker in shadow mode do all that falls due from one instant to another."""
    with clock.held(at=after):
        moment: datetime | None = after
        while moment and moment <= to:
            clock.move(to=moment)
            with mode.kept() as in_shadow:
                assert in_shadow
                Run(at=moment, outlets=shadowing.recorders(owner="test")).to_the_end()
            moment = worker.next_moment(after=moment)
