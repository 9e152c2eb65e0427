"""The credit limit that a customer ordered (SE: LEK 7:32; NO: ekomforskriften § 4-5)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from varsel.kit import money
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.law.facts import CreditUse
from varsel.law.facts import to_json as written
from varsel.operations.arrears import queries, words
from varsel.operations.arrears.account import Account, Standing
from varsel.operations.arrears.models import KeptOpen
from varsel.operations.arrears.refusals import Refused
from varsel.outlets.access.restrictions import actions as restrictions
from varsel.outlets.access.restrictions import queries as barred
from varsel.outlets.access.restrictions.actions import Permit
from varsel.outlets.notices import queries as notices
from varsel.outlets.shadow import queries as shadow
from varsel.records.agreements import queries as agreements
from varsel.records.agreements.queries import Having
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import queries as ledger
from varsel.records.operator import queries as operator


@transaction.atomic(durable=True)
def keep_open(*, service_id: int, at: datetime, actor: str) -> None:
    """Note that the customer asks to keep the service open in spite of its limit, until it is next invoiced.

    :raises Refused: not-found, when there is no such service or it has no credit limit.
    """
    having = next((one for one in agreements.services_by_id(service_ids=[service_id])), None)
    if having is None or having.credit_limit_ore is None:
        raise Refused(code="not-found")
    KeptOpen.objects.create(service_id=service_id, at=at)
    about, kind = having.about, Kind.KEPT_OPEN
    journal.write(at=at, kind=kind, about=about, actor=actor, party=having.party_id)


def mind(*, account: Account, at: datetime) -> None:
    """Bar, unbar or warn for each service with a credit limit, as its usage since the last invoice says."""
    for service in account.services:
        if service.credit_limit_ore is not None:
            having, limit = agreements.service(service_id=service.id), money.from_ore(ore=service.credit_limit_ore)
            _mind(having=having, service=service, limit=limit, at=at)


def _mind(*, having: Having, service: Standing, limit: Decimal, at: datetime) -> None:
    law = COUNTRIES[having.country]
    since = ledger.last_invoiced_at(service_id=having.id)
    used = ledger.used(service_id=having.id)
    kept = queries.kept_open_since(service_id=having.id, since=since)
    asked = CreditUse(service_kind=service.kind, limit=limit, used=used, keep_open=kept)
    verdict = law.must_bar(facts=asked, on=local_day(at, law.ZONE))
    is_barred = any(row.kind == "credit_limit" for row in barred.open_on(service_ids=[having.id]))
    if verdict.lawful and not is_barred:
        facts = {"asked": written(facts=asked), "at": at.isoformat()}
        entry_id = journal.write(
            at=at,
            kind=Kind.OUTGOING_BARRED,
            about=having.about,
            actor="system",
            party=having.party_id,
            facts=facts,
            verdict=verdict,
        )
        restrictions.bar(service=having, permit=Permit(entry_id=entry_id, ground="credit_limit"), at=at)
        _tell(about="credit_limit_reached", having=having, service=service, limit=limit, used=used, at=at)
    elif is_barred and not verdict.lawful:
        restrictions.lift(service=having, kind="credit_limit", at=at)
        journal.write(at=at, kind=Kind.OUTGOING_UNBARRED, about=having.about, actor="system", party=having.party_id)
    elif not is_barred and _is_news(having=having, limit=limit, used=used, since=since, at=at):
        _tell(about="credit_limit_near", having=having, service=service, limit=limit, used=used, at=at)


def still_near(*, subject: str, party_id: int, at: datetime) -> bool:
    """Tell whether a limit is still near, and not reached: what the night held may be overtaken."""
    having = agreements.service(service_id=int(subject.removeprefix("service:")))
    used = ledger.used(service_id=having.id)
    limit = money.from_ore(ore=having.credit_limit_ore or 0)
    return having.party_id == party_id and _is_near(limit=limit, used=used, at=at)


def _is_near(*, limit: Decimal, used: Decimal, at: datetime) -> bool:
    share = operator.policy_at(at=at).policy.payments.credit_limit_near
    return share * limit <= used <= limit


def _is_news(*, having: Having, limit: Decimal, used: Decimal, since: datetime | None, at: datetime) -> bool:
    """Tell whether the limit is near and the customer has not heard so since the last invoice."""
    if not _is_near(limit=limit, used=used, at=at):
        return False
    heard = {
        word.id
        for word in notices.words_to(party_id=having.party_id)
        if word.about == "credit_limit_near"
        and word.subject == having.about
        and (since is None or word.created_at > since)
    }
    return not heard - shadow.void(notice_ids=heard)


def _tell(*, about: str, having: Having, service: Standing, limit: Decimal, used: Decimal, at: datetime) -> None:
    words.credit_limit(about=about, service=service, party_id=having.party_id, limit=limit, used=used, at=at)
