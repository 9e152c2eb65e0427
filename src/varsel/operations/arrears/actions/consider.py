"""Looking at accounts again: what happened may end a restriction or a proposal, and moves the clocks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from varsel.operations.arrears import facts, ladder
from varsel.operations.arrears.account import Account, Standing
from varsel.operations.arrears.actions import credit_limit, restrict, warn
from varsel.operations.arrears.actions.lock import locked_many
from varsel.operations.arrears.actions.quiet import quiet
from varsel.operations.outages import queries as outages
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.actions import Wanted
from varsel.records.clocks.queries import Due
from varsel.records.journal.queries import Told
from varsel.records.ledger.lock import lock_accounts
from varsel.records.operator import queries as operator
from varsel.records.operator.policy import Payments
from varsel.records.operator.queries import InForce

DEMAND, LIMIT, CLOSE, ACT = "send_demand", "consider_limiting", "consider_closing", "act_as_approved"
KINDS = (DEMAND, LIMIT, CLOSE, ACT)
AT_ONCE = 500
TOO_LATE = timedelta(hours=2)  # a worker that was away does not restrict in the evening: the next allowed day does


def consider(*, clock_id: int, entry: Told, at: datetime) -> None:
    """Look at the account that a journal entry is about."""
    consider_many(heard={clock_id: entry}, at=at)


@transaction.atomic(durable=True)
def consider_many(*, heard: Mapping[int, Told], at: datetime) -> None:
    """Look at the accounts that journal entries (by clock) are about, each once."""
    taken = clocks.take_many(clock_ids=heard, at=at)
    look_again(party_ids=_whose(heard[key] for key in heard if key in taken), at=at)


def consider_outage(*, clock_id: int, entry: Told, at: datetime) -> None:
    """Look at the accounts of all whom an outage touches: it pauses them, or its end lets them go on.

    A transaction for each of many: PostgreSQL keeps no room for the locks of a whole town. The reminder is settled
    with the last, so that one that is cut short begins again; to look twice changes nothing.
    """
    affected = outages.affected(node_id=entry.facts["node"])
    for begin in range(0, len(affected), AT_ONCE):
        with transaction.atomic(durable=True):
            look_again(party_ids=affected[begin : begin + AT_ONCE], at=at)
    with transaction.atomic(durable=True):
        clocks.take(clock_id=clock_id, at=at)


def step(*, due: Due, at: datetime) -> None:
    """Take the step that a clock asks for, if everything still holds now."""
    step_many(due=[due], at=at)


@transaction.atomic(durable=True)
def step_many(*, due: Sequence[Due], at: datetime) -> None:
    """Take the steps that clocks of different customers ask for, where everything still holds now."""
    taken = clocks.take_many(clock_ids=[one.id for one in due], at=at)
    ours = {one.party: one for one in due if one.id in taken and one.party is not None}
    if len(ours) < len(taken & {one.id for one in due if one.party is not None}):
        raise ValueError("steps are taken together for different customers: give one clock of each")
    if not ours:
        return
    accounts, in_force = locked_many(party_ids=ours, at=at), operator.policy_at(at=at)
    changed = _take(ours, accounts, in_force=in_force, at=at)
    accounts |= {party: account for party, account in changed.items() if account}
    accounts |= facts.accounts(party_ids=[party for party, account in changed.items() if account is None], at=at)
    _look(accounts=accounts, payments=in_force.policy.payments, at=at)


def _take(
    ours: Mapping[int, Due], accounts: Mapping[int, Account], *, in_force: InForce, at: datetime
) -> dict[int, Account | None]:
    """Take the steps; return the accounts that changed as they are now, None where that takes gathering anew."""
    demands = [_overdue(one, accounts[party]) for party, one in ours.items() if one.kind == DEMAND]
    warned = warn.warn(overdue=demands, payments=in_force.policy.payments, at=at)
    acts = [(one, accounts[party]) for party, one in ours.items() if one.kind != DEMAND and at <= one.due_at + TOO_LATE]
    steps = [_act(one, account) for one, account in acts]
    return {**warned, **restrict.take_steps(steps=steps, in_force=in_force, at=at).accounts}


def _overdue(due: Due, account: Account) -> warn.Overdue:
    return warn.Overdue(account=account, invoice_id=int(due.about.removeprefix("invoice:")), due_at=due.due_at)


def _act(due: Due, account: Account) -> restrict.Step:
    service = account.service(service_id=int(due.about.removeprefix("service:")))
    return restrict.Step(account=account, service=service, approved=due.kind == ACT)


def look_again(*, party_ids: Collection[int], at: datetime) -> None:
    """Withdraw and reopen what has lost its ground, mind the credit limits, and set the clocks anew."""
    if not party_ids:
        return
    lock_accounts(party_ids=party_ids)
    still = quiet(party_ids=party_ids)
    clocks.sync_many(wanted=dict.fromkeys(still, ()), kinds=KINDS, at=at)
    stirring = [party for party in party_ids if party not in still]
    payments = operator.policy_at(at=at).policy.payments
    _look(accounts=facts.accounts(party_ids=stirring, at=at), payments=payments, at=at)


def _look(*, accounts: dict[int, Account], payments: Payments, at: datetime) -> None:
    """Do so for accounts that are locked, as they are now."""
    changed = _let_go(accounts=accounts, payments=payments, at=at)
    accounts |= {party: account for party, account in changed.items() if account}
    accounts |= facts.accounts(party_ids=[party for party, account in changed.items() if account is None], at=at)
    for account in accounts.values():
        credit_limit.mind(account=account, at=at)
    wanted = {key: _wanted(account=account, payments=payments, now=at) for key, account in accounts.items()}
    clocks.sync_many(wanted=wanted, kinds=KINDS, at=at)


def _let_go(*, accounts: Mapping[int, Account], payments: Payments, at: datetime) -> dict[int, Account | None]:
    """Withdraw words, proposals and restrictions that have lost their ground; return the accounts that changed."""
    withdrawn = [key for key, account in accounts.items() if warn.withdraw(account=account, payments=payments, at=at)]
    return restrict.let_go(accounts=accounts.values(), payments=payments, at=at) | dict.fromkeys(withdrawn)


def _wanted(*, account: Account, payments: Payments, now: datetime) -> Iterator[Wanted]:
    """Yield the account's clocks, as the ladder says."""
    yield from _demands(account=account, payments=payments, now=now)
    yield from _acts(account=account, payments=payments, now=now)


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
            yield from _clock(kind=ACT, service=service, moment=approved, ground="approved by a person")
        for kind, ask in ((LIMIT, ladder.limit_at), (CLOSE, ladder.close_at)):
            moment = ask(account=account, service=service, payments=payments, now=now)
            yield from _clock(kind=kind, service=service, moment=moment, ground="demand ran out")


def _clock(*, kind: str, service: Standing, moment: datetime | None, ground: str) -> Iterator[Wanted]:
    if moment is not None:
        yield Wanted(kind=kind, about=service.about, due_at=moment, ground=ground)


def hear_told(*, clock_id: int, entry: Told, at: datetime) -> None:
    """Start the clocks of a warning that arrived."""
    hear_told_many(heard={clock_id: entry}, at=at)


@transaction.atomic(durable=True)
def hear_told_many(*, heard: Mapping[int, Told], at: datetime) -> None:
    """Start the clocks of warnings that arrived; `heard` are their entries by clock."""
    taken = clocks.take_many(clock_ids=heard, at=at)
    told = [heard[key] for key in heard if key in taken]
    warn.set_deadlines(told=told, at=at)
    look_again(party_ids=_whose(told), at=at)


def _whose(entries: Iterable[Told]) -> list[int]:
    return list(dict.fromkeys(entry.party for entry in entries if entry.party is not None))
