"""Open items in bulk, from the billing system: an invoice with all its lines, or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from varsel.kit.staged import Check, Column, Refers, Table, Told, Upserted, compare, refuse, stage, take_stock
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many
from varsel.records.ledger import following
from varsel.records.ledger.actions.feed import note_feed
from varsel.records.ledger.actions.request import follows
from varsel.records.ledger.models import Credit, Payment
from varsel.records.ledger.settle import place_waiting

_ORE = "(t.{} / 100.0)::numeric(18, 2)"
_PAID_ON = (
    "(SELECT max(s.counts_on) FROM ledger_settlement s JOIN ledger_line l ON l.id = s.line_id"
    " WHERE l.invoice_id = invoice.id AND s.undoes_id IS NULL AND NOT EXISTS"
    " (SELECT FROM ledger_settlement undone WHERE undone.undoes_id = s.id))"
)
_DUE_ON = "greatest(invoice.due_on, (SELECT max(r.due_on) FROM ledger_respite r WHERE r.invoice_id = invoice.id))"
_AMOUNT = (
    "((t.amount_ore - coalesce((SELECT sum(c.amount_ore) FROM ledger_correction c WHERE c.line_id = t.id), 0))"
    " / 100.0)::numeric(18, 2)"
)

OPEN_ITEMS = Table(
    name="open_items",
    table="ledger_line",
    source="ledger_line t JOIN ledger_invoice invoice ON invoice.id = t.invoice_id"
    " JOIN parties_party owner ON owner.id = invoice.party_id"
    " LEFT JOIN agreements_service service ON service.id = t.service_id",
    key=("invoice", "position"),
    columns=(
        Column("invoice", "text", "invoice.number"),
        Column("ocr", "text", "invoice.ocr"),
        Column("customer", "text", "owner.external_id", refers=Refers("parties_party", "customers", ("country",))),
        Column("country", "text", "invoice.country"),
        Column("currency", "text", "invoice.currency"),
        Column("issued_on", "date", "invoice.issued_on"),
        Column("due_on", "date", _DUE_ON),
        Column("paid_on", "date", _PAID_ON),
        Column("position", "integer", "t.position"),
        Column("kind", "text", "t.kind"),
        Column(
            "service", "text", "service.external_id", refers=Refers("agreements_service", "services", ("party_id",))
        ),
        Column("change", "text", "nullif(t.change, '')"),
        Column("amount", "numeric(18, 2)", _AMOUNT),
        Column("open", "numeric(18, 2)", _ORE.format("open_ore")),
    ),
    checks=(
        Check(
            "service",
            "r.service__id IS NOT NULL AND r.service__party_id IS DISTINCT FROM r.customer__id",
            "the service is another customer's",
        ),
        Check(
            "position",
            "r.known_id IS NULL AND EXISTS (SELECT FROM ledger_invoice i WHERE i.number = r.invoice)",
            "the invoice was received: it gets no further line",
        ),
        Check(
            "ocr",
            "r.known_id IS NULL AND EXISTS (SELECT FROM ledger_invoice i WHERE i.ocr = r.ocr)",
            "the reference is another invoice's",
        ),
        Check(
            "ocr",
            "EXISTS (SELECT FROM told o WHERE o.ocr = r.ocr AND o.invoice <> r.invoice)",
            "another invoice of the file has the same reference",
        ),
    ),
    together="invoice",
)


# Where the billing system is followed, it may say these of an invoice that is here: they become facts, not changes.
_FOLLOWED = replace(
    OPEN_ITEMS,
    columns=tuple(replace(one, changes=one.name in following.FACTS) for one in OPEN_ITEMS.columns),
)


@transaction.atomic
def import_open_items(*, told: Told) -> Upserted:
    """Add invoices with their lines, one row a line. What was paid before counts as paid on `paid_on`, or when due.

    A stored invoice is never rewritten by a file. What differs is a conflict; where the ledger follows the billing
    system, what was paid, credited or put off there is entered as facts of our own (`following`).
    """
    table = _FOLLOWED if follows(at=told.at) else OPEN_ITEMS
    count = stage(table=table, told=told)
    refusals = refuse(table=table)
    conflicts = compare(table=table, told=told)
    changed, apart = following.apply(told=told) if table is _FOLLOWED else (0, ())
    _add_invoices(told=told)
    added = _add_lines()
    _add_paid(told=told)
    _claim_usage()
    _tell(told=told)
    note_feed(source="open_items", at=told.at)
    same = count - len(refusals) - added - changed
    conflicts += apart
    return Upserted(added=added, changed=changed, same=same, refusals=refusals, conflicts=conflicts)


def _add_invoices(*, told: Told) -> None:
    added = _run(
        "INSERT INTO ledger_invoice (ref, number, ocr, party_id, country, currency, issued_on, due_on, registered_at,"
        " registered_by) SELECT DISTINCT ON (r.invoice) r.ref, r.invoice, r.ocr, r.customer__id,"
        " coalesce(r.country, r.customer__country), r.currency, r.issued_on, r.due_on, %s, %s"
        " FROM told r WHERE r.known_id IS NULL ORDER BY r.invoice, r.position",
        [told.at, told.actor],
    )
    take_stock(tables=["ledger_invoice"], added=added)


def _add_lines() -> int:
    added = _run(
        "INSERT INTO ledger_line (invoice_id, party_id, position, service_id, kind, change, amount_ore, open_ore)"
        " SELECT i.id, i.party_id, r.position, r.service__id, r.kind, coalesce(r.change, ''),"
        " (r.amount * 100)::bigint, (r.amount * 100)::bigint"
        " FROM told r JOIN ledger_invoice i ON i.number = r.invoice WHERE r.known_id IS NULL ORDER BY i.id, r.position"
    )
    take_stock(tables=["ledger_line"], added=added)
    return added


def _add_paid(*, told: Told) -> None:
    """Enter what other systems have booked already as one payment an invoice; its id is that of the first line."""
    paid = _run(
        "INSERT INTO ledger_payment (ref, source, bank_key, party_id, invoice_id, reference, currency, amount_ore,"
        " unplaced_ore, initiated_on, booked_at) SELECT (array_agg(r.ref ORDER BY r.position))[1], 'register',"
        " 'opening:' || i.number, i.party_id, i.id, i.ocr, i.currency, sum((r.amount - r.open) * 100)::bigint,"
        " sum((r.amount - r.open) * 100)::bigint, coalesce(min(r.paid_on), i.due_on), %s"
        " FROM told r JOIN ledger_invoice i ON i.number = r.invoice"
        " WHERE r.known_id IS NULL AND r.open < r.amount GROUP BY i.id",
        [told.at],
    )
    take_stock(tables=["ledger_payment"], added=paid)
    settled = _run(
        "INSERT INTO ledger_settlement (line_id, payment_id, amount_ore, counts_on, at)"
        " SELECT l.id, p.id, ((r.amount - r.open) * 100)::bigint, p.initiated_on, %s"
        " FROM told r JOIN ledger_invoice i ON i.number = r.invoice"
        " JOIN ledger_line l ON l.invoice_id = i.id AND l.position = r.position"
        " JOIN ledger_payment p ON p.source = 'register' AND p.bank_key = 'opening:' || i.number"
        " WHERE r.known_id IS NULL AND r.open < r.amount ORDER BY l.id",
        [told.at],
    )
    take_stock(tables=["ledger_settlement"], added=settled)


def _claim_usage() -> None:
    """Let new invoices take the usage that they bill: what was made to the end of the day they were issued."""
    _run(
        "UPDATE ledger_usage u SET invoice_id = i.id FROM told r JOIN ledger_invoice i ON i.number = r.invoice"
        " WHERE r.known_id IS NULL AND r.kind = 'service' AND u.service_id = r.service__id"
        " AND u.invoice_id IS NULL AND u.made_at < i.issued_on + 1"
    )


def _tell(*, told: Told) -> None:
    """Let waiting money find the new invoices, and tell of each, so that it is considered."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.id, i.party_id, i.currency, i.due_on, sum(r.amount) FROM told r"
            " JOIN ledger_invoice i ON i.number = r.invoice WHERE r.known_id IS NULL GROUP BY i.id ORDER BY i.id"
        )
        new = cursor.fetchall()
    for party_id, currency in sorted({(row[1], row[2]) for row in new} & _waiting()):
        place_waiting(party_id=party_id, currency=currency, at=told.at)
    entries = (Untold(about=f"invoice:{row[0]}", party=row[1], facts=_facts(row)) for row in new)
    write_many(kind=Kind.INVOICE_RECEIVED, entries=entries, at=told.at, actor=told.actor)


def _facts(row: tuple[Any, ...]) -> dict[str, str]:
    return {"due_on": row[3].isoformat(), "amount": str(row[4]), "currency": row[2]}


def _waiting() -> set[tuple[int | None, str]]:
    """Return the customers who have money that no line has taken, with its currency."""
    unplaced = Q(unplaced_ore__gt=0, party_id__isnull=False)
    waiting: set[tuple[int | None, str]] = set(Payment.objects.filter(unplaced).values_list("party_id", "currency"))
    return waiting | set(Credit.objects.filter(unplaced).values_list("party_id", "currency"))


def _run(statement: str, values: list[Any] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        touched: int = cursor.rowcount
    return touched
