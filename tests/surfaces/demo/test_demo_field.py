"""The demo's field: somebody waits for a part at the open outage, a visit is booked, and some work is nobody's."""

from __future__ import annotations

from collections.abc import Callable

from surfaces.demo.conftest import TODAY
from varsel.law.calendar import local_day
from varsel.operations.fieldwork import queries
from varsel.operations.outages import queries as outages
from varsel.surfaces.demo.playing import ZONE


def test_the_field_is_at_work(demo_operator: Callable) -> None:
    with demo_operator(size=30):
        board = queries.board(first=local_day(TODAY, ZONE), days=7, zone=ZONE, at=TODAY)
        (waiting,) = board.waiting
        assert waiting.order.outage_id
        waits = outages.status(outage_id=waiting.order.outage_id, at=TODAY).waiting_for
        assert waits
        assert waits.place == waiting.waits[0].place
        assert [len(lane.workers) for lane in board.lanes] == [2, 1]
        assert board.unassigned
        booked = [stop.visit for lane in board.lanes for _, stops in lane.days for stop in stops if stop.visit]
        assert [one.state for one in booked] == ["confirmed"]
