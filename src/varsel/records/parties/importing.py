"""Customers, their contact points and consents in bulk, from the register of another system."""

from __future__ import annotations

from django.db import connection, transaction

from varsel.kit.staged import (
    Column,
    Refers,
    Table,
    Told,
    Upserted,
    compare,
    insert_new,
    refuse,
    stage,
    take_stock,
    update_known,
)
from varsel.kit.staged import upsert as upsert_staged
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many

CHANNELS = ("sms", "email", "letter")
_NOW = "SELECT value FROM parties_contact_point p WHERE p.party_id = t.id AND p.valid_to IS NULL AND p.channel = '{}'"

CUSTOMERS = Table(
    name="customers",
    table="parties_party",
    source="parties_party t",
    key=("external_id",),
    columns=(
        Column("external_id", "text", "t.external_id", "external_id"),
        Column("number", "text", "t.number", "number"),
        Column("name", "text", "t.name", "name", changes=True),
        Column("kind", "text", "t.kind", "kind"),
        Column("language", "text", "t.language", "language", changes=True),
        Column("country", "text", "t.country", "country"),
        Column("protected_identity", "boolean", "t.protected_identity", "protected_identity", changes=True),
        *(Column(channel, "text", _NOW.format(channel), changes=True) for channel in CHANNELS),
    ),
    made={"ref": "r.ref"},
    unique=("number",),
)
CONSENTS = Table(
    name="consents",
    table="parties_consent",
    source="parties_consent t JOIN parties_party owner ON owner.id = t.party_id",
    key=("customer", "purpose", "at"),
    columns=(
        Column("customer", "text", "owner.external_id", "party_id", refers=Refers("parties_party", "customers")),
        Column("purpose", "text", "t.purpose", "purpose"),
        Column("at", "timestamptz", "t.at", "at"),
        Column("state", "text", "t.state", "state"),
        Column("text", "text", "t.text", "text"),
    ),
)


@transaction.atomic
def import_customers(*, told: Told) -> Upserted:
    """Add and change customers. A contact detail that is told anew replaces the old one, which stays in the history."""
    count = stage(table=CUSTOMERS, told=told)
    refusals = refuse(table=CUSTOMERS)
    conflicts = compare(table=CUSTOMERS, told=told)
    changed = update_known(table=CUSTOMERS, told=told)
    _change_contacts(told=told)
    added = insert_new(table=CUSTOMERS)
    _add_contacts(told=told)
    same = count - len(refusals) - changed - added
    return Upserted(added=added, changed=changed, same=same, refusals=refusals, conflicts=conflicts)


@transaction.atomic
def import_consents(*, told: Told) -> Upserted:
    """Add consents, given or withdrawn. What was told of a moment is never changed."""
    return upsert_staged(table=CONSENTS, told=told)


def _add_contacts(*, told: Told) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO parties_contact_point (party_id, channel, value, valid_from)"
            " SELECT party.id, c.channel, c.value, %s FROM told r JOIN parties_party party USING (external_id)"
            " CROSS JOIN LATERAL (VALUES ('sms', r.sms), ('email', r.email), ('letter', r.letter)) c (channel, value)"
            " WHERE r.known_id IS NULL AND c.value IS NOT NULL ORDER BY party.id",
            [told.at],
        )
        take_stock(tables=["parties_contact_point"], added=cursor.rowcount)


def _change_contacts(*, told: Told) -> None:
    """End the contact points that differ and begin the new ones; who could not be reached may be now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE parties_contact_point point SET valid_to = %s FROM differing d WHERE point.party_id = d.known_id"
            " AND point.channel = d.field AND d.field = ANY(%s) AND point.valid_to IS NULL",
            [told.at, list(CHANNELS)],
        )
        cursor.execute(
            "INSERT INTO parties_contact_point (party_id, channel, value, valid_from)"
            " SELECT known_id, field, told, %s FROM differing"
            " WHERE field = ANY(%s) AND told IS NOT NULL ORDER BY known_id, field RETURNING party_id, channel",
            [told.at, list(CHANNELS)],
        )
        begun = cursor.fetchall()
    entries = (Untold(about=f"party:{party}", party=party, facts={"channel": channel}) for party, channel in begun)
    write_many(kind=Kind.CONTACT_CHANGED, entries=entries, at=told.at, actor=told.actor)
