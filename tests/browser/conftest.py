"""Pages in a real browser: no foreign request, no error in the console, nothing for axe to find."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django import Settings

from browser.sight import no_sideways_scroll

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WIDTHS = (1280, 320)
SHOTS = os.environ.get("VARSEL_SHOTS", "")  # a folder: every page looked at is also drawn there, for people's eyes

# Playwright runs an event loop in the test's own thread; Django would take that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def a_demo_operator(settings: Settings, transactional_db: None) -> None:
    """Show codes, count attempts from nothing, and let a code live on while a slow test writes it."""
    settings.DEMO = True
    settings.MFA_TOTP_TOLERANCE = 1
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 is slow on purpose
    settings.STORAGES = {**settings.STORAGES, **PLAIN_FILES}
    cache.clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once; it resolves no name but this machine's."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, live_server: object) -> Iterator[Page]:
    """Open a page at the live server; fail at the end on a foreign request or an error in the console."""
    home = str(live_server)
    context = browser.new_context(
        base_url=home, locale="en-GB", timezone_id="Europe/Stockholm", reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("request", lambda sent: _only_at_home(sent.url, home, faults))
    opened.on("console", lambda said: _no_error(said, opened, faults))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Return a function that lists what axe finds on a page: rule and place."""

    def run(page: Page) -> list[str]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        call = "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})"
        found = page.evaluate(call, RULES)["violations"]
        return [f"{violation['id']} {node['target']}" for violation in found for node in violation["nodes"]]

    return run


@pytest.fixture
def looks(axe: Callable[[Page], list[str]]) -> Callable[[Page, str], None]:
    """Return a function that looks at an address in light and dark, wide and narrow."""

    def look(page: Page, path: str) -> None:
        for scheme in ("light", "dark"):
            for width in WIDTHS:
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(path)
                assert no_sideways_scroll(page), f"{path} is wider than {width} px"
                assert axe(page) == [], f"{path}, {scheme}, {width} px"
                _draw(page, f"{path.strip('/').replace('/', '-') or 'home'}-{scheme}-{width}")

    return look


def _only_at_home(url: str, home: str, faults: list[str]) -> None:
    """Note a request that leaves our own origin."""
    if not url.startswith((home, "data:", "about:")):
        faults.append(f"foreign request: {url}")


def _no_error(said: ConsoleMessage, page: Page, faults: list[str]) -> None:
    """Note an error, but for the status of the page itself: 403 and 404 are looked at on purpose."""
    of_page_itself = said.location.get("url") == page.url and "Failed to load resource" in said.text
    if said.type == "error" and not of_page_itself:
        faults.append(said.text)


def _draw(page: Page, name: str) -> None:
    """Draw the page into the folder SHOTS, when there is one."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
