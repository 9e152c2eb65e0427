"""Running cases, kept as they were told until the operation that goes on with them takes them over."""

from __future__ import annotations

from django.db import transaction

from varsel.kit.staged import Column, Refers, Table, Told, Upserted, upsert

CASES = Table(
    name="cases",
    table="register_case",
    source="register_case t JOIN parties_party owner ON owner.id = t.party_id",
    key=("external_id",),
    columns=(
        Column("external_id", "text", "t.external_id", "external_id"),
        Column("customer", "text", "owner.external_id", "party_id", refers=Refers("parties_party", "customers")),
        Column("kind", "text", "t.kind", "kind"),
        Column("state", "text", "t.state", "state", changes=True),
        Column("opened_on", "date", "t.opened_on", "opened_on"),
    ),
)


@transaction.atomic
def import_cases(*, told: Told) -> Upserted:
    """Add running cases, and follow their state."""
    return upsert(table=CASES, told=told)
