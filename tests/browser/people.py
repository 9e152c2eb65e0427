"""People of the tests, and how they sign in."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from varsel.kit import clock
from varsel.records.journal.models import Entry
from varsel.records.staff import actions, codes, queries

PASSWORD = "seven sleepy otters"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ADDED = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def somebody(*roles: str, email: str = "asa@example.test", second_factor: bool = True, language: str = "en") -> int:
    """Add a person with these roles and, as a rule, an authenticator app."""
    at = clock.now() if Entry.objects.exists() else ADDED  # the journal takes nothing of the past
    key = actions.add_user(
        email=email, name="Åsa Öberg", roles=roles, password=PASSWORD, language=language, actor="test", at=at
    )
    if second_factor:
        actions.enrol_totp(user_id=key, secret=SECRET, at=ADDED)
    return key


def sign_in(page: Page, *, email: str = "asa@example.test") -> None:
    """Sign in with password and the code of this moment."""
    give_password(page, email=email)
    person = queries.person(email=email)
    assert person is not None
    page.get_by_label("Code").fill(codes.current_code(user_id=person.id, at=clock.now()))
    page.get_by_role("button", name="Sign in").click()
    expect(page).not_to_have_url(re.compile("/sign-in/"))


def give_password(page: Page, *, email: str = "asa@example.test") -> None:
    """Take the first step of signing in."""
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
