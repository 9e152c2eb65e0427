"""The register on the desk, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.desk import enter
from surfaces.desk import world as worlds
from surfaces.desk.world import World
from surfaces.register.world import FILES, load, write
from varsel.kit import clock

pytestmark = pytest.mark.browser
THEIRS = "external_id;name;kind;language;country\nC1;Anna Ask;consumer;sv;SE\n"
UNKNOWN = "external_id;customer;kind;signed_on\nK9;C9;subscription;2024-02-29\n"


@pytest.fixture
def register(live_server: object, tmp_path: Path) -> Iterator[World]:
    """A register with a row that waits and a value in conflict."""
    with clock.held(at=worlds.BEGIN):
        world = worlds.begin()
        load(write(tmp_path / "a", **FILES), at=clock.now())
        load(write(tmp_path / "b", customers=THEIRS), system="crm", at=clock.now())
        load(write(tmp_path / "c", contracts=UNKNOWN), at=clock.now())
        yield world


@pytest.mark.parametrize("address", ["/register/", "/register/waiting/", "/register/conflicts/"])
def test_the_register_is_accessible(
    page: Page, register: World, live_server: object, looks: Callable[[Page, str], None], address: str
) -> None:
    enter(page.context, live_server, "finance")
    looks(page, address)


def test_a_row_and_a_conflict_are_settled_by_keyboard(
    page: Page, register: World, live_server: object, axe: Callable[[Page], list[str]]
) -> None:
    enter(page.context, live_server, "finance")
    page.goto("/register/waiting/")
    for key in ("j", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", level=1)).to_have_text("contracts.csv, line 2")
    assert axe(page) == []
    page.get_by_role("button", name="Let the row go").press("Enter")
    expect(page.get_by_text("No row waits.")).to_be_visible()
    page.goto("/register/conflicts/")
    page.get_by_role("button", name="Take theirs").press("Enter")
    expect(page.get_by_text("Theirs was taken.")).to_be_visible()
    assert axe(page) == []
