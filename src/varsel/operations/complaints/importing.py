"""Complaints in bulk, from the register of another system, and how those who made them were contacted."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from psycopg.sql import Literal

from varsel.kit.staged import Check, Column, Refers, Table, Told, Upserted, add_new
from varsel.operations.complaints import actions
from varsel.operations.complaints.queries import COUNTRIES

_COUNTRY = "CASE r.authority " + " ".join(f"WHEN '{name}' THEN '{code}'" for name, code in COUNTRIES.items()) + " END"
_INVOICE = Refers("ledger_invoice", "open_items", ("party_id", "country"), by="number")
COMPLAINTS = Table(
    name="complaints",
    table="complaints_complaint",
    source="complaints_complaint t LEFT JOIN parties_party owner ON owner.id = t.party_id"
    " LEFT JOIN ledger_invoice invoice ON invoice.id = t.invoice_id",
    key=("external_id",),
    columns=(
        Column("external_id", "text", "t.external_id", "external_id"),
        Column("authority", "text", "t.authority", "authority"),
        Column("reference", "text", "nullif(t.reference, '')", "reference", writes="coalesce(r.reference, '')"),
        # Not compared: where an invoice is told, a file may leave out whose it is.
        Column("customer", "text", "owner.external_id", compared=False, refers=Refers("parties_party", "customers")),
        Column("invoice", "text", "invoice.number", "invoice_id", refers=_INVOICE),
        Column("category", "text", "t.category", "category"),
        Column("received_on", "date", "t.received_on", "received_on"),
        Column("answer_by", "date", "t.answer_by", "answer_by"),
        Column("answered_at", "timestamptz", "t.answered_at", "answered_at"),
        Column("outcome", "text", "t.outcome", "outcome"),
        Column("decided_at", "timestamptz", "t.decided_at", "decided_at"),
    ),
    made={
        "ref": "r.ref",
        "country": _COUNTRY,
        "about": "coalesce('invoice:' || r.invoice__id::text, '')",
        "party_id": "coalesce(r.invoice__party_id, r.customer__id)",
    },
    checks=(
        Check("invoice", "r.customer__id <> r.invoice__party_id", "the invoice is another customer's"),
        Check("invoice", f"r.invoice__country <> {_COUNTRY}", "the invoice is of another country than the authority"),
        Check(
            "reference",
            "r.known_id IS NULL AND EXISTS (SELECT FROM complaints_complaint c WHERE c.authority = r.authority"
            " AND c.reference = r.reference)",
            "the authority's reference is another complaint's",
        ),
        Check(
            "reference",
            "EXISTS (SELECT FROM told o WHERE o.authority = r.authority AND o.reference = r.reference"
            " AND o.external_id <> r.external_id)",
            "another complaint of the file has the same reference",
        ),
    ),
)
OUTREACH = Table(
    name="outreach",
    table="complaints_outreach",
    source="complaints_outreach t JOIN complaints_complaint complaint ON complaint.id = t.complaint_id",
    key=("complaint", "at"),
    columns=(
        Column(
            "complaint",
            "text",
            "complaint.external_id",
            "complaint_id",
            refers=Refers("complaints_complaint", "complaints", ("country",)),
        ),
        Column("at", "timestamptz", "t.at", "at"),
        Column("outcome", "text", "t.outcome", "outcome"),
    ),
    made={"on": "(r.at AT TIME ZONE (SELECT zone FROM operator_country WHERE code = r.complaint__country))::date"},
)


@transaction.atomic
def import_complaints(*, told: Told) -> Upserted:
    """Add complaints, with the duties that still run, and have arrears look at what they freeze.

    What is stored is in people's hands: a file that tells otherwise is in conflict. Who answered or decided in the
    other system is not known: it stands as the one who loads.
    """
    by = Literal(told.actor).as_string(None)
    made = {
        "registered_at": Literal(told.at).as_string(None),
        "registered_by": by,
        "answered_by": f"CASE WHEN r.answered_at IS NOT NULL THEN {by} END",
        "decided_by": f"CASE WHEN r.outcome IS NOT NULL THEN {by} END",
    }
    done, new = add_new(table=replace(COMPLAINTS, made={**COMPLAINTS.made, **made}), told=told)
    actions.take_over(external_ids=new, actor=told.actor, at=told.at)
    return done


@transaction.atomic
def import_outreach(*, told: Told) -> Upserted:
    """Add attempts to reach who complained; a duty that they kept is kept."""
    table = replace(OUTREACH, made={**OUTREACH.made, "by": Literal(told.actor).as_string(None)})
    done, new = add_new(table=table, told=told)
    if new:
        actions.keep_outreach(at=told.at)
    return done
