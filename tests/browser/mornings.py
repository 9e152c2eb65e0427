"""An operator with 310 proposals, made by the sweep itself, for the morning of a clerk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import psycopg

from varsel.kit import clock
from varsel.operations.arrears import actions as arrears
from varsel.operations.complaints import actions as complaints
from varsel.operations.complaints.actions import Filed
from varsel.outlets.access.enforcers.recorder import Recorder as Lines
from varsel.outlets.notices.channels.recorder import Recorder as Words
from varsel.records.operator import actions as operator
from varsel.records.operator.policy import defaults
from varsel.surfaces.bench import ground
from varsel.surfaces.worker.clocks import Outlets, Run

TUESDAY = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)  # 10:00 in Sweden, when the operator acts
FRIDAY_LATE = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)  # the day before a day that is no business day: nothing is done
PROPOSED = 310


@contextmanager
def morning(*, superuser: psycopg.Connection, at: datetime = TUESDAY) -> Iterator[None]:
    """Hold the clock on a morning with 310 proposals: some of protected people, one with an open complaint."""
    with superuser:
        ground.run(connection=superuser, name="operator", services=2 * PROPOSED, owing=2 * PROPOSED, groups=1)
        superuser.execute("UPDATE parties_party SET protected_identity = true WHERE number IN ('C7', 'C9')")
        ground.run(connection=superuser, name="due", part=0)
    with clock.held(at=TUESDAY):
        operator.set_policy(policy=defaults(), valid_from=TUESDAY, set_by="test", at=TUESDAY)
        gateways = dict.fromkeys(("sms", "email", "letter"), Words())
        Run(at=TUESDAY, outlets=Outlets(gateways=gateways, enforcer=Lines(), owner="test")).to_the_end()
        clock.move(to=at)
        _complain(at=at)
        yield


def hold(*, customer: int) -> None:
    """Put a customer's collection on hold, as a colleague would meanwhile."""
    until = clock.now().date() + timedelta(days=30)
    arrears.set_hold(
        party_id=customer, kind="promise", until=until, because="Rang today", actor="staff:99", at=clock.now()
    )


def _complain(*, at: datetime) -> None:
    filed = Filed(
        external_id="ARN-1",
        authority="ARN",
        reference="2026-01234",
        received_on=at.date(),
        category="contract-price-marketing",
        party_id=11,
        answer_by=date(2026, 4, 19),
    )
    complaints.receive(filed=filed, actor="feed", at=at)
