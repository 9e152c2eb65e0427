"""Limiting and closing, proposing to, and letting go. Every act asks the law at its moment and carries its permit."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.kit import ids
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.law.facts import Facts
from varsel.law.facts import to_json as written
from varsel.law.grammar import Verdict
from varsel.operations.arrears import facts, ladder, words
from varsel.operations.arrears.account import Account, Part, Standing
from varsel.operations.arrears.actions import reopen
from varsel.operations.arrears.models import Proposal
from varsel.outlets.access.restrictions import actions as restrictions
from varsel.outlets.access.restrictions.actions import CapReached, Permit
from varsel.records.agreements import queries as agreements
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import queries as ledger
from varsel.records.operator import queries as operator
from varsel.records.operator.queries import InForce

DONE = {"limit": Kind.SERVICE_LIMITED, "close": Kind.SERVICE_CLOSED}
PROPOSED = {"limit": Kind.LIMITING_PROPOSED, "close": Kind.CLOSING_PROPOSED}


def take_step(*, account: Account, service: Standing, approved: bool, at: datetime) -> bool:
    """Limit or close the service, or propose to, if it may be now; return whether it was restricted.

    Nothing happens where the account no longer carries it, a hold or an outage pauses it, or the law refuses; what
    the law refuses is written down.
    """
    in_force = operator.policy_at(at=at)
    payments = in_force.policy.payments
    parts = ladder.carrying(service=service, payments=payments, at=at)
    if not parts or ladder.is_paused(account=account, service=service, at=at) or _is_closed(service):
        return False
    asked, verdict = _ask(account=account, service=service, part=parts[0], in_force=in_force, at=at)
    if not verdict.lawful:
        kind = Kind.RESTRICTION_CONSIDERED
        _write(kind=kind, account=account, service=service, asked=asked, verdict=verdict, in_force=in_force, at=at)
    elif not approved and payments.approval == "clerk":
        _propose(account=account, service=service, asked=asked, verdict=verdict, in_force=in_force, at=at)
    else:
        return _act(account=account, service=service, part=parts[0], asked=asked, verdict=verdict, at=at)
    return False


def let_go(*, account: Account, at: datetime) -> bool:
    """Reopen services and withdraw proposals that have lost their ground, now; return whether there were any."""
    payments = operator.policy_at(at=at).policy.payments
    changed = False
    for service in account.services:
        if ladder.carrying(service=service, payments=payments, at=at):
            continue
        changed = changed or bool(service.limit or service.proposal)
        if service.limit:
            reopen.reopen(account=account, service=service, at=at)
        if service.proposal:
            _settle(service=service, state=Proposal.State.FALLEN, at=at)
            facts = {"proposal": service.proposal.id, "action": service.proposal.action}
            _plain(kind=Kind.PROPOSAL_FALLEN, account=account, service=service, facts=facts, at=at)
    return changed


def _ask(*, account: Account, service: Standing, part: Part, in_force: InForce, at: datetime) -> tuple[Facts, Verdict]:
    """Ask the law of the service's country about the next step: closing what is limited, else limiting."""
    law = COUNTRIES[service.country]
    on = local_day(at, law.ZONE)
    payments = in_force.policy.payments
    if service.limit:
        closing = facts.closing(service=service, part=part, on=on)
        return closing, law.may_close(facts=closing, on=on)
    if part.deadline and part.deadline.ground == "repeatedly_late":
        at_once = facts.limiting_at_once(account=account, service=service, part=part, payments=payments, on=on)
        return at_once, law.may_limit_at_once(facts=at_once, at=at)
    limiting = facts.limiting(service=service, part=part, on=on)
    return limiting, law.may_limit(facts=limiting, on=on)


def _act(*, account: Account, service: Standing, part: Part, asked: Facts, verdict: Verdict, at: datetime) -> bool:
    """Restrict with a permit of this moment, and tell the customer at once; over the day's cap, propose instead."""
    in_force = operator.policy_at(at=at)
    having, action = agreements.service(service_id=service.id), _action(service)
    assert part.deadline
    try:
        with transaction.atomic():
            entry_id = _write(
                kind=DONE[action],
                account=account,
                service=service,
                asked=asked,
                verdict=verdict,
                in_force=in_force,
                at=at,
            )
            permit = Permit(
                entry_id=entry_id,
                ground=part.deadline.ground,
                warning_id=part.deadline.warning_id,
                warning_ends_at=part.deadline.ends_at,
            )
            step = restrictions.close if service.limit else restrictions.limit
            step(service=having, permit=permit, at=at)
    except CapReached:
        _wait_for_cap(account=account, service=service, asked=asked, verdict=verdict, in_force=in_force, at=at)
        return False
    if service.proposal:
        _settle(service=service, state=Proposal.State.ACTED, at=at)
    words.restricted(
        about=DONE[action].value,
        service=service,
        party_id=account.party_id,
        invoice=ledger.invoice(invoice_id=part.invoice_id),
        ore=ladder.overdue_ore(service=service, on=verdict.on),
        payments=in_force.policy.payments,
        at=at,
    )
    return True


def _wait_for_cap(
    *, account: Account, service: Standing, asked: Facts, verdict: Verdict, in_force: InForce, at: datetime
) -> None:
    """Leave to a person what is over the day's cap: an approved act goes back to its proposal."""
    _plain(kind=Kind.CAP_REACHED, account=account, service=service, facts={"action": _action(service)}, at=at)
    if service.proposal:
        Proposal.objects.filter(id=service.proposal.id).update(
            state=Proposal.State.OPEN, approved_by=None, approved_at=None, act_at=None
        )
    else:
        _propose(account=account, service=service, asked=asked, verdict=verdict, in_force=in_force, at=at)


def _propose(
    *, account: Account, service: Standing, asked: Facts, verdict: Verdict, in_force: InForce, at: datetime
) -> None:
    if service.proposal:
        return
    action = _action(service)
    kind = PROPOSED[action]
    entry_id = _write(
        kind=kind, account=account, service=service, asked=asked, verdict=verdict, in_force=in_force, at=at
    )
    Proposal.objects.create(
        ref=ids.new(at=at),
        service_id=service.id,
        party_id=account.party_id,
        action=action,
        entry_id=entry_id,
        made_at=at,
        caused_by=facts.caused_by(service=service),
    )


def _write(
    *,
    kind: Kind,
    account: Account,
    service: Standing,
    asked: Facts,
    verdict: Verdict,
    in_force: InForce,
    at: datetime,
) -> int:
    told = {"asked": written(facts=asked), "at": at.isoformat(), "policy": in_force.version}
    return journal.write(
        at=at,
        kind=kind,
        about=service.about,
        actor="system",
        party=account.party_id,
        facts=told,
        verdict=verdict,
    )


def _plain(*, kind: Kind, account: Account, service: Standing, facts: dict[str, object], at: datetime) -> None:
    journal.write(at=at, kind=kind, about=service.about, actor="system", party=account.party_id, facts=facts)


def _settle(*, service: Standing, state: Proposal.State, at: datetime) -> None:
    assert service.proposal
    Proposal.objects.filter(id=service.proposal.id).update(state=state, settled_at=at)


def _action(service: Standing) -> str:
    return "close" if service.limit else "limit"


def _is_closed(service: Standing) -> bool:
    return service.limit is not None and service.limit.level == "closed"
