"""Correlation a second time, minute by minute, as somebody with a drawing of the network would do it."""

from __future__ import annotations

from dataclasses import dataclass, field

from operations.outages.network import PARENTS

CONFIRM = 2  # minutes


@dataclass(slots=True)
class Standing:
    """An alarm: since when, until when it is to last (None: it belongs to an outage), and to which."""

    since: int
    due: int | None
    of: str | None = None


@dataclass(slots=True)
class Drawing:
    """The network on a wall: standing alarms, open outages by node with their begin, what each leaf was told."""

    alarms: dict[str, Standing] = field(default_factory=dict)
    outages: dict[str, int] = field(default_factory=dict)
    told_in: dict[str, set[str]] = field(default_factory=dict)  # by open outage: the leaves that know
    heard: dict[str, list[str]] = field(default_factory=lambda: {leaf: [] for leaf in "abcd"})

    def minute(self, now: int) -> None:
        """Confirm what has lasted, the topmost first."""
        due = [node for node, alarm in self.alarms.items() if alarm.due is not None and alarm.due <= now]
        for node in sorted(due, key=lambda one: len(_up(one))):
            over = self._over(node)
            alarm = self.alarms[node]
            if alarm.due is None:
                continue
            if over is not None:
                alarm.due, alarm.of = None, over
            else:
                self._declare(node, alarm.since)

    def down(self, node: str, now: int) -> None:
        """A node goes down."""
        if node not in self.alarms:
            over = self._over(node)
            self.alarms[node] = Standing(since=now, due=None if over else now + CONFIRM, of=over)

    def up(self, node: str, now: int) -> None:
        """A node comes up: its outage ends, and what still stands below is looked at again."""
        self.alarms.pop(node, None)
        if node not in self.outages:
            return
        del self.outages[node]
        for leaf in sorted(self.told_in.pop(node)):
            self.heard[leaf].append("outage_restored")
        for alarm in self.alarms.values():
            if alarm.of == node:
                alarm.due, alarm.of = now + CONFIRM, None

    def _declare(self, node: str, since: int) -> None:
        known: set[str] = set()
        for other in [one for one in self.outages if node in _up(one)]:
            del self.outages[other]
            known |= self.told_in.pop(other)
        self.outages[node] = since
        mine = {leaf for leaf in "abcd" if node in _up(leaf)}
        for leaf in sorted(mine - known):
            self.heard[leaf].append("outage_start")
        self.told_in[node] = mine | known
        for name, alarm in self.alarms.items():
            if node in _up(name):
                alarm.due, alarm.of = None, node

    def _over(self, node: str) -> str | None:
        return next((one for one in _up(node) if one in self.outages), None)


def _up(node: str) -> list[str]:
    above = PARENTS[node]
    return [node, *(_up(above) if above else [])]
