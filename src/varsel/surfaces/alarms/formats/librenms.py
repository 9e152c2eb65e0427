"""LibreNMS, transport API with a JSON body: one alert of a device and rule.

Its states: 0 recovered, 1 alert, 2 acknowledged, 3 worse, 4 better, 5 changed. All but 0 mean that it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from varsel.surfaces.alarms.told import NotTold, Told, mapping, moment, text

ABOUT = ("sysName", "hostname", "display")
POWER = {"cause": ("dying-gasp", "power")}
_STANDS = {"0": False, "1": True, "2": True, "3": True, "4": True, "5": True}


def read(body: Any, zone: tzinfo) -> Iterator[Told]:
    """Yield what an alert tells.

    :raises NotTold: when it is none.
    """
    alert = mapping(body, where="the body")
    state = text(of=alert, name="state", where="the alert")
    if state not in _STANDS:
        raise NotTold(f"the alert: state {state!r} is none of {', '.join(_STANDS)}")
    labels = {name: text(of=alert, name=name, where="the alert") for name in alert if _is_plain(alert[name])}
    yield Told(
        key=_key(labels),
        is_raised=_STANDS[state],
        at=moment(text(of=alert, name="timestamp", where="the alert"), where="the alert: timestamp", zone=zone),
        labels=labels,
        words=labels.get("name", labels.get("title", ""))[:500],
    )


def _key(labels: dict[str, str]) -> str:
    """Return what stays the same while an alert comes and goes: its id, else the device and the rule."""
    if "alert_id" in labels:
        return labels["alert_id"]
    if "device_id" in labels and "rule_id" in labels:
        return f"{labels['device_id']}/{labels['rule_id']}"
    raise NotTold("the alert: give alert_id, or device_id and rule_id")


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and value != "" and len(str(value)) <= 500
