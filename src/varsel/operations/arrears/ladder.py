"""When the next step of the ladder is: pure, from the account, the operator's choices and the country's law.

Nothing here decides whether a step is lawful: that is asked of `law` at the moment of acting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from varsel.law.calendar import add_months, at_local, local_day, start_of_day
from varsel.law.countries import COUNTRIES, Country
from varsel.operations.arrears.account import Account, Late, Part, Standing
from varsel.records.operator.policy import Payments

CALLS_AND_INTERNET = frozenset({"internet", "telephony", "mobile"})
DEMANDS_AT = time(9)


def overdue_ore(*, service: Standing, on: date) -> int:
    """Return the service principal that is overdue, unpaid and undisputed on a local day."""
    calendar = COUNTRIES[service.country].CALENDAR
    return sum(part.ore for part in service.parts if calendar.roll_forward(part.due_on) < on)


def is_enough(*, ore: int, payments: Payments) -> bool:
    """Tell whether an unpaid principal may restrict at all."""
    return ore > 0 and ore >= payments.min_debt * 100


def acts_from(*, part: Part, service: Standing, payments: Payments) -> datetime | None:
    """Return the instant from which a part may restrict: after its last day and the settlement days.

    For a repeatedly late payer: the warning's hours after its receipt. None while no warning has arrived.
    """
    law, deadline = COUNTRIES[service.country], part.deadline
    if deadline is None:
        return None
    if deadline.last_day is None:
        return max(deadline.ends_at, deadline.received_at + timedelta(hours=payments.late_warning_hours))
    settled = law.CALENDAR.add_bank_days(deadline.last_day, payments.settlement_bank_days)
    return start_of_day(settled + timedelta(days=1), law.ZONE)


def carrying(*, service: Standing, payments: Payments, at: datetime) -> list[Part]:
    """Return the parts that could restrict the service now, the one that could first, first."""
    law = COUNTRIES[service.country]
    if service.telecare or service.kind not in CALLS_AND_INTERNET:
        return []
    if not is_enough(ore=overdue_ore(service=service, on=local_day(at, law.ZONE)), payments=payments):
        return []
    moments = [(acts_from(part=part, service=service, payments=payments), part) for part in service.parts]
    ready = [(moment, part) for moment, part in moments if moment is not None and moment <= at]
    return [part for _, part in sorted(ready, key=lambda one: (one[0], one[1].invoice_id))]


def is_held(*, account: Account, service: Standing, at: datetime) -> bool:
    """Tell whether a hold or an open outage pauses demands and acts for the service."""
    held = account.hold_until is not None and local_day(at, COUNTRIES[service.country].ZONE) <= account.hold_until
    return held or service.outage_open


def is_paused(*, account: Account, service: Standing, at: datetime) -> bool:
    """Tell whether anything pauses demands and acts: a hold, an outage, or a billing system that is silent."""
    return account.feed_is_stale or is_held(account=account, service=service, at=at)


def is_allowed(*, at: datetime, payments: Payments, law: Country) -> bool:
    """Tell whether the operator acts on this local day, and its hour has come."""
    day = local_day(at, law.ZONE)
    return _is_act_day(day=day, payments=payments, law=law) and at >= at_local(day, payments.act_at, law.ZONE)


def next_act(*, not_before: datetime, after: datetime, payments: Payments, law: Country) -> datetime:
    """Return the first moment at which the operator acts: not before one instant, and after another."""
    day = local_day(max(not_before, after), law.ZONE)
    while True:
        moment = at_local(day, payments.act_at, law.ZONE)
        if moment >= not_before and moment > after and _is_act_day(day=day, payments=payments, law=law):
            return moment
        day += timedelta(days=1)


def late_invoices(*, late: Collection[Late], but: int, on: date, months: int) -> int:
    """Count the late invoices, but for one, whose last day lies within so many months before a day."""
    return sum(1 for one in late if one.invoice_id != but and one.last_day < on <= add_months(one.last_day, months))


def demand_at(*, account: Account, service: Standing, part: Part, payments: Payments, now: datetime) -> datetime | None:
    """Return when the part's demand goes out: 09:00 of a business day after `now`; None while nothing says when."""
    if part.warned or service.outage_open or service.kind not in CALLS_AND_INTERNET:
        return None
    enough = _enough_from(service=service, payments=payments, now=now)
    if enough is None:
        return None
    law = COUNTRIES[service.country]
    earliest = max(demand_due_at(part=part, service=service, payments=payments), enough, _hold_ends(account, law))
    return _business_morning(not_before=earliest, after=now, law=law)


def demand_due_at(*, part: Part, service: Standing, payments: Payments) -> datetime:
    """Return the morning at which the part's demand falls due: so long after the due day, or after a rejection."""
    law = COUNTRIES[service.country]
    due_on = law.CALENDAR.roll_forward(part.due_on)
    first = law.CALENDAR.roll_forward(due_on + timedelta(days=payments.demand_after_days))
    if part.since is not None:
        first = max(first, law.CALENDAR.next_business_day(local_day(part.since, law.ZONE)))
    return at_local(first, DEMANDS_AT, law.ZONE)


def limit_at(*, account: Account, service: Standing, payments: Payments, now: datetime) -> datetime | None:
    """Return when a limiting is proposed or done: the first allowed act after the first deadline."""
    if service.limit is not None or _acts_never(service=service):
        return None
    moments = list(_moments(service=service, payments=payments))
    if not moments:
        return None
    return _act_at(account=account, service=service, earliest=min(moments), payments=payments, now=now)


def close_at(*, account: Account, service: Standing, payments: Payments, now: datetime) -> datetime | None:
    """Return when a closing is proposed or done: the first allowed act after the limited days."""
    law, limit = COUNTRIES[service.country], service.limit
    if limit is None or limit.level != "limited" or not payments.close_after_limited or _acts_never(service=service):
        return None
    moments = list(_moments(service=service, payments=payments))
    if not moments:
        return None
    over = start_of_day(limit.begins_on + timedelta(days=payments.limited_days + 1), law.ZONE)
    return _act_at(account=account, service=service, earliest=max(over, min(moments)), payments=payments, now=now)


def act_of_approval(*, service: Standing, payments: Payments, now: datetime) -> datetime:
    """Return when what a person approves now is done: now if the operator acts now, else at its next moment."""
    law = COUNTRIES[service.country]
    if is_allowed(at=now, payments=payments, law=law):
        return now
    return next_act(not_before=now, after=now, payments=payments, law=law)


def approved_at(*, account: Account, service: Standing, payments: Payments, now: datetime) -> datetime | None:
    """Return when an approved act that waits is done: as said, after a hold that came between, None in an outage."""
    law, waiting = COUNTRIES[service.country], service.proposal
    if waiting is None or waiting.act_at is None or service.outage_open:
        return None
    said = max(waiting.act_at, _hold_ends(account, law))
    return said if said == waiting.act_at > now else next_act(not_before=said, after=now, payments=payments, law=law)


def _act_at(
    *, account: Account, service: Standing, earliest: datetime, payments: Payments, now: datetime
) -> datetime | None:
    enough = _enough_from(service=service, payments=payments, now=now)
    if enough is None:
        return None
    law = COUNTRIES[service.country]
    return next_act(not_before=max(earliest, enough, _hold_ends(account, law)), after=now, payments=payments, law=law)


def _acts_never(*, service: Standing) -> bool:
    """Tell whether no step is to come as things are: a life line, a step that waits already, an open outage."""
    return service.telecare or service.proposal is not None or service.outage_open


def _moments(*, service: Standing, payments: Payments) -> Iterator[datetime]:
    for part in service.parts:
        moment = acts_from(part=part, service=service, payments=payments)
        if moment is not None and service.kind in CALLS_AND_INTERNET:
            yield moment


def _enough_from(*, service: Standing, payments: Payments, now: datetime) -> datetime | None:
    """Return from when what is overdue reaches the minimum: now, when a later invoice falls due, or never."""
    law = COUNTRIES[service.country]
    today = local_day(now, law.ZONE)
    overdue_on = {law.CALENDAR.roll_forward(part.due_on) + timedelta(days=1) for part in service.parts}
    for day in (today, *sorted(day for day in overdue_on if day > today)):
        if is_enough(ore=overdue_ore(service=service, on=day), payments=payments):
            return start_of_day(day, law.ZONE)
    return None


def _hold_ends(account: Account, law: Country) -> datetime:
    """Return the instant after the hold's last day; without a hold, one long ago."""
    day = account.hold_until + timedelta(days=1) if account.hold_until else date(2000, 1, 1)
    return start_of_day(day, law.ZONE)


def _business_morning(*, not_before: datetime, after: datetime, law: Country) -> datetime:
    day = law.CALENDAR.roll_forward(local_day(max(not_before, after), law.ZONE))
    moment = at_local(day, DEMANDS_AT, law.ZONE)
    if moment >= not_before and moment > after:
        return moment
    return at_local(law.CALENDAR.next_business_day(day), DEMANDS_AT, law.ZONE)


def _is_act_day(*, day: date, payments: Payments, law: Country) -> bool:
    is_business_day = law.CALENDAR.is_business_day
    if "non_business" in payments.no_act_days and not is_business_day(day):
        return False
    return "day_before_non_business" not in payments.no_act_days or is_business_day(day + timedelta(days=1))
