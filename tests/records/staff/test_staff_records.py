"""What the database itself refuses of staff, and what the actions keep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, connection
from pytest_django import Settings

from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.staff import actions, codes, queries
from varsel.records.staff.models import Role, User

pytestmark = pytest.mark.database
LATER = datetime(2026, 5, 4, 6, 30, tzinfo=UTC)
ADDED = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("email = 'Asa@example.test'", "staff_user_email_in_lower_case"),
        ("email = 'asa'", "staff_user_email_is_an_address"),
        ("name = ''", "staff_user_has_a_name"),
        ("language = 'fi'", "staff_user_language"),
        ("color_scheme = 'pink'", "staff_user_scheme"),
        ("density = 'thick'", "staff_user_density"),
        ("is_active = false", "staff_user_is_active_or_left"),
        ("left_at = '2026-05-04'", "staff_user_is_active_or_left"),
    ],
)
def test_the_database_refuses_a_crooked_person(somebody: Callable[..., int], change: str, constraint: str) -> None:
    key = somebody("agent")
    with pytest.raises(IntegrityError, match=constraint), connection.cursor() as cursor:
        cursor.execute(f"UPDATE staff_user SET {change} WHERE id = %s", [key])


def test_the_database_refuses_a_role_it_does_not_know(somebody: Callable[..., int]) -> None:
    with pytest.raises(IntegrityError, match="staff_role_is_known"):
        Role.objects.create(user_id=somebody(), role="owner", given_at=ADDED)


@pytest.mark.parametrize(
    ("table", "refused"),
    [("staff_user", "DELETE"), ("staff_role", "UPDATE"), ("account_emailaddress", "DELETE"), ("auth_group", "SELECT")],
)
def test_the_product_may_not_do_what_it_has_no_use_for(table: str, refused: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('varsel_app', %s, %s)", [table, refused])
        assert cursor.fetchone() == (False,)


def test_an_address_is_taken_in_any_writing(somebody: Callable[..., int]) -> None:
    somebody(email="Asa@Example.test")
    with pytest.raises(ValueError, match="already exists"):
        somebody(email="asa@example.TEST")
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"email": "asa"}, "valid email"),
        ({"password": "short"}, "too short"),
        ({"name": " "}, "blank"),
        ({"language": "fi"}, "not a valid choice"),
        ({"roles": ["owner"]}, "no such role: owner"),
    ],
)
def test_a_person_that_will_not_do_is_refused_whole(given: dict[str, object], said: str) -> None:
    good = {"email": "a@example.test", "name": "A", "roles": ["agent"], "password": "seven sleepy otters"}
    with pytest.raises(ValueError, match=said):
        actions.add_user(**{**good, "language": "sv", "actor": "test", "at": ADDED, **given})  # type: ignore[arg-type]
    assert User.objects.count() == 0


def test_roles_are_set_as_a_whole_and_those_kept_keep_their_date(somebody: Callable[..., int]) -> None:
    key = somebody("agent", "press")
    actions.set_roles(user_id=key, roles=["agent", "finance"], actor="test", at=LATER)
    assert dict(Role.objects.values_list("role", "given_at")) == {"agent": ADDED, "finance": LATER}


def test_whoever_has_left_holds_no_role_but_keeps_the_name(somebody: Callable[..., int]) -> None:
    key = somebody("admin")
    assert queries.who_grants() == ["Åsa Öberg"]
    actions.deactivate(user_id=key, actor="test", at=LATER)
    assert queries.roles_of(user_id=key) == frozenset()
    assert queries.who_grants() == []
    assert queries.names(ids=frozenset({key})) == {key: "Åsa Öberg"}
    assert User.objects.get().left_at == LATER


def test_leaving_twice_keeps_the_first_day(somebody: Callable[..., int]) -> None:
    key = somebody("agent")
    actions.deactivate(user_id=key, actor="test", at=ADDED)
    actions.deactivate(user_id=key, actor="test", at=LATER)
    assert User.objects.get().left_at == ADDED


def test_the_secret_of_an_app_does_not_lie_open(somebody: Callable[..., int]) -> None:
    somebody("agent")
    assert "JBSWY3DP" not in str(Authenticator.objects.get().data)


def test_the_code_is_that_of_the_instant(somebody: Callable[..., int]) -> None:
    key = somebody("agent", second_factor=False)
    actions.enrol_totp(user_id=key, secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", at=ADDED)
    at = datetime(2005, 3, 18, 1, 58, 29, tzinfo=UTC)  # RFC 6238, appendix B: 07081804, its last six figures
    assert codes.current_code(user_id=key, at=at) == "081804"


def test_codes_are_shown_for_the_demo_operator_only(somebody: Callable[..., int], settings: Settings) -> None:
    key = somebody("agent")
    settings.DEMO = False
    with pytest.raises(PermissionError, match="demo operator only"):
        codes.current_code(user_id=key, at=LATER)


def test_there_is_no_code_without_an_app(somebody: Callable[..., int]) -> None:
    with pytest.raises(LookupError, match="no authenticator app"):
        codes.current_code(user_id=somebody(second_factor=False), at=LATER)


def test_the_journal_tells_who_gave_and_took_which_role(somebody: Callable[..., int]) -> None:
    key = somebody("agent", "press")
    actions.set_roles(user_id=key, roles=["agent", "finance"], actor="staff:9", at=LATER)
    told = journal.entries(about=[f"staff:{key}"], kinds=[Kind.ROLE_SET])[-1]
    assert (told.actor, told.at) == ("staff:9", LATER)
    assert told.facts == {"given": ["finance"], "taken": ["press"]}


def test_roles_that_stay_as_they_are_tell_nothing(somebody: Callable[..., int]) -> None:
    key = somebody("agent")
    actions.set_roles(user_id=key, roles=["agent"], actor="staff:9", at=LATER)
    assert len(journal.entries(about=[f"staff:{key}"], kinds=[Kind.ROLE_SET])) == 1


def test_the_journal_tells_once_that_somebody_left(somebody: Callable[..., int]) -> None:
    key = somebody("agent")
    for _ in range(2):
        actions.deactivate(user_id=key, actor="staff:9", at=LATER)
    assert [one.actor for one in journal.entries(about=[f"staff:{key}"], kinds=[Kind.STAFF_LEFT])] == ["staff:9"]
