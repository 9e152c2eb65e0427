"""Contracts, their versions and clauses, services and prices in bulk, from the register of another system."""

from __future__ import annotations

from django.db import connection, transaction

from varsel.kit.staged import (
    Check,
    Column,
    Conflict,
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
    upsert,
)

_CUSTOMER = Refers("parties_party", "customers", ("country",))
_CONTRACT = Refers("agreements_contract", "contracts", ("party_id", "country"))
_CODES = """(SELECT string_agg(code, ' ' ORDER BY code COLLATE "C") FROM agreements_clause WHERE version_id = t.id)"""
_NEWEST = "(SELECT {} FROM agreements_price p WHERE p.service_id = t.id ORDER BY p.valid_from DESC LIMIT 1)"
_ORE = "(r.{} * 100)::bigint"
_KRONOR = "(t.{} / 100.0)::numeric(18, 2)"

CONTRACTS = Table(
    name="contracts",
    table="agreements_contract",
    source="agreements_contract t JOIN parties_party owner ON owner.id = t.party_id",
    key=("external_id",),
    columns=(
        Column("external_id", "text", "t.external_id", "external_id"),
        Column("customer", "text", "owner.external_id", "party_id", refers=_CUSTOMER),
        Column("country", "text", "t.country", "country", "coalesce(r.country, r.customer__country)"),
        Column("kind", "text", "t.kind", "kind"),
        Column("signed_on", "date", "t.signed_on", "signed_on"),
    ),
    made={"ref": "r.ref"},
)
VERSIONS = Table(
    name="versions",
    table="agreements_contract_version",
    source="agreements_contract_version t JOIN agreements_contract contract ON contract.id = t.contract_id",
    key=("contract", "version"),
    columns=(
        Column("contract", "text", "contract.external_id", "contract_id", refers=_CONTRACT),
        Column("version", "integer", "t.number", "number"),
        Column("valid_from", "timestamptz", "t.valid_from", "valid_from"),
        Column("clauses", "text", _CODES),
    ),
)
SERVICES = Table(
    name="services",
    table="agreements_service",
    source="agreements_service t JOIN agreements_contract contract ON contract.id = t.contract_id"
    " JOIN network_line line ON line.id = t.line_id",
    key=("external_id",),
    columns=(
        Column("external_id", "text", "t.external_id", "external_id"),
        Column("contract", "text", "contract.external_id", "contract_id", refers=_CONTRACT),
        Column("line", "text", "line.external_id", "line_id", refers=Refers("network_line", "lines")),
        Column("kind", "text", "t.kind", "kind"),
        Column("telecare", "boolean", "t.telecare", "telecare", changes=True),
        Column(
            "credit_limit",
            "numeric(18, 2)",
            _KRONOR.format("credit_limit_ore"),
            "credit_limit_ore",
            _ORE.format("credit_limit"),
            changes=True,
        ),
        Column("price", "numeric(18, 2)", _NEWEST.format("p.monthly_ore / 100.0"), compared=False),
        Column("price_from", "date", _NEWEST.format("p.valid_from"), compared=False),
    ),
    made={"ref": "r.ref", "party_id": "r.contract__party_id", "country": "r.contract__country"},
    checks=(
        Check(
            "credit_limit",
            "r.known_id IS NOT NULL AND r.credit_limit IS NOT NULL AND NOT EXISTS (SELECT FROM agreements_service s"
            " WHERE s.id = r.known_id AND s.kind IN ('telephony', 'mobile'))",
            "a credit limit is for telephony and mobile only",
        ),
    ),
)
PRICES = Table(
    name="prices",
    table="agreements_price",
    source="agreements_price t JOIN agreements_service service ON service.id = t.service_id",
    key=("service", "valid_from"),
    columns=(
        Column("service", "text", "service.external_id", "service_id", refers=Refers("agreements_service", "services")),
        Column("valid_from", "date", "t.valid_from", "valid_from"),
        Column("monthly", "numeric(18, 2)", _KRONOR.format("monthly_ore"), "monthly_ore", _ORE.format("monthly")),
    ),
)


@transaction.atomic
def import_contracts(*, told: Told) -> Upserted:
    """Add contracts. What a contract is is never changed by a file."""
    return upsert(table=CONTRACTS, told=told)


@transaction.atomic
def import_versions(*, told: Told) -> Upserted:
    """Add versions of contracts, each with its clauses. A version says what it says."""
    outcome = upsert(table=VERSIONS, told=told)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agreements_clause (version_id, code)"
            " SELECT version.id, code FROM told r JOIN agreements_contract_version version"
            " ON version.contract_id = r.contract__id AND version.number = r.version"
            " CROSS JOIN LATERAL unnest(string_to_array(r.clauses, ' ')) code WHERE r.known_id IS NULL"
        )
        take_stock(tables=["agreements_clause"], added=cursor.rowcount)
    return outcome


@transaction.atomic
def import_services(*, told: Told) -> Upserted:
    """Add and change services, each with its price from a day on; another price of the same day is a conflict."""
    count = stage(table=SERVICES, told=told)
    refusals = refuse(table=SERVICES)
    conflicts = compare(table=SERVICES, told=told) + _prices_in_conflict(told=told)
    _note_new_prices(told=told)
    changed = update_known(table=SERVICES, told=told)
    added = insert_new(table=SERVICES)
    _add_prices()
    same = count - len(refusals) - changed - added
    return Upserted(added=added, changed=changed, same=same, refusals=refusals, conflicts=conflicts)


@transaction.atomic
def import_prices(*, told: Told) -> Upserted:
    """Add prices. The price of a day is never changed by a file."""
    return upsert(table=PRICES, told=told)


def _prices_in_conflict(*, told: Told) -> tuple[Conflict, ...]:
    """Return prices that differ from the stored one of their day, or that this system may not set."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.place, r.external_id, (p.monthly_ore / 100.0)::numeric(18, 2)::text, r.price::text FROM told r"
            " LEFT JOIN agreements_price p ON p.service_id = r.known_id AND p.valid_from = r.price_from"
            " WHERE r.known_id IS NOT NULL AND r.price IS NOT NULL"
            " AND (p.monthly_ore <> r.price * 100 OR (p.id IS NULL AND NOT %s)) ORDER BY r.place",
            ["price" in told.owned],
        )
        rows = cursor.fetchall()
    return tuple(Conflict(line=line, key=key, field="price", stored=old, told=new) for line, key, old, new in rows)


def _note_new_prices(*, told: Told) -> None:
    """Count a new price of a stored service, which this system may set, among what differs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO differing (known_id, place, key, field, stored, told)"
            " SELECT r.known_id, r.place, r.external_id, 'price', NULL, r.price::text FROM told r"
            " WHERE %s AND r.known_id IS NOT NULL AND r.price IS NOT NULL AND NOT EXISTS (SELECT"
            " FROM agreements_price p WHERE p.service_id = r.known_id AND p.valid_from = r.price_from)",
            ["price" in told.owned],
        )


def _add_prices() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agreements_price (service_id, valid_from, monthly_ore)"
            " SELECT s.id, r.price_from, (r.price * 100)::bigint FROM told r"
            " JOIN agreements_service s USING (external_id) WHERE r.price IS NOT NULL AND (r.known_id IS NULL"
            " OR EXISTS (SELECT FROM differing d WHERE d.known_id = r.known_id AND d.field = 'price'))"
            " ON CONFLICT DO NOTHING"
        )
        take_stock(tables=["agreements_price"], added=cursor.rowcount)
