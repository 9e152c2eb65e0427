"""Alerts as Alertmanager writes them, and a network for them to happen to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import builders
from operations.outages.network import Tree
from varsel.records.network import actions as network
from varsel.surfaces.alarms import receiving, sources

AT = builders.START
MINUTE = timedelta(minutes=1)
SOURCE = sources.made(name="prom", format="alertmanager", about=("node", "line"))


def alert(
    name: str, *, at: datetime, up: bool = False, key: str = "", label: str = "node", **labels: str
) -> dict[str, Any]:
    """Write an alert: firing since an instant, or resolved at it."""
    zero = "0001-01-01T00:00:00Z"
    return {
        "status": "resolved" if up else "firing",
        "labels": {"alertname": "Down", label: name, **labels},
        "annotations": {},
        "startsAt": at.isoformat() if not up else zero,
        "endsAt": at.isoformat() if up else zero,
        "generatorURL": "",
        "fingerprint": key or f"f-{name}-{'-'.join(labels.values())}",
    }


def group(*alerts: dict[str, Any]) -> bytes:
    """Write a group as it is posted."""
    return json.dumps({"version": "4", "status": "firing", "alerts": list(alerts), "receiver": "varsel"}).encode()


def tell(*alerts: dict[str, Any], at: datetime, source: sources.Source = SOURCE) -> receiving.Taken:
    """Let a source tell alerts."""
    return receiving.receive(source=source, body=group(*alerts), at=at)


def terminals(net: Tree, node: str, *, count: int) -> Sequence[str]:
    """Register lines below a node, each with a terminal and nobody on it; return the names of the lines."""
    names = [f"line-{net.nodes[node]}-{number}" for number in range(count)]
    for name in names:
        network.add_line(external_id=name, node_id=net.nodes[node], address="Storgatan 1", at=AT)
    return names
