"""What a doctor looks at: database, migrations, wiring, lag, chain, lines, channels, alarms, words, law."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.law.grammar import stale
from varsel.operations.arrears import queries as arrears
from varsel.outlets.access import queries as lines
from varsel.outlets.notices import queries as notices
from varsel.outlets.shadow import queries as shadow
from varsel.records.clocks import queries as clocks
from varsel.records.journal import sealing
from varsel.records.operator import queries as operator
from varsel.surfaces.alarms import sources
from varsel.surfaces.worker import wiring

LATE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    ok: bool
    saw: str
    remedy: str = ""


def findings(*, at: datetime) -> Iterator[Finding]:
    """Yield all findings; where the database does not answer, only that one."""
    try:
        yield _database()
    except OperationalError as away:
        yield Finding("database", False, str(away).splitlines()[0], "start it with `make run`, or mend DATABASE_URL")
        return
    for look in _LOOKS:
        yield look(at)


def _database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_user")
        version, role = cursor.fetchone()
    remedy = "run as varsel_app: whoever owns the tables is not bound by their grants"
    return Finding("database", role == "varsel_app", f"PostgreSQL {version} as {role}", remedy)


def _migrations(at: datetime) -> Finding:
    del at
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Finding("migrations", not waiting, f"{len(waiting)} to apply", "run `varsel migrate`")


def _policy(at: datetime) -> Finding:
    try:
        version = operator.policy_at(at=at).version
    except operator.NoPolicy as none:
        return Finding("policy", False, str(none), "run `varsel policy set FILE`")
    return Finding("policy", True, f"version {version} is in force")


def _feed(at: datetime) -> Finding:
    try:
        payments = operator.policy_at(at=at).policy.payments
    except operator.NoPolicy as none:
        return Finding("feed", False, str(none), "run `varsel policy set FILE`")
    stale = arrears.feed_is_stale(payments=payments, at=at)
    saw = f"the ledger is {payments.ledger}" + (", and the billing system is silent" if stale else "")
    return Finding("feed", not stale, saw, "nothing is demanded or restricted: find out why no file comes in")


def _mode(at: datetime) -> Finding:
    del at
    running = shadow.running()
    since = f"shadow mode since {running.began_at:%Y-%m-%d %H:%M} UTC: nothing is sent" if running else "live"
    return Finding("mode", True, since)


def _wiring(at: datetime) -> Finding:
    del at
    same = clocks.heard() == {kind.value for kind in wiring.WHEN}
    return Finding("wiring", same, f"{len(clocks.heard())} kinds are heard", "start a worker: it wires itself")


def _worker(at: datetime) -> Finding:
    due = clocks.due(at=at - LATE, limit=1000)
    remedy = "start a worker with `varsel worker`, and read its log for clocks that fail"
    return Finding("worker", not due, f"{len(due)} clocks are more than five minutes late", remedy)


def _chain(at: datetime) -> Finding:
    del at
    try:
        return Finding("journal", True, f"{sealing.verify()} sealed entries verify")
    except sealing.Broken as broken:
        return Finding("journal", False, str(broken), "somebody changed the journal: compare with a backup")


def _lines(at: datetime) -> Finding:
    del at
    waiting = lines.waiting()
    return Finding("lines", not waiting, f"{waiting} wait to be installed", "look at the enforcer and its log")


def _channel(channel: str, at: datetime) -> Finding:
    """Look at a way out: it takes what it is given, nobody has stopped it, and nothing waits for long."""
    one = next(one for one in notices.health(at=at) if one.channel == channel)
    last = f"{one.last_accepted_at:%Y-%m-%d %H:%M} UTC" if one.last_accepted_at else "not in the last hour"
    saw = f"last accepted: {last}; {one.deferred} put off; {one.waiting} wait"
    if one.stopped:
        return Finding(channel, False, f"stopped; {saw}", "let it go on the desk when what was wrong is mended")
    takes_nothing = one.deferred > 0 and not one.accepted
    is_late = one.oldest_waiting is not None and one.oldest_waiting < at - LATE
    remedy = "start a worker with `varsel worker --only words`; read its log for why the gateway takes nothing"
    return Finding(channel, not (takes_nothing or is_late), saw, remedy)


def _alarms(at: datetime) -> Finding:
    del at
    wrong = sources.faults(written=settings.ALARM_SOURCES)
    saw = "; ".join(wrong) or f"{len(settings.ALARM_SOURCES)} sources are described as they should be"
    return Finding(
        "alarms", not wrong, saw, "mend VARSEL_ALARM_SOURCES and start the web server anew: see surfaces/alarms"
    )


def _unknown(at: datetime) -> Finding:
    del at
    unknown = notices.counts().get("unknown", 0)
    remedy = "find out at the gateway whether they arrived, and say so on the desk: they are not sent again"
    return Finding("unknown", not unknown, f"{unknown} may or may not have been handed over", remedy)


def _call_list(at: datetime) -> Finding:
    del at
    unreached = notices.counts().get("unreached", 0)
    return Finding("calls", not unreached, f"{unreached} could not be told", "ring them: the call list is on the desk")


def _law(at: datetime) -> Finding:
    today = local_day(at, "Europe/Stockholm")
    old = [rule.id for law in COUNTRIES.values() for rule in law.RULES if stale(rule, on=today)]
    saw = f"to be read again: {', '.join(old)}" if old else "every rule was read in the last eighteen months"
    return Finding("law", not old, saw, "compare the rules with the official texts")


_LOOKS: tuple[Callable[[datetime], Finding], ...] = (
    _migrations,
    _policy,
    _feed,
    _mode,
    _wiring,
    _worker,
    _chain,
    _lines,
    partial(_channel, "sms"),
    partial(_channel, "email"),
    partial(_channel, "letter"),
    _alarms,
    _unknown,
    _call_list,
    _law,
)
