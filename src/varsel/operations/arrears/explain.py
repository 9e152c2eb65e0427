"""Why? From the level of a service back to what carries it: rule, reasons, deadline, warning, invoice, command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from varsel.kit import money
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.law.grammar import Verdict
from varsel.operations.arrears import facts, ladder, queries
from varsel.operations.arrears.account import Account, Part, Standing
from varsel.outlets.access import queries as lines
from varsel.outlets.access.queries import LineState
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices.queries import Word
from varsel.records.agreements import queries as agreements
from varsel.records.journal import queries as journal
from varsel.records.ledger import queries as ledger
from varsel.records.operator import queries as operator


@dataclass(frozen=True, slots=True)
class Demanded:
    """An unpaid invoice for the service: from it to the word, to the day."""

    invoice: str
    due_on: date
    unpaid: Decimal
    word: Word | None
    last_day: date | None
    acts_from: datetime | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a service has its level now. `verdict` carries it, or is the one that would refuse to restrict."""

    service: str
    country: str
    party_id: int
    level: str
    since: datetime | None
    ground: str | None
    verdict: Verdict
    asked: Mapping[str, Any]
    policy: int | None
    cites: tuple[str, ...]
    demands: tuple[Demanded, ...]
    paused: bool
    line: LineState | None
    history: tuple[journal.Told, ...]


def explain(*, service_id: int, at: datetime) -> Explanation:
    """Explain the service's present level, also where nothing is restricted: then, why no rule could."""
    having = agreements.service(service_id=service_id)
    account = facts.account(party_id=having.party_id, at=at)
    service = account.service(service_id=service_id)
    rows = restrictions.open_on(service_ids=[service_id])
    row = min(rows, key=lambda one: restrictions.ORDER.index(one.level), default=None)
    permit = journal.entry(entry_id=row.permit_id) if row else None
    verdict = Verdict.from_json(permit.verdict or {}) if permit else _refusing(account=account, service=service, at=at)
    return Explanation(
        service=having.external_id,
        country=having.country,
        party_id=having.party_id,
        level=row.level if row else "open",
        since=row.begins_at if row else None,
        ground=row.ground if row else None,
        verdict=verdict,
        asked=permit.facts["asked"] if permit else {},
        policy=permit.facts.get("policy") if permit else None,
        cites=verdict.cites,
        demands=tuple(_demands(account=account, service=service, at=at)),
        paused=ladder.is_paused(account=account, service=service, at=at),
        line=lines.line(line_id=having.line_id),
        history=tuple(journal.entries(about=journal_subjects(service_id=service_id))),
    )


def journal_subjects(*, service_id: int) -> list[str]:
    """Return what the journal is asked for about a service: itself, and the invoices that bill it."""
    party_id = agreements.service(service_id=service_id).party_id
    billed = [
        invoice.about
        for invoice in ledger.invoices_of(party_ids=[party_id])
        if any(line.service_id == service_id for line in invoice.lines)
    ]
    return [f"service:{service_id}", *billed]


def _refusing(*, account: Account, service: Standing, at: datetime) -> Verdict:
    """Ask the law as if the service were to be limited now, on its best ground: the answer says why not."""
    law = COUNTRIES[service.country]
    on = local_day(at, law.ZONE)
    nothing = Part(invoice_id=0, due_on=on, ore=0, since=None, warned=False, deadline=None)
    part = next((part for part in service.parts if part.deadline), nothing)
    if part.deadline and part.deadline.ground == "repeatedly_late":
        payments = operator.policy_at(at=at).policy.payments
        at_once = facts.limiting_at_once(account=account, service=service, part=part, payments=payments, on=on)
        return law.may_limit_at_once(facts=at_once, at=at)
    return law.may_limit(facts=facts.limiting(service=service, part=part, on=on), on=on)


def _demands(*, account: Account, service: Standing, at: datetime) -> Iterator[Demanded]:
    payments = operator.policy_at(at=at).policy.payments
    invoices = {invoice.id: invoice for invoice in ledger.invoices_of(party_ids=[account.party_id])}
    warned = {one.warning_id: one for one in queries.warned_for(invoice_ids=list(invoices))}
    for part in service.parts:
        deadline, invoice = part.deadline, invoices[part.invoice_id]
        yield Demanded(
            invoice=invoice.number,
            due_on=invoice.due_on,
            unpaid=money.from_ore(ore=part.ore),
            word=notices.word(notice_id=warned[deadline.warning_id].notice_id) if deadline else None,
            last_day=deadline.last_day if deadline else None,
            acts_from=ladder.acts_from(part=part, service=service, payments=payments),
        )
