"""A person's word on proposals, and on the day's cap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import ladder
from varsel.operations.arrears.account import Account, Standing
from varsel.operations.arrears.actions import consider, restrict
from varsel.operations.arrears.actions.lock import locked, locked_many
from varsel.operations.arrears.models import Proposal
from varsel.operations.arrears.refusals import Refused, refusal
from varsel.outlets.access.restrictions import actions as restrictions
from varsel.outlets.access.restrictions import queries as counted
from varsel.records.agreements import queries as agreements
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many
from varsel.records.operator import queries as operator
from varsel.records.operator.policy import Payments
from varsel.records.operator.queries import InForce

LATER = "later"


@dataclass(frozen=True, slots=True)
class Seen:
    """A proposal as a person saw it."""

    id: int
    service_id: int
    party_id: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an approval: `done`, `later` and when, or why it was refused."""

    code: str
    act_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Approved:
    account: Account
    service: Standing
    act_at: datetime


@transaction.atomic(durable=True)
def approve(*, service_id: int, actor: str, at: datetime) -> None:
    """Approve what is proposed for a service now: done at once if the operator acts now, else when it does.

    :raises Refused: with the first code that holds; nothing has changed then.
    """
    having = next(iter(agreements.services_by_id(service_ids=[service_id])), None)
    if having is None:
        raise Refused(code="not-found")
    account, in_force = locked(party_id=having.party_id, at=at), operator.policy_at(at=at)
    service = account.service(service_id=service_id)
    code = _refusal(account, service, payments=in_force.policy.payments, actor=actor, at=at)
    if code:
        raise Refused(code=code)
    _carry_out([_approved(account, service, in_force=in_force, at=at)], in_force=in_force, actor=actor, at=at)


@transaction.atomic(durable=True)
def approve_seen(*, seen: Sequence[Seen], actor: str, at: datetime) -> dict[int, Answer]:
    """Approve proposals of different customers that a person saw, together; return what came of each, by its id.

    One that is refused changes nothing and stops no other.

    :raises ValueError: two proposals of one customer: the first may change what holds for the second.
    :raises Refused: an act that was allowed did not take place. Nothing has changed: approve them one by one.
    """
    if len({one.party_id for one in seen}) < len(seen):
        raise ValueError("proposals are approved together for different customers: give one of each")
    accounts = locked_many(party_ids=[one.party_id for one in seen], at=at)
    in_force, answers, approved = operator.policy_at(at=at), {}, []
    room = _Room(at=at, in_force=in_force)
    for one in seen:
        account = accounts[one.party_id]
        service = account.service(service_id=one.service_id)
        code = _gone(service, one) or _refusal(account, service, payments=in_force.policy.payments, actor=actor, at=at)
        allowed = _approved(account, service, in_force=in_force, at=at) if not code else None
        if allowed and allowed.act_at <= at and not room.take(country=service.country):
            code = "cap-reached"
        if code:
            answers[one.id] = Answer(code)
        elif allowed:
            approved.append(allowed)
            answers[one.id] = Answer("done") if allowed.act_at <= at else Answer(LATER, allowed.act_at)
    _carry_out(approved, in_force=in_force, actor=actor, at=at)
    return answers


@transaction.atomic(durable=True)
def take_back(*, seen: Sequence[Seen], actor: str, at: datetime) -> set[int]:
    """Take approvals back before their moment: the proposals wait for a person again. Returns those that do."""
    accounts = locked_many(party_ids=dict.fromkeys(one.party_id for one in seen), at=at)
    back = [(one, service) for one in seen if (service := _waits_for_its_moment(accounts[one.party_id], one))]
    keys = [one.id for one, _service in back]
    Proposal.objects.filter(id__in=keys).update(
        state=Proposal.State.OPEN, approved_by=None, approved_at=None, act_at=None
    )
    entries = (Untold(about=service.about, party=one.party_id, facts={"proposal": one.id}) for one, service in back)
    write_many(kind=Kind.APPROVAL_TAKEN_BACK, entries=entries, at=at, actor=actor)
    consider.look_again(party_ids=list(dict.fromkeys(one.party_id for one, _service in back)), at=at)
    return set(keys)


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


class _Room:
    """How many may still be restricted today; the database has the last word."""

    def __init__(self, *, at: datetime, in_force: InForce) -> None:
        self._at, self._cap = at, in_force.policy.payments.daily_cap
        self._left: dict[str, int] = {}

    def take(self, *, country: str) -> bool:
        """Take a place of the country's day, if there is one."""
        if country not in self._left:
            today = counted.day_count(day=local_day(self._at, COUNTRIES[country].ZONE))
            self._left[country] = today.cap - today.begun if today else self._cap
        self._left[country] -= 1
        return self._left[country] >= 0


def _gone(service: Standing, one: Seen) -> str | None:
    """Tell that what was seen waits no longer, or was approved by somebody else meanwhile."""
    waiting = service.proposal
    return "gone" if waiting is None or waiting.id != one.id or waiting.act_at else None


def _waits_for_its_moment(account: Account, one: Seen) -> Standing | None:
    service = account.service(service_id=one.service_id)
    waiting = service.proposal
    return service if waiting and waiting.id == one.id and waiting.act_at else None


def _refusal(account: Account, service: Standing, *, payments: Payments, actor: str, at: datetime) -> str | None:
    code = refusal(account=account, service=service, payments=payments, at=at)
    mine = service.proposal is not None and service.proposal.caused_by == actor
    return code or ("same-person" if mine else None)


def _approved(account: Account, service: Standing, *, in_force: InForce, at: datetime) -> _Approved:
    moment = ladder.act_of_approval(service=service, payments=in_force.policy.payments, now=at)
    return _Approved(account=account, service=service, act_at=moment)


def _carry_out(approved: Sequence[_Approved], *, in_force: InForce, actor: str, at: datetime) -> None:
    """Write the approvals down, and act where the moment is now."""
    for act_at, keys in _by_moment(approved).items():
        Proposal.objects.filter(id__in=keys).update(
            state=Proposal.State.APPROVED, approved_by=actor, approved_at=at, act_at=act_at
        )
    write_many(kind=Kind.PROPOSAL_APPROVED, entries=_told(approved), at=at, actor=actor)
    now = [one for one in approved if one.act_at <= at]
    steps = [restrict.Step(account=one.account, service=one.service, approved=True) for one in now]
    restricted = restrict.take_steps(steps=steps, in_force=in_force, at=at).restricted if steps else ()
    for one in now:
        if one.service.id not in restricted:
            raise Refused(code="cap-reached" if _is_full(country=one.service.country, at=at) else "not-lawful")
    consider.look_again(party_ids=[one.account.party_id for one in approved], at=at)


def _by_moment(approved: Iterable[_Approved]) -> Mapping[datetime, list[int]]:
    found: dict[datetime, list[int]] = {}
    for one in approved:
        assert one.service.proposal
        found.setdefault(one.act_at, []).append(one.service.proposal.id)
    return found


def _told(approved: Iterable[_Approved]) -> Iterator[Untold]:
    for one in approved:
        assert one.service.proposal
        facts = {"proposal": one.service.proposal.id, "act_at": one.act_at.isoformat()}
        yield Untold(about=one.service.about, party=one.account.party_id, facts=facts)


def _is_full(*, country: str, at: datetime) -> bool:
    today = counted.day_count(day=local_day(at, COUNTRIES[country].ZONE))
    return today is not None and today.begun >= today.cap
