"""Disputes and holds in bulk, from the register of another system."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from psycopg.sql import Literal

from varsel.kit import money
from varsel.kit.staged import Check, Column, Refers, Table, Told, Upserted, add_new
from varsel.operations.arrears.models import Dispute, Hold
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many

DISPUTES = Table(
    name="disputes",
    table="arrears_dispute",
    source="arrears_dispute t JOIN ledger_invoice invoice ON invoice.id = t.invoice_id",
    key=("external_id",),
    columns=(
        Column("external_id", "text", "t.external_id", "external_id"),
        Column(
            "invoice",
            "text",
            "invoice.number",
            "invoice_id",
            refers=Refers("ledger_invoice", "open_items", ("party_id",), by="number"),
        ),
        Column(
            "amount",
            "numeric(18, 2)",
            "(t.amount_ore / 100.0)::numeric(18, 2)",
            "amount_ore",
            "(r.amount * 100)::bigint",
        ),
        Column("because", "text", "t.because", "because"),
        Column("opened_at", "timestamptz", "t.opened_at", "opened_at"),
        Column("outcome", "text", "t.outcome", "outcome"),
        Column("settled_at", "timestamptz", "t.settled_at", "settled_at"),
    ),
    made={"ref": "r.ref", "party_id": "r.invoice__party_id"},
)
HOLDS = Table(
    name="holds",
    table="arrears_hold",
    source="arrears_hold t JOIN parties_party owner ON owner.id = t.party_id",
    key=("customer", "kind", "set_at", "until"),
    columns=(
        Column("customer", "text", "owner.external_id", "party_id", refers=Refers("parties_party", "customers")),
        Column("kind", "text", "t.kind", "kind"),
        Column("until", "date", "t.until", "until"),
        Column("because", "text", "t.because", "because"),
        Column("set_at", "timestamptz", "t.set_at", "set_at"),
        Column("lifted_at", "timestamptz", "t.lifted_at", "lifted_at"),
    ),
    made={"ref": "r.ref"},
    checks=(Check("lifted_at", "r.lifted_at < r.set_at", "is before the hold was set"),),
)


@transaction.atomic
def import_disputes(*, told: Told) -> Upserted:
    """Add disputes; what is open is frozen from now on, what was rejected is demanded anew with full time.

    A stored dispute is in people's hands: a file that tells otherwise is in conflict.
    """
    done, new = add_new(table=DISPUTES, told=told)
    rows = list(Dispute.objects.filter(external_id__in=new).order_by("id"))
    for kind, of in ((Kind.DISPUTE_OPENED, rows), (Kind.DISPUTE_SETTLED, [row for row in rows if row.outcome])):
        write_many(kind=kind, entries=map(_of_dispute, of), at=told.at, actor=told.actor)
    return done


@transaction.atomic
def import_holds(*, told: Told) -> Upserted:
    """Add holds; those that were not lifted pause from now on."""
    newest = Hold.objects.order_by("-id").values_list("id", flat=True).first() or 0
    done, _ = add_new(
        table=replace(HOLDS, made={**HOLDS.made, "set_by": Literal(told.actor).as_string(None)}), told=told
    )
    rows = Hold.objects.filter(id__gt=newest, lifted_at__isnull=True).order_by("id") if done.added else ()
    write_many(kind=Kind.HOLD_SET, entries=map(_of_hold, rows), at=told.at, actor=told.actor)
    return done


def _of_dispute(row: Dispute) -> Untold:
    facts = {"dispute": row.id, "amount": str(money.from_ore(ore=row.amount_ore)), "outcome": row.outcome}
    return Untold(about=f"invoice:{row.invoice_id}", party=row.party_id, facts=facts)


def _of_hold(row: Hold) -> Untold:
    facts = {"hold": row.id, "kind": row.kind, "until": row.until.isoformat()}
    return Untold(about=f"party:{row.party_id}", party=row.party_id, facts=facts)
