"""Why we would not have done what the present system did: the first reason that held at the end of that day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import facts, ladder
from varsel.operations.arrears.account import Account, Part, Standing
from varsel.operations.arrears.refusals import refusal
from varsel.records.agreements import queries as agreements
from varsel.records.operator import queries as operator
from varsel.records.operator.policy import Payments
from varsel.records.parties import queries as parties
from varsel.surfaces.shadow.back_then import account_at
from varsel.surfaces.shadow.theirs import Deed

_SETTLED_FIRST = ("demand-still-running", "not-lawful", "already-closed")  # the account says more exactly


@dataclass(frozen=True, slots=True)
class Because:
    """Why not: a code, the day that it turns on if there is one, and the law's own reason with its rule."""

    code: str
    day: date | None = None
    rule: str = ""
    reason: str = ""  # the first of the law's reasons that did not hold


def why_not(*, deed: Deed, at: datetime) -> Because:
    """Return why we would not have done so by `at`, the end of the deed's day."""
    found = _whose(deed)
    if found is None:
        return Because("not-found")
    party_id, names = found
    account = account_at(party_id=party_id, at=at)
    services = [one for one in account.services if not names or one.external_id in names]
    payments = operator.policy_at(at=at).policy.payments
    answers = [_answer(deed.action, account, one, payments, at) for one in services]
    return min(answers, key=lambda one: _ORDER.get(one.code, 0), default=Because("not-found"))


# Of several services of a customer, the one that comes nearest to the deed speaks.
_ORDER = {"not-paid-service": 3, "paid-in-time": 2, "not-restricted": 1}


def _whose(deed: Deed) -> tuple[int, Collection[str]] | None:
    """Return the customer whom a deed is about, and the service if it names one."""
    service = agreements.service_called(external_id=deed.service) if deed.service else None
    if deed.service and service is None:
        return None
    customer = parties.by_external_id(external_id=deed.customer) or parties.by_number(number=deed.customer)
    if deed.customer and customer is None:
        return None
    if service is None:
        assert customer is not None
        return customer.id, ()
    return None if customer and customer.id != service.party_id else (service.party_id, (service.external_id,))


def _answer(action: str, account: Account, service: Standing, payments: Payments, at: datetime) -> Because:
    if action == "reopen":
        return Because("not-restricted") if service.limit is None else Because("still-owed")
    if action in ("demand", "warning"):
        return _no_demand(account, service._replace(telecare=False), payments, at)
    code = refusal(account=account, service=service, payments=payments, at=at)
    return (
        Because(code)
        if code and code not in (*_SETTLED_FIRST, "no-demand")
        else _no_act(action, account, service, payments, at)
    )


def _no_demand(account: Account, service: Standing, payments: Payments, at: datetime) -> Because:
    code = refusal(account=account, service=service, payments=payments, at=at)
    demanded = [part.deadline for part in service.parts if part.deadline]
    if code == "no-demand":
        morning = min(ladder.demand_due_at(part=part, service=service, payments=payments) for part in service.parts)
        return Because("demand-not-due", day=local_day(morning, COUNTRIES[service.country].ZONE))
    if code in (*_SETTLED_FIRST, None) and demanded:
        return Because("done-before", day=min(one.sent_on for one in demanded))
    return Because(code or "no-demand")


def _no_act(action: str, account: Account, service: Standing, payments: Payments, at: datetime) -> Because:
    law, limit = COUNTRIES[service.country], service.limit
    if limit is not None and (action == "limit" or limit.level == "closed"):
        return Because("done-before", day=limit.begins_on)
    if action == "close" and limit is not None:
        over = limit.begins_on + timedelta(days=payments.limited_days + 1)
        return replace(_law(service, at), code="limited-days-running", day=over)
    if action == "close" and any(part.deadline for part in service.parts):
        return replace(_law(service, at), code="not-limited-first")
    ready = ladder.carrying(service=service, payments=payments, at=at)
    if ready:
        moment = ladder.next_act(not_before=at, after=at, payments=payments, law=law)
        return Because("waits-for-act-day", day=local_day(moment, law.ZONE))
    runs_to = [part.deadline.last_day for part in service.parts if part.deadline and part.deadline.last_day]
    code = "demand-still-running" if any(part.deadline for part in service.parts) else "no-demand"
    return replace(_law(service, at), code=code, day=min(runs_to, default=None))


def _law(service: Standing, at: datetime) -> Because:
    """Ask the law about limiting the service then, or closing it where it was limited; the code is still to be said."""
    law = COUNTRIES[service.country]
    on = local_day(at, law.ZONE)
    nothing = Part(invoice_id=0, due_on=on, ore=0, since=None, warned=False, deadline=None)
    part = next((part for part in service.parts if part.deadline), nothing)
    if service.limit:
        verdict = law.may_close(facts=facts.closing(service=service, part=part, on=on), on=on)
    else:
        verdict = law.may_limit(facts=facts.limiting(service=service, part=part, on=on), on=on)
    missing = next((reason for reason in verdict.reasons if not reason.held), None)
    return Because("", rule=verdict.rule, reason=missing.code if missing else "")
