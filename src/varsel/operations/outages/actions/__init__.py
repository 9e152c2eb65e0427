"""What can happen to outages: each verb one transaction with its journal entries, duties and words."""

from __future__ import annotations

from varsel.operations.outages.actions.alarm import (
    CONFIRM,
    clear_alarm,
    confirm,
    hear_alarms,
    raise_alarm,
    raise_alarms,
)
from varsel.operations.outages.actions.declare import declare_outage
from varsel.operations.outages.actions.end import SETTLE, restore, settle
from varsel.operations.outages.actions.foretell import ESTIMATE, REMINDER, estimate, forecast_ran_out, remind_desk
from varsel.operations.outages.actions.hand import OVERDUE, ask_for, hand_out, return_loan, take_back, write_off
from varsel.operations.outages.actions.lend import OFFER, accept_loan, offer_due
from varsel.operations.outages.actions.lock import lock_topology
from varsel.operations.outages.actions.plan import NOTICE, TELL, WATCH, plan_work, planned_ran_out, tell_planned, watch
from varsel.operations.outages.actions.report import (
    REPORTS,
    WEIGH,
    report_to_regulator,
    set_threshold,
    unreported,
    weigh,
)
from varsel.operations.outages.actions.still_so import (
    still_open,
    still_open_many,
    still_planned,
    still_restored,
    still_restored_many,
)
from varsel.operations.outages.actions.work import go_on, set_crew, wait_for

__all__ = [
    "CONFIRM",
    "ESTIMATE",
    "NOTICE",
    "OFFER",
    "OVERDUE",
    "REMINDER",
    "REPORTS",
    "SETTLE",
    "TELL",
    "WATCH",
    "WEIGH",
    "accept_loan",
    "ask_for",
    "clear_alarm",
    "confirm",
    "declare_outage",
    "estimate",
    "forecast_ran_out",
    "go_on",
    "hand_out",
    "hear_alarms",
    "lock_topology",
    "offer_due",
    "plan_work",
    "planned_ran_out",
    "raise_alarm",
    "raise_alarms",
    "remind_desk",
    "report_to_regulator",
    "restore",
    "return_loan",
    "set_crew",
    "set_threshold",
    "settle",
    "still_open",
    "still_open_many",
    "still_planned",
    "still_restored",
    "still_restored_many",
    "take_back",
    "tell_planned",
    "unreported",
    "wait_for",
    "watch",
    "weigh",
    "write_off",
]
