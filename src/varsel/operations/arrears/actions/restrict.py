"""Limiting and closing, proposing to, and letting go. Every act asks the law at its moment and carries its permit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from varsel.kit import ids
from varsel.kit.copying import copy_in, next_ids
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.law.facts import Facts
from varsel.law.facts import to_json as written
from varsel.law.grammar import Verdict
from varsel.operations.arrears import facts, ladder, words
from varsel.operations.arrears.account import Account, Part, Standing, Waiting
from varsel.operations.arrears.actions import reopen
from varsel.operations.arrears.models import Proposal
from varsel.outlets.access.restrictions import actions as restrictions
from varsel.outlets.access.restrictions.actions import CapReached, Permit
from varsel.records.agreements import queries as agreements
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many
from varsel.records.operator.policy import Payments
from varsel.records.operator.queries import InForce

State = Proposal.State
DONE = {"limit": Kind.SERVICE_LIMITED, "close": Kind.SERVICE_CLOSED}
PROPOSAL = {"id": "int8", "ref": "uuid", "service_id": "int8", "party_id": "int8", "action": "text", "entry_id": "int8"}
PROPOSAL |= {"made_at": "timestamptz", "caused_by": "text", "state": "text"}
PROPOSED = {"limit": Kind.LIMITING_PROPOSED, "close": Kind.CLOSING_PROPOSED}


@dataclass(frozen=True, slots=True)
class Step:
    """The next step for a service whose moment has come; `approved` by a person, or not."""

    account: Account
    service: Standing
    approved: bool


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the law says of a step."""

    account: Account
    service: Standing
    part: Part
    asked: Facts
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of some steps: the services that were restricted, and the accounts that changed, by customer.

    An account is None where it takes gathering anew.
    """

    restricted: Collection[int]
    accounts: Mapping[int, Account | None]


def take_steps(*, steps: Iterable[Step], in_force: InForce, at: datetime) -> Taken:
    """Limit or close services, or propose to, where it may be now.

    Nothing happens where the account no longer carries it, a hold or an outage pauses it, or the law refuses; what
    the law refuses is written down.
    """
    clerk = in_force.policy.payments.approval == "clerk"
    refused, proposed, restricted = [], [], set()
    accounts: dict[int, Account | None] = {}
    for step in steps:
        judged = _judge(step, in_force=in_force, at=at)
        if judged is None:
            continue
        if not judged.verdict.lawful:
            refused.append(judged)
        elif clerk and not step.approved:
            proposed.append(judged)
        else:
            accounts[step.account.party_id] = None
            if _act(judged, in_force=in_force, at=at):
                restricted.add(step.service.id)
    _write(Kind.RESTRICTION_CONSIDERED, refused, in_force=in_force, at=at)
    return Taken(restricted=restricted, accounts=accounts | _propose(proposed, in_force=in_force, at=at))


def let_go(*, accounts: Iterable[Account], payments: Payments, at: datetime) -> dict[int, Account | None]:
    """Reopen services and withdraw proposals that have lost their ground, now.

    Returns the accounts that changed, by customer: None where that takes gathering anew.
    """
    changed: dict[int, Account | None] = {}
    free: list[reopen.Reopening] = []
    for account in accounts:
        mine = [one for one in account.services if _is_let_go(one, payments=payments, at=at)]
        if mine:
            changed[account.party_id] = account.let_go(service_ids={one.id for one in mine})
            free += [reopen.Reopening(party_id=account.party_id, service=one) for one in mine]
    credited = reopen.reopen(reopenings=[one for one in free if one.service.limit], at=at)
    _fall(free, at=at)
    return changed | dict.fromkeys(credited)


def _is_let_go(service: Standing, *, payments: Payments, at: datetime) -> bool:
    holds = service.limit or service.proposal
    return bool(holds) and not ladder.carrying(service=service, payments=payments, at=at)


def _fall(free: Sequence[reopen.Reopening], *, at: datetime) -> None:
    """Withdraw proposals that nothing carries any more."""
    waiting = [(one, one.service.proposal) for one in free if one.service.proposal]
    keys = [proposal.id for _, proposal in waiting]
    Proposal.objects.filter(id__in=keys).update(state=State.FALLEN, settled_at=at)
    entries = (
        Untold(about=one.service.about, party=one.party_id, facts={"proposal": proposal.id, "action": proposal.action})
        for one, proposal in waiting
    )
    write_many(kind=Kind.PROPOSAL_FALLEN, entries=entries, at=at, actor="system")


def _judge(step: Step, *, in_force: InForce, at: datetime) -> _Judged | None:
    account, service, payments = step.account, step.service, in_force.policy.payments
    parts = ladder.carrying(service=service, payments=payments, at=at)
    if not parts or ladder.is_paused(account=account, service=service, at=at) or _is_closed(service):
        return None
    asked, verdict = _ask(account=account, service=service, part=parts[0], payments=payments, at=at)
    return _Judged(account=account, service=service, part=parts[0], asked=asked, verdict=verdict)


def _ask(*, account: Account, service: Standing, part: Part, payments: Payments, at: datetime) -> tuple[Facts, Verdict]:
    """Ask the law of the service's country about the next step: closing what is limited, else limiting."""
    law = COUNTRIES[service.country]
    on = local_day(at, law.ZONE)
    if service.limit:
        closing = facts.closing(service=service, part=part, on=on)
        return closing, law.may_close(facts=closing, on=on)
    if part.deadline and part.deadline.ground == "repeatedly_late":
        at_once = facts.limiting_at_once(account=account, service=service, part=part, payments=payments, on=on)
        return at_once, law.may_limit_at_once(facts=at_once, at=at)
    limiting = facts.limiting(service=service, part=part, on=on)
    return limiting, law.may_limit(facts=limiting, on=on)


def _act(judged: _Judged, *, in_force: InForce, at: datetime) -> bool:
    """Restrict with a permit of this moment, and tell the customer at once; over the day's cap, propose instead."""
    account, service, deadline = judged.account, judged.service, judged.part.deadline
    kind = DONE[_action(service)]
    assert deadline
    try:
        with transaction.atomic():
            permit = Permit(
                entry_id=_write(kind, [judged], in_force=in_force, at=at)[0],
                ground=deadline.ground,
                warning_id=deadline.warning_id,
                warning_ends_at=deadline.ends_at,
            )
            step = restrictions.close if service.limit else restrictions.limit
            step(service=agreements.service(service_id=service.id), permit=permit, at=at)
    except CapReached:
        _wait_for_cap(judged, in_force=in_force, at=at)
        return False
    if service.proposal:
        _settle(service=service, state=State.ACTED, at=at)
    words.restricted(
        about=kind.value,
        service=service,
        party_id=account.party_id,
        invoice=account.invoices[judged.part.invoice_id],
        ore=ladder.overdue_ore(service=service, on=judged.verdict.on),
        payments=in_force.policy.payments,
        at=at,
    )
    return True


def _wait_for_cap(judged: _Judged, *, in_force: InForce, at: datetime) -> None:
    """Leave to a person what is over the day's cap: an approved act goes back to its proposal."""
    account, service = judged.account, judged.service
    _plain(kind=Kind.CAP_REACHED, account=account, service=service, facts={"action": _action(service)}, at=at)
    if service.proposal:
        Proposal.objects.filter(id=service.proposal.id).update(
            state=State.OPEN, approved_by=None, approved_at=None, act_at=None
        )
    else:
        _propose([judged], in_force=in_force, at=at)


def _propose(judged: Iterable[_Judged], *, in_force: InForce, at: datetime) -> dict[int, Account]:
    """Leave steps to a person, one proposal a service, each on its own verdict; return the accounts that changed."""
    by_action: dict[str, list[_Judged]] = {}
    for one in judged:
        if not one.service.proposal:
            by_action.setdefault(_action(one.service), []).append(one)
    accounts: dict[int, Account] = {}
    for action, some in by_action.items():
        keys, refs = next_ids(table="arrears_proposal", count=len(some)), ids.new_many(at=at, count=len(some))
        causes = [facts.caused_by(account=one.account, service=one.service) for one in some]
        entry_ids = _write(PROPOSED[action], some, in_force=in_force, at=at)
        copy_in(
            table="arrears_proposal",
            columns=PROPOSAL,
            rows=(
                (
                    key,
                    ref,
                    one.service.id,
                    one.account.party_id,
                    action,
                    entry_id,
                    at,
                    cause,
                    State.OPEN.value,
                )
                for key, ref, one, entry_id, cause in zip(keys, refs, some, entry_ids, causes, strict=True)
            ),
        )
        for key, one, cause in zip(keys, some, causes, strict=True):
            waiting = Waiting(id=key, action=action, act_at=None, caused_by=cause)
            accounts[one.account.party_id] = one.account.proposed(service_id=one.service.id, waiting=waiting)
    return accounts


def _write(kind: Kind, judged: Iterable[_Judged], *, in_force: InForce, at: datetime) -> list[int]:
    """Write verdicts down with the facts they were asked with; return the entries' ids."""
    same = {"at": at.isoformat(), "policy": in_force.version}
    entries = (
        Untold(
            about=one.service.about,
            party=one.account.party_id,
            facts={"asked": written(facts=one.asked), **same},
            verdict=one.verdict,
        )
        for one in judged
    )
    return write_many(kind=kind, entries=entries, at=at, actor="system")


def _plain(*, kind: Kind, account: Account, service: Standing, facts: dict[str, object], at: datetime) -> None:
    journal.write(at=at, kind=kind, about=service.about, actor="system", party=account.party_id, facts=facts)


def _settle(*, service: Standing, state: Proposal.State, at: datetime) -> None:
    assert service.proposal
    Proposal.objects.filter(id=service.proposal.id).update(state=state, settled_at=at)


def _action(service: Standing) -> str:
    return "close" if service.limit else "limit"


def _is_closed(service: Standing) -> bool:
    return service.limit is not None and service.limit.level == "closed"
