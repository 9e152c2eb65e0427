"""Looking at accounts again: what happened may end a restriction or a proposal, and moves the clocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction

from varsel.operations.arrears import facts, ladder
from varsel.operations.arrears.account import Account, Standing
from varsel.operations.arrears.actions import credit_limit, restrict, warn
from varsel.operations.arrears.actions.lock import locked
from varsel.operations.outages import queries as outages
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.actions import Wanted
from varsel.records.clocks.queries import Due
from varsel.records.journal.queries import Told
from varsel.records.operator import queries as operator
from varsel.records.operator.policy import Payments

DEMAND, LIMIT, CLOSE, ACT = "send_demand", "consider_limiting", "consider_closing", "act_as_approved"
KINDS = (DEMAND, LIMIT, CLOSE, ACT)
TOO_LATE = timedelta(hours=2)  # a worker that was away does not restrict in the evening: the next allowed day does


@transaction.atomic(durable=True)
def consider(*, clock_id: int, entry: Told, at: datetime) -> None:
    """Look at the account that a journal entry is about."""
    if clocks.take(clock_id=clock_id, at=at) and entry.party is not None:
        look_again(party_ids=[entry.party], at=at)


@transaction.atomic(durable=True)
def consider_outage(*, clock_id: int, entry: Told, at: datetime) -> None:
    """Look at the accounts of all whom an outage touches: it pauses them, or its end lets them go on."""
    if clocks.take(clock_id=clock_id, at=at):
        look_again(party_ids=outages.affected(node_id=entry.facts["node"]), at=at)


@transaction.atomic(durable=True)
def step(*, due: Due, at: datetime) -> None:
    """Take the step that a clock asks for, if everything still holds now."""
    if not clocks.take(clock_id=due.id, at=at) or due.party is None:
        return
    account = locked(party_id=due.party, at=at)
    if due.kind == DEMAND:
        warn.warn(account=account, invoice_id=int(due.about.removeprefix("invoice:")), due_at=due.due_at, at=at)
    elif at <= due.due_at + TOO_LATE:
        service = account.service(service_id=int(due.about.removeprefix("service:")))
        restrict.take_step(account=account, service=service, approved=due.kind == ACT, at=at)
    look_again(party_ids=[due.party], at=at)


def look_again(*, party_ids: Iterable[int], at: datetime) -> None:
    """Withdraw and reopen what has lost its ground, mind the credit limits, and set the clocks anew."""
    for party_id in party_ids:
        account = locked(party_id=party_id, at=at)
        withdrawn = warn.withdraw(account=account, at=at)
        if restrict.let_go(account=account, at=at) or withdrawn:
            account = facts.account(party_id=party_id, at=at)
        credit_limit.mind(account=account, at=at)
        wind(account=account, at=at)


def wind(*, account: Account, at: datetime) -> None:
    """Set the account's clocks to what the ladder says."""
    payments = operator.policy_at(at=at).policy.payments
    wanted = [*_demands(account=account, payments=payments, now=at), *_acts(account=account, payments=payments, now=at)]
    clocks.sync(party=account.party_id, kinds=KINDS, wanted=wanted, at=at)


def _demands(*, account: Account, payments: Payments, now: datetime) -> Iterator[Wanted]:
    """Yield one clock per invoice with something to demand: the earliest of its services."""
    earliest: dict[int, datetime] = {}
    for service in account.services:
        for part in service.parts:
            moment = ladder.demand_at(account=account, service=service, part=part, payments=payments, now=now)
            if moment is not None:
                earliest[part.invoice_id] = min(moment, earliest.get(part.invoice_id, moment))
    for invoice_id, due_at in earliest.items():
        yield Wanted(kind=DEMAND, about=f"invoice:{invoice_id}", due_at=due_at, ground="unpaid invoice")


def _acts(*, account: Account, payments: Payments, now: datetime) -> Iterator[Wanted]:
    for service in account.services:
        waiting = service.proposal
        if waiting and waiting.act_at:
            approved = ladder.approved_at(account=account, service=service, payments=payments, now=now)
            yield from _wanted(kind=ACT, service=service, moment=approved, ground="approved by a person")
        for kind, ask in ((LIMIT, ladder.limit_at), (CLOSE, ladder.close_at)):
            moment = ask(account=account, service=service, payments=payments, now=now)
            yield from _wanted(kind=kind, service=service, moment=moment, ground="demand ran out")


def _wanted(*, kind: str, service: Standing, moment: datetime | None, ground: str) -> Iterator[Wanted]:
    if moment is not None:
        yield Wanted(kind=kind, about=service.about, due_at=moment, ground=ground)


@transaction.atomic(durable=True)
def hear_told(*, clock_id: int, entry: Told, at: datetime) -> None:
    """Start the clocks of a warning that arrived."""
    if clocks.take(clock_id=clock_id, at=at):
        warn.set_deadlines(told=entry, at=at)
        assert entry.party is not None
        look_again(party_ids=[entry.party], at=at)
