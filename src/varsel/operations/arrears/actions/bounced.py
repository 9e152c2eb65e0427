"""A demand or warning that did not arrive after all: nothing stands on it any more, and it is said anew at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.operations.arrears.actions import consider, warn
from varsel.operations.arrears.actions.lock import locked
from varsel.operations.arrears.models import Warning
from varsel.records.clocks import actions as clocks
from varsel.records.journal.queries import Told
from varsel.records.operator import queries as operator


@transaction.atomic(durable=True)
def hear_bounced(*, clock_id: int, entry: Told, at: datetime) -> None:
    """Let go of what stood on a warning that bounced, and warn anew with full time, of what is owed now.

    What is paused meanwhile is demanded when it is over, as ever.
    """
    if not clocks.take(clock_id=clock_id, at=at):
        return
    warning = Warning.objects.filter(notice_id=entry.facts["notice"]).first()
    if warning is None:  # some other word
        return
    consider.look_again(party_ids=[warning.party_id], at=at)
    account, payments = locked(party_id=warning.party_id, at=at), operator.policy_at(at=at).policy.payments
    overdue = warn.Overdue(account=account, invoice_id=warning.invoice_id, due_at=at, instead_of=warning.notice_id)
    warn.warn(overdue=[overdue], payments=payments, at=at)
    consider.look_again(party_ids=[warning.party_id], at=at)
