"""Roles may what they need and no more; copies come and go."""

from __future__ import annotations

import psycopg
import pytest

from varsel.kit import postgres

pytestmark = pytest.mark.database


@pytest.mark.parametrize("schema", ["public", "pg_catalog"])
def test_the_app_makes_no_tables(furnished: postgres.Server, schema: str) -> None:
    with (
        furnished.connect(dbname="shop", role="app") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(f"CREATE TABLE {schema}.mine (id int)")


def test_the_app_makes_no_schema(furnished: postgres.Server) -> None:
    with (
        furnished.connect(dbname="shop", role="app") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE SCHEMA mine")


def test_the_app_does_not_become_the_owner(furnished: postgres.Server) -> None:
    with (
        furnished.connect(dbname="shop", role="app") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("SET ROLE varsel_owner")


def test_the_app_has_temporary_tables_for_its_sweeps(furnished: postgres.Server) -> None:
    with furnished.connect(dbname="shop", role="app") as connection:
        connection.execute("CREATE TEMPORARY TABLE outcome (id int)")


def test_the_owner_makes_tables_that_the_app_sees_only_by_grant(furnished: postgres.Server) -> None:
    with furnished.connect(dbname="shop", role="owner") as connection:
        connection.execute("CREATE TABLE ware (id int PRIMARY KEY)")
    with furnished.connect(dbname="shop", role="app") as app:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("SELECT * FROM ware")
        with furnished.connect(dbname="shop", role="owner") as owner:
            owner.execute("GRANT SELECT ON ware TO varsel_app")
        assert app.execute("SELECT * FROM ware").fetchall() == []


def test_temporal_keys_and_trigrams_are_there(furnished: postgres.Server) -> None:
    with furnished.connect(dbname="shop", role="owner") as connection:
        connection.execute(
            "CREATE TABLE price (ware int, during daterange, PRIMARY KEY (ware, during WITHOUT OVERLAPS))"
        )
        connection.execute("CREATE TABLE name (name text)")
        connection.execute("CREATE INDEX ON name USING gin (name gin_trgm_ops)")


def test_preparing_again_changes_nothing(furnished: postgres.Server) -> None:
    before = postgres.databases(server=furnished)
    postgres.ensure_roles(server=furnished)
    postgres.ensure_database(server=furnished, name="shop")
    assert postgres.databases(server=furnished) == before


def test_a_role_that_may_bypass_grants_is_refused(furnished: postgres.Server) -> None:
    with furnished.connect(dbname="postgres", role="superuser") as connection:
        connection.execute("ALTER ROLE varsel_app BYPASSRLS")
        with pytest.raises(postgres.DatabaseUnavailable, match="varsel_app may bypass grants"):
            postgres.ensure_roles(server=furnished)
        connection.execute("ALTER ROLE varsel_app NOBYPASSRLS")
    postgres.ensure_roles(server=furnished)


def test_a_copy_has_the_rows_and_the_limits_and_goes_away_under_a_session(furnished: postgres.Server) -> None:
    with furnished.connect(dbname="shop", role="owner") as connection:
        connection.execute("CREATE TABLE ware AS SELECT 7 AS id")
    postgres.clone(server=furnished, template="shop", name="copy")
    with furnished.connect(dbname="copy", role="owner") as connection:
        assert connection.execute("SELECT id FROM ware").fetchall() == [(7,)]
        postgres.drop(server=furnished, name="copy")
    assert "copy" not in postgres.databases(server=furnished)
    postgres.drop(server=furnished, name="copy")


def test_strangers_are_let_into_no_database_of_ours(furnished: postgres.Server) -> None:
    postgres.clone(server=furnished, template="shop", name="copy")
    with furnished.connect(dbname="postgres", role="superuser") as connection:
        connection.execute("CREATE ROLE stranger")
        for name in ("shop", "copy"):
            allowed = connection.execute("SELECT has_database_privilege('stranger', %s, 'CONNECT')", [name])
            assert allowed.fetchone() == (False,)
        connection.execute("DROP ROLE stranger")
