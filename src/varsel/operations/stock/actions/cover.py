"""Where a mobile phone works: what the operator knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from varsel.operations.stock.models import Coverage
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@transaction.atomic
def set_coverage(
    *, actor: str, at: datetime, nodes: Mapping[int, bool] | None = None, services: Mapping[int, bool] | None = None
) -> None:
    """Note for nodes (and what hangs below them) and for services, by id, whether there is mobile coverage."""
    rows = [Coverage(node_id=key, is_there=is_there, at=at, by=actor) for key, is_there in (nodes or {}).items()]
    rows += [Coverage(service_id=key, is_there=there, at=at, by=actor) for key, there in (services or {}).items()]
    Coverage.objects.bulk_create(rows)
    facts = {"nodes": len(nodes or {}), "services": len(services or {})}
    journal.write(at=at, kind=Kind.COVERAGE_SET, about="stock", actor=actor, facts=facts)
