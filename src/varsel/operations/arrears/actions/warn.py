"""Demanding payment, or warning a repeatedly late payer; and hearing that the word arrived."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from varsel.kit import ids
from varsel.law.calendar import local_day, start_of_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import ladder, words
from varsel.operations.arrears.account import Account, Standing
from varsel.operations.arrears.actions.lock import locked
from varsel.operations.arrears.models import Deadline, WarnedService, Warning
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices.queries import Word
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.journal.queries import Told
from varsel.records.ledger import queries as ledger
from varsel.records.operator import queries as operator
from varsel.records.operator.policy import Payments


def warn(*, account: Account, invoice_id: int, due_at: datetime, at: datetime) -> None:
    """Queue the demand for what is due of an invoice at this morning, if anything is.

    Who was late often enough is warned instead (SE: LEK 7:34 st. 2); what is paused, disputed or too little waits.
    """
    payments = operator.policy_at(at=at).policy.payments
    shares = {
        service.id: ore
        for service in account.services
        if (ore := _due_ore(account=account, service=service, invoice_id=invoice_id, payments=payments, on_at=due_at))
    }
    if not shares:
        return
    invoice = ledger.invoice(invoice_id=invoice_id)
    late = _late(account=account, invoice_id=invoice_id, country=invoice.country, payments=payments, at=at)
    ground = "repeatedly_late" if late else "unpaid"
    notice_id = words.warn(
        about="late_payer_warning" if late else "payment_demand",
        invoice=invoice,
        services=[service for service in account.services if service.id in shares],
        ore=sum(shares.values()),
        late=late,
        payments=payments,
        at=at,
    )
    warning = Warning.objects.create(
        ref=ids.new(at=at),
        ground=ground,
        invoice_id=invoice_id,
        party_id=account.party_id,
        country=invoice.country,
        notice_id=notice_id,
        made_at=at,
    )
    WarnedService.objects.bulk_create(
        WarnedService(warning=warning, invoice_id=invoice_id, service_id=key, party_id=account.party_id, amount_ore=ore)
        for key, ore in shares.items()
    )


def still_to_demand(*, subject: str, party_id: int, at: datetime) -> bool:
    """Tell whether anything of an invoice is still to be demanded: what waited for the morning may have been paid."""
    account = locked(party_id=party_id, at=at)
    invoice_id = int(subject.removeprefix("invoice:"))
    return any(part.invoice_id == invoice_id for service in account.services for part in service.parts)


def set_deadlines(*, told: Told, at: datetime) -> None:
    """Write down what a warning that arrived gives the customer, per service: from here the clocks run."""
    word = notices.word(notice_id=told.facts["notice"])
    warning = Warning.objects.get(notice_id=word.id)
    for warned in WarnedService.objects.filter(warning=warning).order_by("id"):
        _deadline(warning=warning, service_id=warned.service_id, word=word).save(force_insert=True)
    facts = {"warning": warning.id, "ground": warning.ground, "last_day": word.last_day}
    journal.write(
        at=at,
        kind=Kind.DEADLINE_SET,
        about=f"invoice:{warning.invoice_id}",
        actor="system",
        party=warning.party_id,
        facts=facts,
    )


def _deadline(*, warning: Warning, service_id: int, word: Word) -> Deadline:
    assert word.told_at
    assert word.received_at
    floors, law = operator.country(code=warning.country), COUNTRIES[warning.country]
    last_day = date.fromisoformat(word.last_day) if word.last_day else None
    hours_pass_at = word.received_at + timedelta(hours=floors.notice_hours)
    return Deadline(
        warning_id=warning.id,
        ground=warning.ground,
        invoice_id=warning.invoice_id,
        service_id=service_id,
        party_id=warning.party_id,
        country=floors.code,
        zone=floors.zone,
        demand_days=floors.demand_days,
        demand_months=floors.demand_months,
        notice_hours=floors.notice_hours,
        limited_days=floors.limited_days,
        notice_id=warning.notice_id,
        told_at=word.told_at,
        received_at=word.received_at,
        sent_on=local_day(word.told_at, law.ZONE),
        received_on=local_day(word.received_at, law.ZONE),
        last_day=last_day,
        ends_at=start_of_day(last_day + timedelta(days=1), law.ZONE) if last_day else hours_pass_at,
    )


def _due_ore(*, account: Account, service: Standing, invoice_id: int, payments: Payments, on_at: datetime) -> int:
    """Return what of an invoice is to be demanded for a service at a morning."""
    just_before = on_at - timedelta(seconds=1)
    if ladder.is_paused(account=account, service=service, at=on_at):
        return 0
    due = [
        part.ore
        for part in service.parts
        if part.invoice_id == invoice_id
        and ladder.demand_at(account=account, service=service, part=part, payments=payments, now=just_before) == on_at
    ]
    return sum(due)


def _late(*, account: Account, invoice_id: int, country: str, payments: Payments, at: datetime) -> int:
    """Return how many invoices were late, if so many make a repeatedly late payer and the country knows such; else 0."""
    law = COUNTRIES[country]
    if not law.LIMITS_REPEATEDLY_LATE:
        return 0
    today = local_day(at, law.ZONE)
    late = ladder.late_invoices(account=account, but=invoice_id, on=today, months=payments.late_window_months)
    return late if late >= payments.late_payments else 0
