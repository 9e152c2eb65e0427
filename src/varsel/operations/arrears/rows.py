"""From rows to the account: what is unpaid for which service, what was said of it, what pauses it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.law.facts import ServiceKind
from varsel.operations.arrears import ladder
from varsel.operations.arrears.account import Account, Deadline, Late, Limit, Part, Standing, Unsaid, Waiting
from varsel.operations.arrears.queries import Argued, Warned
from varsel.outlets.access.restrictions.queries import Restricted
from varsel.records.agreements.queries import Having
from varsel.records.ledger.queries import Billed, OpenLine
from varsel.records.operator.policy import Payments


@dataclass(frozen=True, slots=True)
class Rows:
    """What is on record about some customers, of all of them together."""

    at: datetime
    payments: Payments
    invoices: Mapping[int, Sequence[Billed]]  # by customer
    services: Mapping[int, Sequence[Having]]  # by customer
    warned: Mapping[int, Sequence[Warned]]  # by invoice
    argued: Mapping[int, Sequence[Argued]]  # by invoice
    limits: Mapping[int, Restricted]
    waiting: Mapping[int, Waiting]
    dark: Collection[int]  # lines with an open outage
    holds: Mapping[int, date]
    feed_is_stale: bool


def account_of(*, rows: Rows, party_id: int) -> Account:
    """Return a customer's account, as the rows have it."""
    mine, having = rows.invoices.get(party_id, ()), rows.services.get(party_id, ())
    late = tuple(_late(rows=rows, invoices=mine, services=having))
    invoices = {invoice.id: invoice for invoice in mine}
    owed = [invoice for invoice in mine if invoice.open_ore]
    due = [invoice for invoice in owed if _is_due(invoice, rows.at)]
    warned = [one for invoice in mine for one in rows.warned.get(invoice.id, ())]
    holding = [one for one in warned if _still_holds(one, late=late, invoices=invoices, payments=rows.payments)]
    services = tuple(
        _standing(rows=rows, service=service, owed=owed, due=due, warned=warned, holding=holding) for service in having
    )
    return Account(
        party_id=party_id,
        services=services,
        late=late,
        hold_until=rows.holds.get(party_id),
        owed_ore=sum(invoice.open_ore for invoice in owed),
        due_ore=sum(invoice.open_ore for invoice in due),
        feed_is_stale=rows.feed_is_stale,
        unsaid=tuple(_unsaid(services=services, warned=warned)),
        invoices=invoices,
    )


def _unsaid(*, services: Iterable[Standing], warned: Iterable[Warned]) -> Iterable[Unsaid]:
    """Yield what waits to be told of invoices that are unpaid."""
    parts = [part for service in services for part in service.parts]
    unpaid = {part.invoice_id for part in parts if part.warned and part.deadline is None}
    for one in warned:
        if one.deadline is None and one.invoice_id in unpaid:
            yield Unsaid(
                warning_id=one.warning_id,
                notice_id=one.notice_id,
                invoice_id=one.invoice_id,
                service_id=one.service_id,
                ore=one.ore,
            )


def _standing(
    *,
    rows: Rows,
    service: Having,
    owed: Collection[Billed],
    due: Iterable[Billed],
    warned: Collection[Warned],
    holding: Collection[Warned],
) -> Standing:
    limit = rows.limits.get(service.id)
    unpaid = _principal(invoices=owed, service_id=service.id)
    parts = tuple(_parts(service=service, invoices=owed, warned=holding, argued=rows.argued)) if unpaid else ()
    return Standing(
        id=service.id,
        external_id=service.external_id,
        kind=cast("ServiceKind", service.kind),
        country=service.country,
        telecare=service.telecare,
        credit_limit_ore=service.credit_limit_ore,
        parts=parts,
        disputed_ore=unpaid - sum(part.ore for part in parts),
        unpaid_ore=unpaid,
        due_ore=_principal(invoices=due, service_id=service.id),
        demanded=any(one.service_id == service.id and one.deadline for one in warned),
        limit=_limit(limit) if limit else None,
        proposal=rows.waiting.get(service.id),
        outage_open=service.line_id in rows.dark,
        rejected_by=_rejected_by(parts=parts, argued=rows.argued),
    )


def _rejected_by(*, parts: Iterable[Part], argued: Mapping[int, Sequence[Argued]]) -> str | None:
    if not argued:
        return None
    keys = dict.fromkeys(part.invoice_id for part in parts)
    rejected = [one for key in keys for one in argued.get(key, ()) if one.outcome == "rejected" and one.settled_by]
    return max(rejected, key=_settled).settled_by if rejected else None


def _limit(row: Restricted) -> Limit:
    return Limit(id=row.id, level=row.level, ground=row.ground, begins_on=row.begins_on, first_on=row.first_on)


def _parts(
    *, service: Having, invoices: Iterable[Billed], warned: Collection[Warned], argued: Mapping[int, Sequence[Argued]]
) -> Iterable[Part]:
    """Cut each invoice's open principal for the service: frozen, demanded anew after a rejection, and the rest."""
    for invoice in invoices:
        left = sum(line.open_ore for line in invoice.lines if _is_principal(line, service.id))
        if not left:
            continue
        mine = argued.get(invoice.id, ())
        before = _principal_before(invoice=invoice, service_id=service.id)
        left -= _share(ore=sum(one.ore for one in mine if one.outcome is None), before=before, left=left)
        for rejected in sorted((one for one in mine if one.outcome == "rejected"), key=_settled, reverse=True):
            ore = _share(ore=rejected.ore, before=before, left=left)
            if ore:
                yield _part(invoice=invoice, service=service, ore=ore, since=rejected.settled_at, warned=warned)
            left -= ore
        if left:
            yield _part(invoice=invoice, service=service, ore=left, since=_taken_back_at(invoice), warned=warned)


def _taken_back_at(invoice: Billed) -> datetime | None:
    """Return when a payment of the invoice was last taken back: who thought it paid is asked for it anew first."""
    return max((one.undone_at for line in invoice.lines for one in line.settled if one.undone_at), default=None)


def _part(*, invoice: Billed, service: Having, ore: int, since: datetime | None, warned: Collection[Warned]) -> Part:
    mine = [
        one
        for one in warned
        if one.invoice_id == invoice.id and one.service_id == service.id and (since is None or one.made_at > since)
    ]
    arrived = [one.deadline for one in mine if one.deadline]
    first = min(arrived, key=_told) if arrived else None
    return Part(invoice_id=invoice.id, due_on=invoice.due_on, ore=ore, since=since, warned=bool(mine), deadline=first)


def _late(*, rows: Rows, invoices: Iterable[Billed], services: Iterable[Having]) -> Iterable[Late]:
    """Return the invoices that were not paid by their last demand's last day: none argued over or excused counts."""
    covered = {service.id for service in services if service.kind in ladder.CALLS_AND_INTERNET}
    for invoice in invoices:
        if invoice.id not in rows.warned:
            continue
        last = _last_demand(warned=rows.warned[invoice.id])
        disputes = rows.argued.get(invoice.id, ())
        if last is None or last.last_day is None or invoice.excused or _argued_since(disputes, last):
            continue
        lines = [line for line in invoice.lines if line.kind == "service" and line.service_id in covered]
        over = last.last_day < local_day(rows.at, COUNTRIES[invoice.country].ZONE)
        if over and any(_unpaid_after(line=line, day=last.last_day) for line in lines):
            yield Late(invoice_id=invoice.id, last_day=last.last_day)


def _last_demand(*, warned: Iterable[Warned]) -> Deadline | None:
    demands = [one.deadline for one in warned if one.deadline and one.deadline.last_day]
    return max(demands, key=_told) if demands else None


def _told(deadline: Deadline) -> tuple[datetime, int]:
    return deadline.told_at, deadline.warning_id


def _argued_since(disputes: Iterable[Argued], last: Deadline) -> bool:
    """Tell whether an open or upheld dispute, or one rejected after the last demand, speaks for the customer."""
    return any(one.outcome != "rejected" or _settled(one) > last.told_at for one in disputes)


def _unpaid_after(*, line: OpenLine, day: date) -> bool:
    in_time = sum(one.amount_ore for one in line.settled if one.by_credit or one.counts_on <= day)
    return line.amount_ore > in_time


def _still_holds(one: Warned, *, late: Collection[Late], invoices: Mapping[int, Billed], payments: Payments) -> bool:
    """Tell whether a warning still carries: that to a repeatedly late payer falls when what made them so is disputed.

    Then the invoice is demanded as any other. The window is counted from the day on which the customer was told.
    """
    if one.ground != "repeatedly_late":
        return True
    invoice = invoices[one.invoice_id]
    on = one.deadline.sent_on if one.deadline else local_day(one.made_at, COUNTRIES[invoice.country].ZONE)
    months = payments.late_window_months
    return ladder.late_invoices(late=late, but=invoice.id, on=on, months=months) >= payments.late_payments


def _is_due(invoice: Billed, at: datetime) -> bool:
    law = COUNTRIES[invoice.country]
    return law.CALENDAR.roll_forward(invoice.due_on) < local_day(at, law.ZONE)


def _principal(*, invoices: Iterable[Billed], service_id: int) -> int:
    lines = [line for invoice in invoices for line in invoice.lines]
    return sum([line.open_ore for line in lines if _is_principal(line, service_id)])


def _is_principal(line: OpenLine, service_id: int) -> bool:
    return line.kind == "service" and line.service_id == service_id


def _principal_before(*, invoice: Billed, service_id: int) -> int:
    """Return the open principal of the lines before the service's: a dispute freezes lines in their order."""
    total = 0
    for line in invoice.lines:
        if _is_principal(line, service_id):
            return total
        total += line.open_ore if line.kind == "service" else 0
    return total


def _share(*, ore: int, before: int, left: int) -> int:
    """Return how much of an argued amount falls on a service whose lines come after `before` öre of others."""
    return max(0, min(left, ore - before))


def _settled(one: Argued) -> datetime:
    assert one.settled_at is not None
    return one.settled_at
