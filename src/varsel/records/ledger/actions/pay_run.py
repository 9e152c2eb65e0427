"""Approved pay-outs become a file for the bank, once; and the account that they are paid from."""

from __future__ import annotations

import hashlib
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from varsel.kit import ids, money
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.records.clocks import actions as clocks
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import pain001
from varsel.records.ledger.accounts import account, bic
from varsel.records.ledger.actions.pay_out import REFUND, NotPaidOut, about
from varsel.records.ledger.models import OwnAccount, PayOut, PayRun
from varsel.records.ledger.pain001 import Transfer


class NoOwnAccount(Exception):
    """Nobody has said yet which account a country's pay-outs are paid from."""


@transaction.atomic
def set_own_account(*, country: str, name: str, scheme: str, number: str, bank: str, at: datetime, actor: str) -> int:
    """Set the account that a country's pay-outs are paid from, and return its id; `bank` is the bank's BIC.

    :raises BadAccount: when the number or the BIC is none.
    """
    row = OwnAccount.objects.create(
        country=country,
        name=name.strip(),
        scheme=scheme,
        account=account(scheme=scheme, text=number),
        bic=bic(text=bank),
        set_at=at,
        set_by=actor,
    )
    facts = {"country": country, "own_account": row.id}
    journal.write(at=at, kind=Kind.OWN_ACCOUNT_SET, about=f"own_account:{row.id}", actor=actor, facts=facts)
    return row.id


@transaction.atomic
def make_pay_run(*, country: str, at: datetime, actor: str) -> int:
    """Write all that is approved and released in a country into one file, keep its bytes, and return the run's id.

    :raises NoOwnAccount: when the country has none: set one with `varsel ledger account`.
    :raises NotPaidOut: not-found, when nothing is to be paid.
    """
    own = OwnAccount.objects.filter(country=country).order_by("-id").first()
    if own is None:
        raise NoOwnAccount(f"no account to pay from in {country}: set one with `varsel ledger account`")
    rows = list(_ready(country=country, at=at))
    if not rows:
        raise NotPaidOut(code="not-found")
    run = _run(rows=rows, own=own, at=at, actor=actor)
    for row in rows:
        row.state, row.run = "sent", run
        row.save(update_fields=["state", "run"])
        clocks.keep(kind=REFUND, about=about(pay_out_id=row.id), at=at)
        facts = {"amount": str(money.from_ore(ore=row.amount_ore)), "currency": row.currency, "run": run.id}
        journal.write(
            at=at, kind=Kind.REFUND_MADE, about=about(pay_out_id=row.id), actor=actor, party=row.party_id, facts=facts
        )
    facts = {"count": run.count, "sum": str(money.from_ore(ore=run.sum_ore)), "sha256": run.sha256}
    journal.write(at=at, kind=Kind.REFUND_FILE_MADE, about=f"pay_run:{run.id}", actor=actor, facts=facts)
    return run.id


def _ready(*, country: str, at: datetime) -> list[PayOut]:
    rows = PayOut.objects.select_for_update().filter(country=country, currency=COUNTRIES[country].CURRENCY)
    return list(rows.filter(state="approved", release_at__lte=at).order_by("id"))


def _run(*, rows: list[PayOut], own: OwnAccount, at: datetime, actor: str) -> PayRun:
    law, ref = COUNTRIES[own.country], ids.new(at=at)
    executes_on = law.CALENDAR.roll_forward(local_day(at, law.ZONE))
    file = pain001.Order(
        message_id=ref.hex,
        made_at=at.astimezone(ZoneInfo(law.ZONE)),
        executes_on=executes_on,
        currency=law.CURRENCY,
        name=own.name,
        scheme=own.scheme,
        account=own.account,
        bic=own.bic,
        transfers=tuple(_transfer(row) for row in rows),
    )
    content = pain001.write(order=file)
    return PayRun.objects.create(
        ref=ref,
        country=own.country,
        currency=law.CURRENCY,
        own_account=own,
        message_id=ref.hex,
        executes_on=executes_on,
        made_at=at,
        made_by=actor,
        count=len(rows),
        sum_ore=sum(row.amount_ore for row in rows),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )


def _transfer(row: PayOut) -> Transfer:
    return Transfer(
        id=row.ref.hex,
        amount=money.from_ore(ore=row.amount_ore),
        name=row.name,
        scheme=row.scheme,
        account=row.account,
        country=row.country,
    )
