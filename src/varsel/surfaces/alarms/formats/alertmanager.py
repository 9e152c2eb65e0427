"""Prometheus Alertmanager, webhook version 4: a group of alerts, each firing or resolved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Any

from varsel.surfaces.alarms.told import NotTold, Told, mapping, moment, short, text

ABOUT = ("line", "terminal", "node", "device", "instance")
POWER = {"cause": ("dying-gasp", "power")}


def read(body: Any, zone: tzinfo) -> Iterator[Told]:
    """Yield what a group tells.

    :raises NotTold: when it is none.
    """
    del zone  # Alertmanager's instants have theirs
    group = mapping(body, where="the body")
    if group.get("version") != "4":
        raise NotTold(f"version {group.get('version')!r}: version 4 of Alertmanager's webhook is known")
    alerts = group.get("alerts")
    if not isinstance(alerts, list) or not alerts:
        raise NotTold("alerts is no list, or empty")
    for number, alert in enumerate(alerts):
        yield _alert(mapping(alert, where=f"alerts[{number}]"), f"alerts[{number}]")


def _alert(alert: Mapping[str, Any], where: str) -> Told:
    labels = _labels(alert.get("labels"), where)
    status = text(of=alert, name="status", where=where)
    if status not in {"firing", "resolved"}:
        raise NotTold(f"{where}: status {status!r} is neither firing nor resolved")
    field = "startsAt" if status == "firing" else "endsAt"
    written = json.dumps(labels, sort_keys=True).encode()
    return Told(
        key=text(of=alert, name="fingerprint", where=where, default=hashlib.sha256(written).hexdigest()),
        is_raised=status == "firing",
        at=moment(alert.get(field), where=f"{where}: {field}"),
        labels=labels,
        words=labels.get("alertname", ""),
    )


def _labels(given: object, where: str) -> dict[str, str]:
    found = mapping(given, where=f"{where}: labels")
    return {name: short(_label(found[name], where), where=f"{where}: label {name}") for name in found}


def _label(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise NotTold(f"{where}: a label is no text")
    return value
