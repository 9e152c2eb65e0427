"""Demanding payment, or warning a repeatedly late payer; and hearing that the word arrived."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from varsel.kit import ids
from varsel.kit.copying import copy_in, next_ids
from varsel.law.calendar import local_day, start_of_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import ladder, words
from varsel.operations.arrears.account import Account, Standing, Unsaid
from varsel.operations.arrears.actions.lock import locked_many
from varsel.operations.arrears.models import Deadline, WarnedService, Warning
from varsel.outlets.notices import actions as telling
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices.queries import Word
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many
from varsel.records.journal.queries import Told
from varsel.records.ledger.queries import Billed
from varsel.records.operator import queries as operator
from varsel.records.operator.policy import Payments
from varsel.records.parties import queries as parties

WARNING = {"id": "int8", "ref": "uuid", "ground": "text", "invoice_id": "int8", "party_id": "int8", "country": "text"}
WARNING |= {"notice_id": "int8", "says_interruption": "bool", "made_at": "timestamptz"}
WARNED_SERVICE = dict.fromkeys(("warning_id", "invoice_id", "service_id", "party_id", "amount_ore"), "int8")


@dataclass(frozen=True, slots=True)
class Overdue:
    """An invoice whose morning of demand has come, or whose demand bounced: then now, `instead_of` that notice."""

    account: Account
    invoice_id: int
    due_at: datetime
    instead_of: int | None = None


def warn(*, overdue: Iterable[Overdue], payments: Payments, at: datetime) -> dict[int, Account | None]:
    """Queue the demands for what is due of each invoice at its morning, if anything is.

    Who was late often enough is warned instead (SE: LEK 7:34 st. 2); what is paused, disputed or too little waits.
    Returns the accounts that changed as they are now, by customer: None where that takes gathering anew.
    """
    drafts = [draft for one in overdue if (draft := _draft(one, payments=payments, at=at))]
    people = parties.customers(party_ids={draft.invoice.party_id for draft in drafts}) if drafts else {}
    sayings = [
        replace(
            words.warning(
                about="late_payer_warning" if draft.late else "payment_demand",
                invoice=draft.invoice,
                customer=people[draft.invoice.party_id],
                services=draft.services,
                ore=sum(draft.shares.values()),
                late=draft.late,
                payments=payments,
                at=at,
            ),
            instead_of=draft.instead_of,
        )
        for draft in drafts
    ]
    return _write(drafts=drafts, notice_ids=telling.tell_many(sayings=sayings, at=at), at=at)


@dataclass(frozen=True, slots=True)
class _Draft:
    account: Account
    invoice: Billed
    services: Sequence[Standing]
    shares: Mapping[int, int]  # öre by service
    late: int
    instead_of: int | None


def _draft(one: Overdue, *, payments: Payments, at: datetime) -> _Draft | None:
    account, key = one.account, one.invoice_id
    shares = {
        service.id: ore for service in account.services if (ore := _ore(one, service=service, payments=payments, at=at))
    }
    if not shares:
        return None
    invoice = account.invoices[key]
    services = [service for service in account.services if service.id in shares]
    late = _late(account=account, services=services, invoice=invoice, payments=payments, at=at)
    return _Draft(account, invoice, services, shares, late, one.instead_of)


def _write(*, drafts: Sequence[_Draft], notice_ids: Sequence[int], at: datetime) -> dict[int, Account | None]:
    if not drafts:
        return {}
    keys, refs = next_ids(table="arrears_warning", count=len(drafts)), ids.new_many(at=at, count=len(drafts))
    copy_in(
        table="arrears_warning",
        columns=WARNING,
        rows=(
            (
                key,
                ref,
                "repeatedly_late" if draft.late else "unpaid",
                draft.invoice.id,
                draft.invoice.party_id,
                draft.invoice.country,
                notice_id,
                not all(service.telecare for service in draft.services),
                at,
            )
            for key, ref, draft, notice_id in zip(keys, refs, drafts, notice_ids, strict=True)
        ),
    )
    copy_in(
        table="arrears_warned_service",
        columns=WARNED_SERVICE,
        rows=(
            (key, draft.invoice.id, service_id, draft.invoice.party_id, ore)
            for key, draft in zip(keys, drafts, strict=True)
            for service_id, ore in draft.shares.items()
        ),
    )
    named = zip(drafts, keys, notice_ids, strict=True)
    return {draft.account.party_id: _after(draft, key, notice_id) for draft, key, notice_id in named}


def _after(draft: _Draft, warning_id: int, notice_id: int) -> Account | None:
    """Return the account with its demand queued. A late payer's warning may not hold: that is gathered anew."""
    if draft.late:
        return None
    key = draft.invoice.id
    said = (Unsaid(warning_id, notice_id, key, service_id, ore) for service_id, ore in draft.shares.items())
    return draft.account.warned(unsaid=tuple(said))


def withdraw(*, account: Account, payments: Payments, at: datetime) -> bool:
    """Drop the warnings that nobody got yet and that say too much now, or come while all is paused.

    What is then still to be demanded gets a new one, of what is owed then. Returns whether any was dropped.
    """
    waiting = _unsaid(account=account).values()
    stale = [said for said in waiting if not _is_still_so(account=account, said=said, payments=payments, at=at)]
    for said in stale:
        telling.drop(notice_id=said[0].notice_id, at=at)
    return bool(stale)


def still_to_demand(*, subject: str, party_id: int, at: datetime) -> bool:
    """Tell whether what waits to be said of an invoice is still so: it may have been paid, disputed or paused."""
    return bool(still_to_demand_many(asked=[(subject, party_id)], at=at))


def still_to_demand_many(*, asked: Collection[tuple[str, int]], at: datetime) -> set[tuple[str, int]]:
    """Return those (subject, customer) of which what waits to be said is still so."""
    accounts = locked_many(party_ids={party_id for _, party_id in asked}, at=at)
    payments = operator.policy_at(at=at).policy.payments
    return {one for one in asked if _is_still_to_demand(one[0], account=accounts[one[1]], payments=payments, at=at)}


def _is_still_to_demand(subject: str, *, account: Account, payments: Payments, at: datetime) -> bool:
    invoice_id = int(subject.removeprefix("invoice:"))
    unsaid = [said for said in _unsaid(account=account).values() if said[0].invoice_id == invoice_id]
    return any(_is_still_so(account=account, said=said, payments=payments, at=at) for said in unsaid)


def _unsaid(*, account: Account) -> dict[int, list[Unsaid]]:
    """Return what waits to be told of the account's unpaid invoices, by warning."""
    found: dict[int, list[Unsaid]] = {}
    for one in account.unsaid:
        found.setdefault(one.warning_id, []).append(one)
    return found


def _is_still_so(*, account: Account, said: Iterable[Unsaid], payments: Payments, at: datetime) -> bool:
    """Tell whether each service still owes what a warning says, undisputed, enough and not paused."""
    for one in said:
        service = account.service(service_id=one.service_id)
        waiting = [part for part in service.parts if part.invoice_id == one.invoice_id and part.deadline is None]
        overdue = ladder.overdue_ore(service=service, on=local_day(at, COUNTRIES[service.country].ZONE))
        if (
            sum(part.ore for part in waiting) != one.ore
            or not ladder.is_enough(ore=overdue, payments=payments)
            or ladder.is_paused(account=account, service=service, at=at)
        ):
            return False
    return True


def set_deadlines(*, told: Sequence[Told], at: datetime) -> None:
    """Write down what warnings that arrived give their customers, per service: from here the clocks run."""
    words = notices.words(notice_ids=[one.facts["notice"] for one in told])
    keys = [one.facts["notice"] for one in told]
    arrived = [key for key in keys if not words[key].bounced_at]  # what came back before we heard of it gives nothing
    warnings = {one.notice_id: one for one in Warning.objects.filter(notice_id__in=arrived)}
    mine = [warnings[key] for key in arrived]
    warned: dict[int, list[int]] = {one.id: [] for one in mine}
    rows = WarnedService.objects.filter(warning__in=mine).order_by("id")
    for warning_id, service_id in rows.values_list("warning_id", "service_id"):
        warned[warning_id].append(service_id)
    Deadline.objects.bulk_create(
        _deadline(warning=one, service_id=service_id, word=words[one.notice_id])
        for one in mine
        for service_id in warned[one.id]
    )
    write_many(kind=Kind.DEADLINE_SET, entries=[_set(one, words[one.notice_id]) for one in mine], at=at, actor="system")


def _set(warning: Warning, word: Word) -> Untold:
    facts = {"warning": warning.id, "ground": warning.ground, "last_day": word.last_day}
    return Untold(about=f"invoice:{warning.invoice_id}", party=warning.party_id, facts=facts)


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


def _ore(one: Overdue, *, service: Standing, payments: Payments, at: datetime) -> int:
    ask = _due_ore if one.instead_of is None else _bounced_ore
    on_at = one.due_at if one.instead_of is None else at
    return ask(account=one.account, service=service, invoice_id=one.invoice_id, payments=payments, on_at=on_at)


def _bounced_ore(*, account: Account, service: Standing, invoice_id: int, payments: Payments, on_at: datetime) -> int:
    """Return what of an invoice is still to be demanded for a service now, after its demand bounced."""
    overdue = ladder.overdue_ore(service=service, on=local_day(on_at, COUNTRIES[service.country].ZONE))
    is_held = ladder.is_paused(account=account, service=service, at=on_at)
    if is_held or service.kind not in ladder.CALLS_AND_INTERNET or not ladder.is_enough(ore=overdue, payments=payments):
        return 0
    mine = [part for part in service.parts if part.invoice_id == invoice_id and not part.warned]
    due = [part for part in mine if ladder.demand_due_at(part=part, service=service, payments=payments) <= on_at]
    return sum(part.ore for part in due)


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


def _late(
    *, account: Account, services: Collection[Standing], invoice: Billed, payments: Payments, at: datetime
) -> int:
    """Return how many invoices were late, if they make a repeatedly late payer and the country knows such; else 0.

    After a rejected dispute 0: then the customer gets a demand with full time, as anyone does (rules, SE-SUSP-08).
    For life lines alone 0: nothing is done to them at once, so nothing is announced.
    """
    law = COUNTRIES[invoice.country]
    mine = [part for service in account.services for part in service.parts if part.invoice_id == invoice.id]
    demanded_anew = any(part.since and not part.warned for part in mine)
    if not law.LIMITS_REPEATEDLY_LATE or demanded_anew or all(service.telecare for service in services):
        return 0
    today = local_day(at, law.ZONE)
    late = ladder.late_invoices(late=account.late, but=invoice.id, on=today, months=payments.late_window_months)
    return late if late >= payments.late_payments else 0
