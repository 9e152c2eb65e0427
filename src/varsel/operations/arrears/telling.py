"""An explanation in words, for the terminal and other programs; the desk has pages of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from varsel.law.countries import COUNTRIES
from varsel.law.grammar import Reason
from varsel.operations.arrears.explain import Demanded, Explanation

IN_WORDS = {
    "no_life_line": "no alarm hangs on the line",
    "service_is_covered": "the rule is about this kind of service",
    "principal_owed": "the service itself is unpaid",
    "undisputed": "what is unpaid is not disputed in full",
    "demand_received": "a payment demand reached the customer",
    "interruption_warned": "the demand said that the service may otherwise be interrupted",
    "time_to_pay_was_enough": "the demand gave enough time",
    "demand_ran_out": "the demand's last day is over",
    "late_often_enough": "the customer has paid late often enough",
    "notice_received": "a warning reached the customer",
    "notice_hours_passed": "the hours after the warning are over",
    "immediate_limiting_allowed": "the country's law knows a faster path",
    "was_limited": "the service was limited first",
    "ten_days_passed": "ten whole days of functional internet are over",
    "limited_day_passed": "the day of the limiting is over",
    "has_limit": "the customer ordered a credit limit",
    "limit_exceeded": "the usage is above the limit",
    "not_asked_to_stay_open": "the customer has not asked to stay open",
}


def as_json(*, explanation: Explanation) -> dict[str, Any]:
    """Return the explanation as JSON values: instants in UTC, amounts as strings."""
    return {
        "service": explanation.service,
        "level": explanation.level,
        "since": explanation.since.isoformat() if explanation.since else None,
        "ground": explanation.ground,
        "cites": list(explanation.cites),
        "verdict": explanation.verdict.to_json(),
        "asked": dict(explanation.asked),
        "policy": explanation.policy,
        "paused": explanation.paused,
        "demands": [_demand(demand) for demand in explanation.demands],
        "line": explanation.line and {"intended": explanation.line.intended, "installed": explanation.line.installed},
        "history": [
            {"at": told.at.isoformat(), "kind": told.kind, "about": told.about, "facts": dict(told.facts)}
            for told in explanation.history
        ],
    }


def in_lines(*, explanation: Explanation) -> Iterator[str]:
    """Yield the explanation line by line, the answer first; times are local to the service's country."""
    zone = COUNTRIES[explanation.country].ZONE
    since = f" since {_local(explanation.since, zone)}" if explanation.since else ""
    yield f"{explanation.service} is {explanation.level.replace('_', ' ')}{since}"
    yield _because(explanation)
    for reason in explanation.verdict.reasons:
        yield f"  {'yes' if reason.held else 'NO '}  {_words(reason)}  [{reason.source}; {reason.force.value}]"
    yield f"rules: {', '.join(explanation.cites)}" + (" (paused by a hold or an outage)" if explanation.paused else "")
    for demand in explanation.demands:
        yield _demand_line(demand, zone)
    if explanation.line:
        yield "the line is as intended" if explanation.line.agrees else "THE LINE IS NOT AS INTENDED"
    for told in explanation.history:
        yield f"  {_local(told.at, zone)}  {told.kind.replace('_', ' ')}  {told.about}  by {told.actor}"


def _because(explanation: Explanation) -> str:
    if explanation.ground:
        return f"because: {explanation.ground.replace('_', ' ')}"
    if explanation.verdict.lawful:
        return "nobody has restricted it, though the law would allow it now:"
    return "no rule could restrict it now:"


def _words(reason: Reason) -> str:
    return IN_WORDS[reason.code]


def _demand(demand: Demanded) -> dict[str, Any]:
    word = demand.word
    return {
        "invoice": demand.invoice,
        "due_on": demand.due_on.isoformat(),
        "unpaid": str(demand.unpaid),
        "told_at": word.told_at.isoformat() if word and word.told_at else None,
        "told_by": word.told_by if word else None,
        "received_at": word.received_at.isoformat() if word and word.received_at else None,
        "last_day": demand.last_day.isoformat() if demand.last_day else None,
        "may_act_from": demand.acts_from.isoformat() if demand.acts_from else None,
    }


def _demand_line(demand: Demanded, zone: str) -> str:
    word = demand.word
    told = f"told by {word.told_by} {_local(word.told_at, zone)}" if word and word.told_at else "not demanded yet"
    last = f", last day {demand.last_day}" if demand.last_day else ""
    acts = f", may be acted on from {_local(demand.acts_from, zone)}" if demand.acts_from else ""
    return f"invoice {demand.invoice}, due {demand.due_on}, unpaid {demand.unpaid}: {told}{last}{acts}"


def _local(at: datetime | None, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" if at else ""
