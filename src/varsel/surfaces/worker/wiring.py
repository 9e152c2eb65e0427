"""What follows from what: the whole business on one page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from varsel.operations.arrears import actions as arrears
from varsel.operations.complaints import actions as complaints
from varsel.operations.outages import actions as outages
from varsel.outlets.notices import actions as notices
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal.kinds import Kind
from varsel.records.journal.queries import Told

# A journal entry of this kind starts a reminder in its own transaction; the worker then calls this.
WHEN: dict[Kind, Callable[..., None]] = {
    Kind.INVOICE_RECEIVED: arrears.consider,
    Kind.PAYMENT_BOOKED: arrears.consider,
    Kind.CREDIT_GRANTED: arrears.consider,
    Kind.DEBIT_FAILED: arrears.consider,
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
    Kind.COMPLAINT_RECEIVED: arrears.consider,
    Kind.COMPLAINT_DECIDED: arrears.hear_complaint_decided,
    Kind.CONTACT_CHANGED: notices.hear_contact_changed,
}

# A clock of this kind calls this.
STEPS: dict[str, Callable[..., None]] = {
    **dict.fromkeys(arrears.KINDS, arrears.step),
    **dict.fromkeys(complaints.DUTIES, complaints.ran_out),
    outages.CONFIRM: outages.confirm,
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
}


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
