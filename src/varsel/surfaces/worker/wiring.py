"""What follows from what: the whole business on one page."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from varsel.operations.arrears import actions as arrears
from varsel.operations.complaints import actions as complaints
from varsel.operations.fieldwork import actions as fieldwork
from varsel.operations.outages import actions as outages
from varsel.outlets.notices import actions as notices
from varsel.outlets.notices import ringing
from varsel.outlets.notices.settling import CALL
from varsel.outlets.notices.waiting import Asks
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal.kinds import Kind
from varsel.records.journal.queries import Told
from varsel.records.ledger import actions as ledger
from varsel.surfaces.alarms import actions as alarms
from varsel.surfaces.alarms.receiving import FOLD
from varsel.surfaces.intake import links
from varsel.surfaces.worker import offering

# A journal entry of this kind starts a reminder in its own transaction; the worker then calls this.
WHEN: dict[Kind, Callable[..., None]] = {
    Kind.INVOICE_RECEIVED: arrears.consider,
    Kind.PAYMENT_BOOKED: arrears.consider,
    Kind.PAYMENT_FILE_BOOKED: links.hear_booked,
    Kind.CREDIT_GRANTED: arrears.consider,
    Kind.DEBIT_FAILED: arrears.consider,
    Kind.PAYMENT_REVERSED: arrears.consider,
    Kind.INVOICE_CORRECTED: arrears.consider,
    Kind.DUE_DAY_MOVED: arrears.consider,
    Kind.USAGE_RECORDED: arrears.consider,
    Kind.KEPT_OPEN: arrears.consider,
    Kind.DEMAND_SENT: arrears.hear_told,
    Kind.LATE_PAYER_WARNED: arrears.hear_told,
    Kind.DISPUTE_OPENED: arrears.consider,
    Kind.DISPUTE_SETTLED: arrears.consider,
    Kind.HOLD_SET: arrears.consider,
    Kind.HOLD_LIFTED: arrears.consider,
    Kind.OUTAGE_DECLARED: arrears.consider_outage,
    Kind.OUTAGE_RESTORED: arrears.consider_outage,
    Kind.STOCK_PROMISED: fieldwork.hear_promised,
    Kind.COMPLAINT_RECEIVED: arrears.consider,
    Kind.COMPLAINT_DECIDED: arrears.hear_complaint_decided,
    Kind.CONTACT_CHANGED: notices.hear_contact_changed,
    Kind.SHADOW_VOIDED: arrears.consider,
    Kind.NOTICE_BOUNCED: arrears.hear_bounced,
}

# A clock of this kind calls this.
STEPS: dict[str, Callable[..., None]] = {
    **dict.fromkeys(arrears.KINDS, arrears.step),
    **dict.fromkeys(complaints.DUTIES, complaints.ran_out),
    **dict.fromkeys(ledger.DUTIES, ledger.ran_out),
    outages.CONFIRM: outages.confirm,
    FOLD: alarms.fold,
    outages.ESTIMATE: outages.forecast_ran_out,
    outages.REMINDER: outages.remind_desk,
    outages.SETTLE: outages.settle,
    outages.OFFER: outages.offer_due,
    outages.OVERDUE: outages.ask_for,
    outages.TELL: outages.tell_planned,
    outages.WATCH: outages.watch,
    outages.NOTICE: outages.planned_ran_out,
    outages.WEIGH: outages.weigh,
    fieldwork.CHECK_IN: fieldwork.never_came,
    **dict.fromkeys(outages.REPORTS, outages.unreported),
    CALL: ringing.ran_out,
}

# Many that are due together cost less together: what these do for many is what those above do for each. Steps are
# taken together for different customers only.
WHEN_MANY: dict[Callable[..., None], Callable[..., None]] = {
    arrears.consider: arrears.consider_many,
    arrears.hear_told: arrears.hear_told_many,
}
STEPS_MANY: dict[Callable[..., None], Callable[..., None]] = {arrears.step: arrears.step_many}

# What waited (for the morning, for a new address) is told only if this says that it is still to be said.
STILL_TRUE: dict[str, Callable[..., bool]] = {
    "payment_demand": arrears.still_to_demand,
    "late_payer_warning": arrears.still_to_demand,
    "credit_limit_near": arrears.still_near,
    "credit_limit_reached": arrears.still_barred,
    "service_limited": arrears.still_limited,
    "service_closed": arrears.still_closed,
    "service_reopened": arrears.still_reopened,
    "outage_start": outages.still_open,
    "outage_estimate": outages.still_open,
    "outage_waiting": outages.still_open,
    "loan_offer": outages.still_open,
    "outage_restored": outages.still_restored,
    "planned_work": outages.still_planned,
    "visit_booked": fieldwork.still_booked,
    "offer": offering.still_to_offer,
    "terms_offer": offering.still_to_offer,
}
STILL_TRUE_MANY: dict[Callable[..., bool], Callable[..., Collection[tuple[str, int]]]] = {
    arrears.still_to_demand: arrears.still_to_demand_many,
    outages.still_open: outages.still_open_many,
    outages.still_restored: outages.still_restored_many,
}
ASKS = Asks(still_true=STILL_TRUE, many=STILL_TRUE_MANY)


FURNITURE = " ".join(sorted(WHEN))  # what wire() brings into a database


def wire() -> None:
    """Tell the database which journal kinds are heard; run at every start of a worker."""
    clocks.hear(kinds={kind.value for kind in WHEN})


def call(*, due: Due, entry: Told | None, at: datetime) -> None:
    """Call what a due clock is for.

    :raises KeyError: for a clock of a kind that nobody is wired to.
    """
    if entry is not None:
        WHEN[Kind(entry.kind)](clock_id=due.id, entry=entry, at=at)
    else:
        STEPS[due.kind](due=due, at=at)
