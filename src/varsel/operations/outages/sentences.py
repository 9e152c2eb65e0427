"""What outages are called on pages: words to customers, clocks, crews, refusals."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: dict[str, Promise] = {
    "outage_start": _("There is an outage"),
    "outage_estimate": _("New expected time of an outage"),
    "outage_waiting": _("The work on an outage waits"),
    "outage_restored": _("An outage is over"),
    "planned_work": _("Planned work"),
    "loan_offer": _("Offer of a router"),
    "visit_booked": _("A visit is booked"),
    "visit_missed": _("A visit was missed"),
    "claim_decision": _("Decision on compensation"),
}
CLOCKS: dict[str, Promise] = {
    "confirm_alarm": _("See whether alarms last"),
    "estimate": _("Say a new expected time"),
    "estimate_reminder": _("Remind of the expected time"),
    "settle_outage": _("Credit and tell after an outage"),
    "offer_loans": _("Offer routers"),
    "loan_overdue": _("Ask for a lent router"),
    "tell_planned_work": _("Tell of planned work"),
    "watch_planned_notice": _("See whether planned work reached all"),
    "planned_notice": _("Tell all of planned work before it begins"),
    "weigh_incident": _("Weigh an outage against the thresholds"),
    "regulator_notice": _("Tell the regulator"),
    "regulator_report": _("Report to the regulator"),
    "regulator_final": _("Final report to the regulator"),
}
CREW: dict[str, Promise] = {
    "on_the_way": _("on the way"),
    "on_site": _("on site"),
    "night_work": _("at work in the dark, with lighting"),
    "paused": _("paused"),
    "left": _("has left"),
}
STATES: dict[str, Promise] = {"open": _("going on"), "restored": _("over")}
CONFIDENCE: dict[str, Promise] = {"high": _("certain"), "medium": _("likely"), "low": _("uncertain")}
# What somebody is to do next about an outage; regulators' steps are named in CLOCKS.
NEXT: dict[str, Promise] = {
    "say_until": _("Say until when it is expected to last"),
    "say_anew": _("Say a new expected time"),
    "ask_after": _("See whether what the work waits for has come"),
    **{step: CLOCKS[step] for step in ("regulator_notice", "regulator_report", "regulator_final")},
}
# How a word to many stands: of how many customers each is true.
HEARD: dict[str, Promise] = {
    "told": _("told"),
    "handed": _("handed over"),
    "queued": _("waiting"),
    "unknown": _("not known"),
    "unreached": _("to be rung"),
    "dropped": _("not sent"),
}
NEEDS: dict[str, Promise] = {
    "forecast": _("forecast runs out"),
    "duty": _("duty to a regulator"),
    "waiting": _("work waits"),
    "telecare": _("safety alarms"),
}
LOANS: dict[str, Promise] = {
    "waiting": _("to be handed over"),
    "out": _("out"),
    "overdue": _("to be asked for"),
    "over": _("back or written off"),
}
HOW: dict[str, Promise] = {"in_person": _("in person"), "parcel": _("by parcel"), "": _("without a number")}
SHOWS: dict[str, Promise] = {"open": _("going on"), "planned": _("planned work"), "over": _("over")}
