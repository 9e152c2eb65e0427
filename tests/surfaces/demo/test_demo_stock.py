"""The demo's stock: something is low and ordered, forty routers, some lent in the outage that is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from surfaces.demo.conftest import TODAY
from varsel.operations.outages import queries as outages
from varsel.operations.stock import pages, queries
from varsel.operations.stock.importing import is_iccid


def test_the_store_is_in_use(demo_operator: Callable) -> None:
    with demo_operator(size=600):
        routers = queries.devices()
        states = Counter(one.state for one in routers)
        assert len(routers) == 40
        assert all(is_iccid(text=one.iccid or "") for one in routers)
        assert states["out"] == len([loan for loan, _ in outages.open_loans() if loan.handed_at])
        assert "sfp-10g" in [one.item.called for one in pages.lows()]
        assert [one.is_late for one in pages.coming(place_id=None, item=None, at=TODAY)] == [True, False]
