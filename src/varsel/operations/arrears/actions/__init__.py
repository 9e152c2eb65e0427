"""What arrears does. One function, one transaction: state, journal, and what follows."""

from __future__ import annotations

from varsel.operations.arrears.actions.approve import approve, lift_cap
from varsel.operations.arrears.actions.batch import approve_batch, freeze, take_back_seen
from varsel.operations.arrears.actions.bounced import hear_bounced
from varsel.operations.arrears.actions.consider import (
    KINDS,
    consider,
    consider_many,
    consider_outage,
    hear_told,
    hear_told_many,
    step,
    step_many,
)
from varsel.operations.arrears.actions.credit_limit import keep_open, still_near
from varsel.operations.arrears.actions.dispute import hear_complaint_decided, open_dispute, settle_dispute
from varsel.operations.arrears.actions.hold import lift_hold, set_hold
from varsel.operations.arrears.actions.still_so import still_barred, still_closed, still_limited, still_reopened
from varsel.operations.arrears.actions.warn import still_to_demand, still_to_demand_many

__all__ = [
    "KINDS",
    "approve",
    "approve_batch",
    "consider",
    "consider_many",
    "consider_outage",
    "freeze",
    "hear_bounced",
    "hear_complaint_decided",
    "hear_told",
    "hear_told_many",
    "keep_open",
    "lift_cap",
    "lift_hold",
    "open_dispute",
    "set_hold",
    "settle_dispute",
    "step",
    "step_many",
    "still_barred",
    "still_closed",
    "still_limited",
    "still_near",
    "still_reopened",
    "still_to_demand",
    "still_to_demand_many",
    "take_back_seen",
]
