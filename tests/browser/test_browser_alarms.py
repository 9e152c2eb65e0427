"""The pages of the alarms in a browser: accessible in light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

import builders
from browser.desk import enter
from operations.outages.network import tree
from surfaces.alarms.sayings import AT, MINUTE, alert, tell
from varsel.kit import clock
from varsel.surfaces.alarms import actions

pytestmark = pytest.mark.browser
Looks = Callable[[Page, str], None]


@pytest.mark.parametrize("address", ["/alarms/", "/affected/?node={node}"])
def test_the_pages_of_the_alarms_are_accessible(page: Page, live_server: object, looks: Looks, address: str) -> None:
    builders.set_policy()
    with clock.held(at=AT):
        net = tree(telecare="a")
        tell(alert("olt-9.example.net:161", at=AT), alert(net.names["c"], at=AT), at=AT)
        for _ in range(3):
            actions.note_report(line_id=builders.line(node_id=net.nodes["b"]), actor="test", at=AT)
        builders.advance(after=AT - MINUTE, to=AT + 3 * MINUTE)
        enter(page.context, live_server, "noc")
        looks(page, address.format(node=net.names["core"]))
