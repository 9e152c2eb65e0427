"""Crediting what was not delivered, never a day twice; and cases that a person decides, opened by rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from varsel.kit import ids, money
from varsel.law import facts as told
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.law.facts import MissedVisit
from varsel.operations.compensation import facts, ladder, queries, words
from varsel.operations.compensation.account import Owed, Without
from varsel.operations.compensation.models import Case
from varsel.operations.compensation.refusals import Refused
from varsel.outlets.notices import actions as notices
from varsel.outlets.shadow import queries as shadow
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import actions as ledger
from varsel.records.ledger.actions import Grant
from varsel.records.ledger.lock import lock_account, lock_accounts
from varsel.records.operator import queries as operator

DECISION = ["outcome", "amount_ore", "claimed_ore", "because", "decided_at", "decided_by", "credit_id"]


@transaction.atomic
def compensate(
    *, without: Sequence[Without], about: str, because: str, actor: str, at: datetime
) -> dict[int, tuple[Decimal, str]]:
    """Credit what these services did not deliver, and return the amount and currency by customer.

    A credit lowers the oldest unpaid service principal, else it waits for the next invoice. The accounts stay locked
    until the transaction ends, so no other credit comes between the question and the answer.
    """
    lock_accounts(party_ids={one.party_id for one in without})
    found = facts.owed(without=without)
    grants = [_grant(one, about=about, at=at) for one in found]
    ledger.grant_credits(grants=grants, because=because, at=at, actor=actor)
    return {one.party_id: (one.amount, one.currency) for one in grants}


@transaction.atomic
def open_missed_visit(
    *,
    visit_id: int,
    party_id: int,
    service_id: int,
    country: str,
    begins_at: datetime,
    ends_at: datetime,
    actor: str,
    at: datetime,
    customer_was_there: bool = True,
    hindrance: bool = False,
) -> int | None:
    """Open the case of a visit to which nobody came, and return its id; None, where the law gives nothing.

    Call it in the transaction that says so. The verdict stands in the journal with its facts; a visit has one case,
    so that a repeat returns the first. `hindrance`: a storm or the like is said to be why.
    """
    about = f"visit:{visit_id}"
    former = queries.case_of(visit=about)
    if former is not None:
        return former.id
    law, asked = COUNTRIES[country], MissedVisit(customer_was_there, hindrance)
    verdict = law.must_compensate(facts=asked, on=local_day(at, law.ZONE))
    if not verdict.lawful:
        return None
    said = {"asked": told.to_json(facts=asked), "country": country, "service": service_id, "rule": verdict.rule}
    kind = Kind.COMPENSATION_OPENED
    return Case.objects.create(
        ref=ids.new(at=at),
        about=about,
        party_id=party_id,
        service_id=service_id,
        country=country,
        begins_at=begins_at,
        ends_at=ends_at,
        opened_at=at,
        entry_id=journal.write(at=at, kind=kind, about=about, actor=actor, party=party_id, facts=said, verdict=verdict),
    ).id


@transaction.atomic(durable=True)
def decide(*, case_id: int, amount: Decimal, claimed: Decimal | None, because: str, actor: str, at: datetime) -> str:
    """Decide a case and tell the customer; return the outcome: granted, partly (less than `claimed`) or rejected.

    What is granted is credited at once: it lowers the oldest unpaid service principal before anything is demanded, else
    it waits for the next invoice. `amount` 0 is a rejection.

    :raises Refused: not-found, already-closed; in-shadow; below-standard; not-lawful, where a reason is missing.
    """
    row = _locked(case_id)
    outcome, because = ladder.outcome(amount=amount, claimed=claimed), because.strip()
    standard = operator.policy_at(at=at).policy.compensation.missed_visit
    if shadow.running():
        raise Refused(code="in-shadow")
    if standard is not None and 0 < amount < standard:
        raise Refused(code="below-standard")
    if outcome != "granted" and not because:
        raise Refused(code="not-lawful")
    row.outcome, row.because, row.decided_at, row.decided_by = outcome, because, at, actor
    row.amount_ore = money.to_ore(amount=amount)
    row.claimed_ore = None if claimed is None else money.to_ore(amount=claimed)
    row.credit_id = _credit(row, amount, actor=actor, at=at) if amount else None
    row.save(update_fields=DECISION)
    _say(row, outcome, amount, actor=actor, at=at)
    return outcome


def _say(row: Case, outcome: str, amount: Decimal, *, actor: str, at: datetime) -> None:
    """Write the decision into the journal, and tell it to the customer."""
    seen = queries.case(case_id=row.id)
    assert seen
    said = {"amount": str(amount), "currency": COUNTRIES[row.country].CURRENCY, "outcome": outcome}
    journal.write(
        at=at,
        kind=Kind.COMPENSATION_DECIDED,
        about=seen.about,
        actor=actor,
        party=row.party_id,
        facts=said,
        personal=row.because or None,
    )
    notices.tell(
        about=words.ABOUT,
        variant=words.VARIANTS[outcome],
        subject=seen.about,
        party_id=row.party_id,
        country=row.country,
        facts=words.decided(case=seen, outcome=outcome, amount=amount, because=row.because),
        at=at,
    )


def _locked(case_id: int) -> Case:
    row = Case.objects.select_for_update().filter(id=case_id).first()
    if row is None:
        raise Refused(code="not-found")
    if row.outcome is not None:
        raise Refused(code="already-closed")
    lock_account(party_id=row.party_id)
    return row


def _credit(row: Case, amount: Decimal, *, actor: str, at: datetime) -> int:
    law = COUNTRIES[row.country]
    return ledger.grant_credit(
        party_id=row.party_id,
        amount=amount,
        currency=law.CURRENCY,
        about=f"compensation:{row.id}",
        because="missed visit",
        on=local_day(at, law.ZONE),
        at=at,
        actor=actor,
    )


def _grant(owed: Owed, *, about: str, at: datetime) -> Grant:
    law = COUNTRIES[owed.country]
    on = local_day(at, law.ZONE)
    return Grant(party_id=owed.party_id, about=about, amount=owed.amount, currency=law.CURRENCY, on=on, days=owed.days)
