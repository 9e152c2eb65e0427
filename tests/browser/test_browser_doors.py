"""The front page, looked at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_the_front_page_is_accessible_in_light_and_dark_wide_and_narrow(
    page: Page, looks: Callable[[Page, str], None]
) -> None:
    looks(page, "/")


def test_the_open_door_leads_to_the_sign_in(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Sign in to the desk").click()
    page.wait_for_url("**/sign-in/?next=/board/")
