"""What the database promises agrees with what the code and the law say."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from varsel.law.countries import COUNTRIES
from varsel.records.clocks import queries as clocks
from varsel.records.operator import queries as operator
from varsel.surfaces.worker import wiring

TODAY = date(2026, 11, 20)


@pytest.mark.django_db
def test_every_model_is_as_its_migrations_make_it() -> None:
    out = StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=out)

    assert "No changes detected" in out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("code", COUNTRIES)
def test_the_floors_in_the_database_are_those_of_the_law(code: str) -> None:
    floors, law = operator.country(code=code), COUNTRIES[code]
    least = {key: bound.parameter.at(TODAY) for key, bound in law.FLOORS.items()}

    assert floors.zone == law.ZONE
    assert floors.currency == law.CURRENCY
    assert floors.limited_days == least["payments.limited_days"]
    assert floors.demand_days == least.get("payments.demand_days", 0)
    assert floors.notice_hours == least.get("payments.late_warning_hours", 0)


@pytest.mark.django_db
def test_the_database_hears_exactly_what_is_wired() -> None:
    assert clocks.heard() == {kind.value for kind in wiring.WHEN}


@pytest.mark.django_db
def test_no_table_of_ours_is_owned_by_the_role_that_runs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, count(*) FROM pg_tables WHERE tableowner = current_user GROUP BY 1")
        assert cursor.fetchall() == []
        cursor.execute("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)


@pytest.mark.django_db
def test_what_is_append_only_can_not_be_changed_by_grant() -> None:
    forbidden = [
        (table, verb)
        for table in ("journal_entry", "journal_seal", "ledger_settlement", "arrears_deadline", "arrears_warning")
        for verb in ("UPDATE", "DELETE", "TRUNCATE")
    ]
    with connection.cursor() as cursor:
        for table, verb in forbidden:
            cursor.execute("SELECT has_table_privilege(current_user, %s, %s)", [table, verb])
            assert cursor.fetchone() == (False,), f"{verb} on {table}"


def test_every_package_with_models_is_installed() -> None:
    labels = {config.label for config in apps.get_app_configs()}

    assert {"journal", "clocks", "operator", "parties", "agreements", "ledger", "arrears", "outages"} <= labels
