"""An amount that the customer does not accept: frozen until somebody has decided."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from varsel.kit import ids, money
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import queries
from varsel.operations.arrears.actions.consider import look_again
from varsel.operations.arrears.actions.lock import locked
from varsel.operations.arrears.models import Dispute
from varsel.operations.arrears.refusals import Refused
from varsel.operations.complaints import queries as complaints
from varsel.records.clocks import actions as clocks
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.journal.queries import Told
from varsel.records.ledger import actions as booking
from varsel.records.ledger import queries as ledger
from varsel.records.ledger.queries import Billed


@transaction.atomic(durable=True)
def open_dispute(
    *, external_id: str, invoice_id: int, amount: Decimal | None, because: str, actor: str, at: datetime
) -> int:
    """Freeze an amount of an invoice (None: what is left of it) and return the dispute's id.

    :raises Refused: paid-in-time when nothing is left to dispute, disputed when all of it is already.
    """
    invoice = ledger.invoice(invoice_id=invoice_id)
    locked(party_id=invoice.party_id, at=at)
    frozen = sum(one.ore for one in queries.disputes_of(invoice_ids=[invoice_id]) if one.outcome is None)
    left = invoice.open_ore - frozen
    if left <= 0:
        raise Refused(code="disputed" if frozen else "paid-in-time")
    ore = left if amount is None else min(left, money.to_ore(amount=amount))
    dispute = Dispute.objects.create(
        ref=ids.new(at=at),
        external_id=external_id,
        invoice_id=invoice_id,
        party_id=invoice.party_id,
        amount_ore=ore,
        because=because,
        opened_at=at,
    )
    facts = {"dispute": dispute.id, "amount": str(money.from_ore(ore=ore))}
    journal.write(
        at=at,
        kind=Kind.DISPUTE_OPENED,
        about=invoice.about,
        actor=actor,
        party=invoice.party_id,
        facts=facts,
        personal=because,
    )
    return dispute.id


@transaction.atomic(durable=True)
def settle_dispute(*, dispute_id: int, outcome: str, actor: str, at: datetime) -> None:
    """Decide a dispute. Upheld: the amount is credited. Rejected: it is demanded anew, with full time.

    :raises Refused: not-found, when it is decided already.
    """
    dispute = Dispute.objects.select_for_update().filter(id=dispute_id, outcome__isnull=True).first()
    if dispute is None:
        raise Refused(code="not-found")
    locked(party_id=dispute.party_id, at=at)
    _settle(dispute=dispute, outcome=outcome, actor=actor, at=at)


@transaction.atomic(durable=True)
def hear_complaint_decided(*, clock_id: int, entry: Told, at: datetime) -> None:
    """End what a complaint to a board froze. Upheld: all that is left of its invoice is credited; else demanded anew.

    A dispute that was still open over that invoice is upheld with it: nothing is credited twice.
    """
    if not clocks.take(clock_id=clock_id, at=at) or entry.party is None:
        return
    locked(party_id=entry.party, at=at)
    case = complaints.complaint(complaint_id=int(entry.about.removeprefix("complaint:")))
    if case and case.pauses and case.invoice_id and case.outcome == "upheld":
        for dispute in Dispute.objects.filter(invoice_id=case.invoice_id, outcome__isnull=True).order_by("id"):
            _settle(dispute=dispute, outcome="upheld", actor=entry.actor, at=at)
        invoice = ledger.invoice(invoice_id=case.invoice_id)
        _credit(invoice=invoice, ore=invoice.open_ore, because="complaint upheld", actor=entry.actor, at=at)
    look_again(party_ids=[entry.party], at=at)


def _settle(*, dispute: Dispute, outcome: str, actor: str, at: datetime) -> None:
    dispute.outcome, dispute.settled_at, dispute.settled_by = outcome, at, actor
    dispute.save(update_fields=["outcome", "settled_at", "settled_by"])
    invoice = ledger.invoice(invoice_id=dispute.invoice_id)
    facts = {"dispute": dispute.id, "outcome": outcome, "amount": str(money.from_ore(ore=dispute.amount_ore))}
    journal.write(
        at=at, kind=Kind.DISPUTE_SETTLED, about=invoice.about, actor=actor, party=dispute.party_id, facts=facts
    )
    if outcome == "upheld":
        _credit(invoice=invoice, ore=dispute.amount_ore, because="dispute upheld", actor=actor, at=at)


def _credit(*, invoice: Billed, ore: int, because: str, actor: str, at: datetime) -> None:
    if ore:
        booking.grant_credit(
            party_id=invoice.party_id,
            amount=money.from_ore(ore=ore),
            currency=invoice.currency,
            about=invoice.about,
            because=because,
            on=local_day(at, COUNTRIES[invoice.country].ZONE),
            at=at,
            actor=actor,
            invoice_id=invoice.id,
        )
