"""Why a person's act is refused: one code, the first that holds. A code never changes its meaning."""

from __future__ import annotations

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import ladder
from varsel.operations.arrears.account import Account, Standing
from varsel.records.operator.policy import Payments

SENTENCES: dict[str, Promise] = {
    "not-found": _("There is nothing by that name."),
    "life-line": _("An alarm hangs on this line: it is never limited or closed."),
    "not-paid-service": _("The debt is not for this service."),
    "paid-in-time": _("Nothing is owed for this service now."),
    "disputed": _("The whole amount is disputed: settle the dispute first."),
    "on-hold": _("Collection is paused for this customer, or the service has an outage."),
    "stale-feed": _("The billing system has said nothing for too long: what is owed is not known."),
    "below-minimum-debt": _("The debt is smaller than the operator's minimum."),
    "no-demand": _("No payment demand has been sent."),
    "demand-still-running": _("The customer still has time: no proposal has been made yet."),
    "already-closed": _("The service is closed already."),
    "not-lawful": _("The law does not allow it now."),
    "same-person": _("Who brought a proposal about can't approve it: a second person must."),
    "cap-reached": _("As many services were restricted today as allowed: a second person may lift the cap."),
}


class Refused(Exception):
    """An act that the rules do not allow. Nothing has changed."""

    def __init__(self, *, code: str) -> None:
        super().__init__(f"{code}: {SENTENCES[code]}")
        self.code = code


def refusal(*, account: Account, service: Standing, payments: Payments, at: datetime) -> str | None:
    """Return why the service may not be restricted by a person now, or None."""
    law = COUNTRIES[service.country]
    overdue = ladder.overdue_ore(service=service, on=local_day(at, law.ZONE))
    principal = overdue or sum(part.ore for part in service.parts)
    is_closed = service.limit is not None and service.limit.level == "closed"
    conditions = (
        ("life-line", service.telecare),
        ("not-paid-service", _is_for_something_else(account=account, service=service)),
        ("paid-in-time", service.unpaid_ore == 0 or (service.due_ore == 0 and service.demanded)),
        ("disputed", not service.parts or (service.due_ore > 0 and overdue == 0)),
        ("on-hold", ladder.is_held(account=account, service=service, at=at)),
        ("stale-feed", account.feed_is_stale),
        ("below-minimum-debt", not ladder.is_enough(ore=principal, payments=payments)),
        ("no-demand", not any(part.deadline for part in service.parts)),
        ("demand-still-running", service.proposal is None and not is_closed),
        ("not-lawful", not ladder.carrying(service=service, payments=payments, at=at)),
        ("already-closed", is_closed),
    )
    return next((code for code, holds in conditions if holds), None)


def _is_for_something_else(*, account: Account, service: Standing) -> bool:
    """Tell whether what is past due is for other things: other services, television, repairs, fees."""
    if service.kind not in ladder.CALLS_AND_INTERNET:
        return account.owed_ore > 0
    return account.due_ore > 0 and service.due_ore == 0
