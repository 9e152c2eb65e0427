"""Every kind of register file, in the order in which they lean on each other."""

from __future__ import annotations

from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import importing as arrears
from varsel.operations.complaints import importing as complaints
from varsel.records.agreements import importing as agreements
from varsel.records.ledger import importing as ledger
from varsel.records.network import importing as network
from varsel.records.parties import importing as parties
from varsel.surfaces.register import cases, demanded
from varsel.surfaces.register.entities import Entity, Row, may, must
from varsel.surfaces.register.errors import Wrong
from varsel.surfaces.register.phones import phone
from varsel.surfaces.register.values import amount, choice, codes, day, email, flag, key, moment, text, whole

_COUNTRY = choice(*COUNTRIES)
_CURRENCY = choice(*dict.fromkeys(law.CURRENCY for law in COUNTRIES.values()))
_CALLS = ("telephony", "mobile")


def _customer(row: Row) -> None:
    row["number"] = row["number"] or row["external_id"]
    if row["sms"]:
        try:
            row["sms"] = phone(row["sms"], country=row["country"])
        except Wrong as wrong:
            raise Wrong(wrong.reason, column="sms") from wrong


def _service(row: Row) -> None:
    if row["credit_limit"] is not None and row["kind"] not in _CALLS:
        raise Wrong("is for telephony and mobile only", column="credit_limit")
    if row["credit_limit"] is not None and not row["credit_limit"]:
        raise Wrong("is 0: leave it empty where the customer ordered none", column="credit_limit")
    if (row["price"] is None) != (row["price_from"] is None):
        raise Wrong("is given without the other: price and price_from go together", column="price")


def _open_item(row: Row) -> None:
    row["open"] = row["amount"] if row["open"] is None else row["open"]
    if row["open"] > row["amount"]:
        raise Wrong(f"is {row['open']}, more than the amount {row['amount']}", column="open")
    if row["due_on"] < row["issued_on"]:
        raise Wrong(f"is {row['due_on']}, before the invoice was issued", column="due_on")
    if row["kind"] == "service" and row["service"] is None:
        raise Wrong("is empty: a line for a service names it", column="service")


def _dispute(row: Row) -> None:
    if not row["amount"]:
        raise Wrong("is 0: nothing is disputed", column="amount")
    _ended(row, "outcome", "settled_at", after="opened_at")


def _complaint(row: Row) -> None:
    _ended(row, "outcome", "decided_at")
    if row["answer_by"] and row["answer_by"] < row["received_on"]:
        raise Wrong(f"is {row['answer_by']}, before the complaint was received", column="answer_by")


def _ended(row: Row, outcome: str, at: str, *, after: str = "") -> None:
    if (row[outcome] is None) != (row[at] is None):
        raise Wrong(f"is given without the other: {outcome} and {at} go together", column=outcome)
    if after and row[at] and row[at] < row[after]:
        raise Wrong(f"is {row[at].isoformat()}, before {after}", column=at)


ENTITIES: dict[str, Entity] = {
    entity.name: entity
    for entity in (
        Entity(
            table=parties.CUSTOMERS,
            take=parties.import_customers,
            finish=_customer,
            cells=(
                must("external_id", key),
                may("number", key),
                must("name", text(200)),
                must("kind", choice("consumer", "business", "association")),
                must("language", choice("sv", "nb", "en")),
                must("country", _COUNTRY),
                may("protected_identity", flag, default=False),
                may("sms", text(60)),
                may("email", email),
                may("letter", text(500, lines=True)),
            ),
        ),
        Entity(
            table=parties.CONSENTS,
            take=parties.import_consents,
            cells=(
                must("customer", key),
                must("purpose", key),
                must("at", moment),
                must("state", choice("given", "withdrawn")),
                must("text", text(200)),
            ),
        ),
        Entity(
            table=network.NODES,
            take=network.import_nodes,
            cells=(must("external_id", key), must("kind", key), may("parent", key), may("municipality", text(100))),
        ),
        Entity(
            table=network.LINES,
            take=network.import_lines,
            cells=(must("external_id", key), may("node", key), may("address", text(300, lines=True))),
        ),
        Entity(
            table=network.EQUIPMENT,
            take=network.import_equipment,
            cells=(
                must("external_id", key),
                must("line", key),
                must("kind", key),
                may("serial", key),
                may("installed_on", day),
            ),
        ),
        Entity(
            table=agreements.CONTRACTS,
            take=agreements.import_contracts,
            cells=(
                must("external_id", key),
                must("customer", key),
                may("country", _COUNTRY),
                must("kind", choice("subscription", "connection")),
                must("signed_on", day),
            ),
        ),
        Entity(
            table=agreements.VERSIONS,
            take=agreements.import_versions,
            cells=(must("contract", key), must("version", whole), must("valid_from", moment), may("clauses", codes)),
        ),
        Entity(
            table=agreements.SERVICES,
            take=agreements.import_services,
            finish=_service,
            cells=(
                must("external_id", key),
                must("contract", key),
                must("line", key),
                must("kind", choice("internet", "telephony", "mobile", "tv")),
                may("telecare", flag, default=False),
                may("credit_limit", amount),
                may("price", amount),
                may("price_from", day),
            ),
        ),
        Entity(
            table=agreements.PRICES,
            take=agreements.import_prices,
            cells=(must("service", key), must("valid_from", day), must("monthly", amount)),
        ),
        Entity(
            table=ledger.OPEN_ITEMS,
            take=ledger.import_open_items,
            finish=_open_item,
            alike=("ocr", "customer", "country", "currency", "issued_on", "due_on", "paid_on"),
            cells=(
                must("invoice", key),
                must("ocr", key),
                must("customer", key),
                may("country", _COUNTRY),
                must("currency", _CURRENCY),
                must("issued_on", day),
                must("due_on", day),
                may("paid_on", day),
                must("position", whole),
                must("kind", choice("service", "repair", "equipment", "fee")),
                may("service", key),
                may("change", text(200)),
                must("amount", amount),
                may("open", amount),
            ),
        ),
        Entity(
            table=arrears.DISPUTES,
            take=arrears.import_disputes,
            finish=_dispute,
            cells=(
                must("external_id", key),
                must("invoice", key),
                must("amount", amount),
                may("because", text(500, lines=True), default=""),
                must("opened_at", moment),
                may("outcome", choice("upheld", "rejected")),
                may("settled_at", moment),
            ),
        ),
        Entity(
            table=arrears.HOLDS,
            take=arrears.import_holds,
            cells=(
                must("customer", key),
                must("kind", choice("hardship", "estate", "promise", "payment_plan", "other")),
                must("until", day),
                may("because", text(500, lines=True), default=""),
                must("set_at", moment),
                may("lifted_at", moment),
            ),
        ),
        Entity(
            table=complaints.COMPLAINTS,
            take=complaints.import_complaints,
            finish=_complaint,
            cells=(
                must("external_id", key),
                must("authority", choice("KO", "ARN", "BKN")),
                may("reference", key),
                may("customer", key),
                may("invoice", key),
                must("category", key),
                must("received_on", day),
                may("answer_by", day),
                may("answered_at", moment),
                may("outcome", choice("upheld", "partly", "rejected", "dismissed", "withdrawn")),
                may("decided_at", moment),
            ),
        ),
        Entity(
            table=complaints.OUTREACH,
            take=complaints.import_outreach,
            cells=(
                must("complaint", key),
                must("at", moment),
                must("outcome", choice("interested", "declined", "no-answer")),
            ),
        ),
        Entity(
            table=demanded.DEMANDED,
            take=demanded.import_demanded,
            cells=(
                must("external_id", key),
                must("invoice", key),
                must("kind", choice("demand", "warning", "limited", "closed")),
                must("sent_on", day),
                may("last_day", day),
                may("channel", key),
                may("proof", text(500)),
            ),
        ),
        Entity(
            table=cases.CASES,
            take=cases.import_cases,
            cells=(
                must("external_id", key),
                must("customer", key),
                must("kind", key),
                must("state", key),
                must("opened_on", day),
            ),
        ),
    )
}
