"""What is measured on a page besides what axe finds."""

from __future__ import annotations

from playwright.sync_api import Page


def no_sideways_scroll(page: Page) -> bool:
    """Say whether the page is no wider than the window."""
    return page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
