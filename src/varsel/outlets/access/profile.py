"""A line's profile: what its enforcer shall let through. Derived, total, and open where nothing says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

UP_LIMITED_MBIT = 2  # carries calls and video calls (EECC annex V, item 11)


@dataclass(frozen=True, slots=True)
class Profile:
    """Rates in Mbit/s (None: as bought); reach all or garden; calls per service ref: all unless listed."""

    down: int | None = None
    up: int | None = None
    signpost: bool = False
    reach: Literal["all", "garden"] = "all"
    calls: Mapping[str, Literal["free_only"]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the profile as JSON values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class OnLine:
    """A service on the line, and its access level."""

    key: str
    kind: str
    level: str


def derive(*, services: Iterable[OnLine], functional_down: int) -> Profile:
    """Return the profile that follows from the levels of a line's services.

    `functional_down` is the least rate of a limited internet service, in Mbit/s (LEK-F 6:2).
    """
    known = list(services)
    internet = [service.level for service in known if service.kind == "internet"]
    barred = {"limited", "closed", "outgoing_barred"}
    calls = [one for one in known if one.kind in {"telephony", "mobile"} and one.level in barred]
    limited = bool(internet) and all(level in {"limited", "closed"} for level in internet)
    return Profile(
        down=functional_down if limited else None,
        up=UP_LIMITED_MBIT if limited else None,
        reach="garden" if internet and all(level == "closed" for level in internet) else "all",
        calls={service.key: "free_only" for service in calls},
    )


def gives_back(*, old: Mapping[str, Any] | None, new: Profile) -> bool:
    """Tell whether the new profile takes nothing that the old one gave."""
    if old is None:
        return True
    was, now = _taken(old), _taken(new.to_json())
    return now <= was


def _taken(profile: Mapping[str, Any]) -> set[str]:
    """Return what a profile takes, as a set: comparing sets compares profiles."""
    taken = {f"calls:{key}" for key in profile["calls"]}
    if profile["down"] is not None:
        taken.add("rate")
    if profile["reach"] == "garden":
        taken.add("reach")
    return taken
