"""A complaint comes in, is answered and decided, and who made it is contacted. One function, one transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from varsel.kit import ids
from varsel.law.calendar import local_day, start_of_day
from varsel.law.countries import COUNTRIES as LAWS
from varsel.operations.complaints.models import Complaint, Outreach
from varsel.operations.complaints.queries import COUNTRIES
from varsel.operations.complaints.refusals import Refused
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import queries as ledger
from varsel.records.ledger.lock import lock_account

ANSWER, OUTREACH = "answer", "outreach"
DUTIES = (ANSWER, OUTREACH)
REACHED_OUT_BY = {"KO": 5}  # authorities that lead to no decision: who complained is contacted in so many business days
TRIES = 3  # unanswered on so many days, contact was tried enough


@dataclass(frozen=True, slots=True)
class Filed:
    """A complaint as the authority sent it. `caused_by` is a subject of ours ("invoice:5"), or empty.

    `party_id` may be None where nobody knows who complained; a complaint about an invoice is its owner's.
    """

    external_id: str
    authority: str
    received_on: date
    category: str
    reference: str = ""
    caused_by: str = ""
    party_id: int | None = None
    answer_by: date | None = None


@transaction.atomic(durable=True)
def receive(*, filed: Filed, actor: str, at: datetime) -> int:
    """Open a case with its duties, and return its id.

    :raises Refused: not-found, when its invoice is not this customer's or not of the authority's country.
    """
    invoice_id, party_id = _invoice_and_party(filed)
    if party_id is not None:
        lock_account(party_id=party_id)
    case = Complaint.objects.create(
        ref=ids.new(at=at),
        external_id=filed.external_id,
        authority=filed.authority,
        country=COUNTRIES[filed.authority],
        reference=filed.reference,
        received_on=filed.received_on,
        registered_at=at,
        registered_by=actor,
        category=filed.category,
        about=filed.caused_by,
        invoice_id=invoice_id,
        party_id=party_id,
        answer_by=filed.answer_by,
    )
    _owe(case)
    more = {"category": case.category, "caused_by": case.about, "received_on": case.received_on.isoformat()}
    _tell(case, Kind.COMPLAINT_RECEIVED, actor, at, **more)
    return case.id


@transaction.atomic(durable=True)
def reach_out(*, complaint_id: int, outcome: str, actor: str, at: datetime) -> None:
    """Note an attempt to reach who complained: interested, declined, or no-answer.

    The duty is kept by any talk, or by `TRIES` attempts without an answer on different days.

    :raises Refused: not-found.
    """
    case = _locked(complaint_id)
    today = local_day(at, LAWS[case.country].ZONE)
    Outreach.objects.create(complaint=case, at=at, on=today, outcome=outcome, by=actor)
    if _was_reached(case):
        clocks.keep(kind=OUTREACH, about=_about(case), at=at)
    _tell(case, Kind.COMPLAINT_REACHED_OUT, actor, at, outcome=outcome)


@transaction.atomic(durable=True)
def answer(*, complaint_id: int, actor: str, at: datetime) -> None:
    """Note that the authority got our answer, in time or late.

    :raises Refused: not-found; not-answerable, when it is answered or decided already.
    """
    case = _locked(complaint_id)
    if case.answered_at is not None or case.outcome is not None:
        raise Refused(code="not-answerable")
    case.answered_at, case.answered_by = at, actor
    case.save(update_fields=["answered_at", "answered_by"])
    clocks.keep(kind=ANSWER, about=_about(case), at=at)
    _tell(case, Kind.COMPLAINT_ANSWERED, actor, at)


@transaction.atomic(durable=True)
def decide(*, complaint_id: int, outcome: str, actor: str, at: datetime) -> None:
    """Note how the case ended: upheld, partly, rejected, dismissed or withdrawn.

    Whose answer was not given yet owes none any more. What it froze, arrears ends when it hears of this.

    :raises Refused: not-found, when it is decided already.
    """
    case = _locked(complaint_id)
    if case.outcome is not None:
        raise Refused(code="not-found")
    case.outcome, case.decided_at, case.decided_by = outcome, at, actor
    case.save(update_fields=["outcome", "decided_at", "decided_by"])
    clocks.waive(kind=ANSWER, about=_about(case), at=at)
    _tell(case, Kind.COMPLAINT_DECIDED, actor, at, outcome=outcome)


def take_over(*, external_ids: Collection[str], actor: str, at: datetime) -> None:
    """Owe what is still owed of complaints that came from another system, and tell of each."""
    for case in Complaint.objects.filter(external_id__in=list(external_ids)).order_by("id"):
        if case.outcome is None:
            _owe(case)
        more = {"category": case.category, "caused_by": case.about, "received_on": case.received_on.isoformat()}
        _tell(case, Kind.COMPLAINT_RECEIVED, actor, at, **more)


def keep_outreach(*, at: datetime) -> None:
    """Keep the duties to reach who complained, where contact was made or tried enough in another system."""
    for case in Complaint.objects.filter(authority__in=REACHED_OUT_BY, outcome__isnull=True).order_by("id"):
        if _was_reached(case):
            clocks.keep(kind=OUTREACH, about=_about(case), at=at)


@transaction.atomic(durable=True)
def ran_out(*, due: Due, at: datetime) -> None:
    """Note that a duty was not kept in its time."""
    clocks.break_duty(clock_id=due.id, at=at)


def _invoice_and_party(filed: Filed) -> tuple[int | None, int | None]:
    if not filed.caused_by.startswith("invoice:"):
        return None, filed.party_id
    invoice = ledger.invoice(invoice_id=int(filed.caused_by.removeprefix("invoice:")))
    if filed.party_id not in (None, invoice.party_id) or invoice.country != COUNTRIES[filed.authority]:
        raise Refused(code="not-found")
    return invoice.id, invoice.party_id


def _owe(case: Complaint) -> None:
    """Set the duties: an answer by the end of the authority's day, contact within its business days."""
    law = LAWS[case.country]
    days: dict[str, tuple[date, str]] = {}
    if case.answer_by and case.answered_at is None:
        days[ANSWER] = (case.answer_by, case.authority)
    if case.authority in REACHED_OUT_BY:
        last = law.CALENDAR.add_bank_days(case.received_on, REACHED_OUT_BY[case.authority])
        days[OUTREACH] = (last, "who complained")
    for kind, (day, owed_to) in days.items():
        clocks.owe(
            kind=kind,
            about=_about(case),
            due_at=start_of_day(day + timedelta(days=1), law.ZONE),
            owed_to=owed_to,
            ground="complaint",
            party=case.party_id,
        )


def _was_reached(case: Complaint) -> bool:
    """Tell whether they talked, or nobody answered on enough days."""
    tries = Outreach.objects.filter(complaint=case)
    unanswered = tries.filter(outcome="no-answer").values("on").distinct().count()
    return tries.exclude(outcome="no-answer").exists() or unanswered >= TRIES


def _locked(complaint_id: int) -> Complaint:
    case = Complaint.objects.select_for_update().filter(id=complaint_id).first()
    if case is None:
        raise Refused(code="not-found")
    if case.party_id is not None:
        lock_account(party_id=case.party_id)
    return case


def _about(case: Complaint) -> str:
    return f"complaint:{case.id}"


def _tell(case: Complaint, kind: Kind, actor: str, at: datetime, **more: str) -> None:
    facts = {"called": case.reference or case.external_id, "authority": case.authority, **more}
    journal.write(at=at, kind=kind, about=_about(case), actor=actor, party=case.party_id, facts=facts)
