"""Registering nodes and lines."""

from __future__ import annotations

from datetime import datetime

from varsel.kit import ids
from varsel.records.network.models import Line, Node


def add_node(*, external_id: str, kind: str, parent_id: int | None, municipality: str) -> int:
    """Register a node below its parent and return its id."""
    return Node.objects.create(external_id=external_id, kind=kind, parent_id=parent_id, municipality=municipality).id


def add_line(*, external_id: str, node_id: int | None, address: str, at: datetime) -> int:
    """Register a line and return its id."""
    return Line.objects.create(ref=ids.new(at=at), external_id=external_id, node_id=node_id, address=address).id
