"""A customer's account as it was at an instant: today's rows, without what came later. So a report stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from varsel.kit.reading import fetch
from varsel.operations.arrears import queries as arrears
from varsel.operations.arrears.account import Account
from varsel.operations.arrears.queries import Argued, Warned
from varsel.operations.arrears.rows import Rows, account_of
from varsel.operations.outages import queries as outages
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.outlets.access.restrictions.queries import Restricted
from varsel.records.agreements import queries as agreements
from varsel.records.agreements.queries import Having
from varsel.records.ledger import queries as ledger
from varsel.records.ledger.queries import Billed, OpenLine
from varsel.records.network import queries as network
from varsel.records.operator import queries as operator

_TAKEN_SINCE = """
    SELECT line_id, sum(amount_ore) FROM ledger_settlement
    WHERE line_id = ANY(%(ids)s) AND at > %(at)s GROUP BY line_id"""
_HELD = """
    SELECT party_id, max(until) FROM arrears_hold
    WHERE party_id = %(id)s AND set_at <= %(at)s AND (lifted_at IS NULL OR lifted_at > %(at)s) GROUP BY party_id"""


def account_at(*, party_id: int, at: datetime) -> Account:
    """Return the account as it was. Proposals are left out: what waited for a person is not known any more."""
    payments = operator.policy_at(at=at).policy.payments
    invoices = _invoices(party_id=party_id, at=at)
    services = agreements.services_of(party_ids=[party_id])
    keys = [invoice.id for invoice in invoices]
    limits = {one.service_id: one for service in services for one in _limits(service=service, at=at)}
    warned = [_as_it_was(one, at) for one in arrears.ever_warned_for(invoice_ids=keys) if one.made_at <= at]
    argued = [_unsettled(one, at) for one in arrears.argued_about(invoice_ids=keys) if one.opened_at <= at]
    rows = Rows(
        at=at,
        payments=payments,
        invoices={party_id: invoices},
        services={party_id: services},
        warned=_by_invoice(warned),
        argued=_by_invoice(argued),
        limits=limits,
        waiting={},
        dark={service.line_id for service in services if _dark(line_id=service.line_id, at=at)},
        holds=_holds(party_id=party_id, at=at),
        feed_is_stale=arrears.feed_is_stale(payments=payments, at=at),
    )
    return account_of(rows=rows, party_id=party_id)


def _invoices(*, party_id: int, at: datetime) -> list[Billed]:
    """Return what was billed by then; what was taken of a line since is still open."""
    billed = [one for one in ledger.invoices_of(party_ids=[party_id]) if one.registered_at <= at]
    keys = [line.id for one in billed for line in one.lines]
    since = {line: int(ore) for line, ore in fetch(statement=_TAKEN_SINCE, values={"ids": keys, "at": at})}
    return [one._replace(lines=tuple(_still_open(line, since) for line in one.lines)) for one in billed]


def _still_open(line: OpenLine, since: Mapping[int, int]) -> OpenLine:
    return line._replace(open_ore=line.open_ore + since.get(line.id, 0))


def _limits(*, service: Having, at: datetime) -> list[Restricted]:
    return [
        one
        for one in restrictions.history(service_id=service.id)
        if one.kind == "debt" and one.begins_at <= at and (one.ended_at is None or one.ended_at > at)
    ]


def _as_it_was(one: Warned, at: datetime) -> Warned:
    later = one.deadline is not None and one.deadline.told_at > at
    return one._replace(deadline=None) if later else one


def _unsettled(one: Argued, at: datetime) -> Argued:
    later = one.settled_at is not None and one.settled_at > at
    return one._replace(outcome=None, settled_at=None, settled_by=None) if later else one


def _dark(*, line_id: int, at: datetime) -> bool:
    nodes = network.nodes_above(line_ids=[line_id])[line_id]
    told = (one for node in nodes for one in outages.all_of(node_id=node))
    return any(one.detected_at <= at and (one.ended_at is None or one.ended_at > at) for one in told)


def _holds(*, party_id: int, at: datetime) -> dict[int, date]:
    return dict(fetch(statement=_HELD, values={"id": party_id, "at": at}))


def _by_invoice(rows: Iterable[object]) -> dict[int, list]:  # type: ignore[type-arg]
    found: dict[int, list] = {}  # type: ignore[type-arg]
    for row in rows:
        found.setdefault(row.invoice_id, []).append(row)  # type: ignore[attr-defined]
    return found
