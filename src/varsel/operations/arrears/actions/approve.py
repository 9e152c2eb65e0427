"""A person's word on a proposal, and on the day's cap."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import ladder
from varsel.operations.arrears.actions import consider, restrict
from varsel.operations.arrears.actions.lock import locked
from varsel.operations.arrears.models import Proposal
from varsel.operations.arrears.refusals import Refused, refusal
from varsel.outlets.access.restrictions import actions as restrictions
from varsel.outlets.access.restrictions import queries as counted
from varsel.records.agreements import queries as agreements
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.operator import queries as operator


@transaction.atomic(durable=True)
def approve(*, service_id: int, actor: str, at: datetime) -> None:
    """Approve the proposed limiting or closing of a service: done at once if the operator acts now, else when it does.

    :raises Refused: with the first code that holds; nothing has changed then.
    """
    having = next(iter(agreements.services_by_id(service_ids=[service_id])), None)
    if having is None:
        raise Refused(code="not-found")
    account = locked(party_id=having.party_id, at=at)
    service, payments = account.service(service_id=service_id), operator.policy_at(at=at).policy.payments
    code = refusal(account=account, service=service, payments=payments, at=at)
    if code:
        raise Refused(code=code)
    assert service.proposal
    if service.proposal.caused_by == actor:
        raise Refused(code="same-person")
    act_at = ladder.act_of_approval(service=service, payments=payments, now=at)
    Proposal.objects.filter(id=service.proposal.id).update(
        state=Proposal.State.APPROVED, approved_by=actor, approved_at=at, act_at=act_at
    )
    facts = {"proposal": service.proposal.id, "act_at": act_at.isoformat()}
    about = service.about
    journal.write(at=at, kind=Kind.PROPOSAL_APPROVED, about=about, actor=actor, party=account.party_id, facts=facts)
    step = restrict.Step(account=account, service=service, approved=True)
    if act_at <= at and not restrict.take_step(step=step, at=at):
        raise Refused(code="cap-reached" if _is_full(country=service.country, at=at) else "not-lawful")
    consider.look_again(party_ids=[account.party_id], at=at)


def _is_full(*, country: str, at: datetime) -> bool:
    today = counted.day_count(day=local_day(at, COUNTRIES[country].ZONE))
    return today is not None and today.begun >= today.cap


@transaction.atomic(durable=True)
def lift_cap(*, country: str, cap: int, asked_by: int, lifted_by: int, at: datetime) -> None:
    """Let more services be restricted today: asked by one person, lifted by another (staff ids).

    :raises Refused: same-person.
    """
    if asked_by == lifted_by:
        raise Refused(code="same-person")
    zone = COUNTRIES[country].ZONE
    restrictions.lift_cap(day=at, zone=zone, cap=cap, asked_by=asked_by, lifted_by=lifted_by)
    facts = {"cap": cap, "asked_by": asked_by}
    journal.write(at=at, kind=Kind.CAP_LIFTED, about="cap", actor=f"staff:{lifted_by}", facts=facts)
