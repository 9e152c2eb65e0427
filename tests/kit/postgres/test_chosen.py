"""DATABASE_URL names any other server; settings are computed without touching one."""

from __future__ import annotations

from pathlib import Path

import pytest

from varsel.kit import postgres
from varsel.kit.postgres.elsewhere import refuse_older


def test_settings_name_the_embedded_socket_and_start_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("VARSEL_STATE", str(tmp_path / "state"))
    entry = postgres.settings_for(role="app")
    assert (entry["NAME"], entry["USER"], entry["PASSWORD"]) == ("varsel", "varsel_app", "")
    assert str(entry["HOST"]).startswith("/")
    assert postgres.settings_for(role="owner") == entry | {"USER": "varsel_owner"}
    assert not (tmp_path / "state").exists()


def test_an_address_becomes_settings_with_the_role_taken_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://varsel_app:s%20t@db.example:6432/shop?sslmode=require")
    monkeypatch.setenv("VARSEL_OWNER_DATABASE_URL", "postgresql://admin@db.example/shop")
    assert postgres.settings_for(role="app") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "USER": "varsel_app",
        "PASSWORD": "s t",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }
    owner = postgres.settings_for(role="owner")
    assert (owner["USER"], owner["OPTIONS"]) == ("admin", {"options": "-c role=varsel_owner"})
    assert postgres.database_name() == "shop"


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("mysql://varsel_app:secret@db.example/shop", "user and dbname"),
        ("db.example", "user and dbname"),
        ("postgres://varsel_app:secret@db.example", "with dbname:"),
        ("postgres://db.example/shop", "with user:"),
        ("postgres://varsel_app:secret@db.example/shop?nonsense=1", "user and dbname"),
        ("postgres://varsel_app:sec%ret@db.example/shop", "user and dbname"),
    ],
)
def test_a_wrong_address_is_refused_without_repeating_it(
    address: str, complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(postgres.DatabaseUnavailable, match=f"^DATABASE_URL is not an address .*{complaint}") as said:
        postgres.settings_for(role="app")
    assert "secret" not in str(said.value)
    assert "postgres://USER:PASSWORD@HOST:PORT/NAME" in str(said.value)


def test_the_owners_address_is_named_when_it_is_the_wrong_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://varsel_app@db.example/shop")
    monkeypatch.setenv("VARSEL_OWNER_DATABASE_URL", "nowhere")
    with pytest.raises(postgres.DatabaseUnavailable, match="VARSEL_OWNER_DATABASE_URL"):
        postgres.production()


def test_a_server_that_does_not_answer_is_told_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgres://varsel_app:secret@/shop?host={tmp_path}")
    server = postgres.production()
    assert not server.is_running()
    with pytest.raises(postgres.DatabaseUnavailable, match="does not let us in") as said:
        server.start()
    assert "secret" not in str(said.value)


def test_a_server_of_the_year_before_is_refused() -> None:
    with pytest.raises(postgres.DatabaseUnavailable, match=r"PostgreSQL 17\.9; Varsel needs 18"):
        refuse_older(number=170009)
    refuse_older(number=180000)


@pytest.mark.database
def test_a_server_elsewhere_is_prepared_and_used_under_our_roles(
    server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.start()
    monkeypatch.setenv("DATABASE_URL", f"postgres://postgres@/postgres?host={server.socket}")
    elsewhere = postgres.production()
    elsewhere.start()
    postgres.ensure_roles(server=elsewhere)
    postgres.ensure_database(server=elsewhere, name=postgres.database_name())
    with elsewhere.connect(dbname="postgres", role="app") as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("varsel_app",)
    with elsewhere.connect(dbname="postgres", role="owner") as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("varsel_owner",)
    elsewhere.stop()
    assert server.is_running()


@pytest.mark.database
def test_a_sign_in_that_may_not_prepare_is_told_what_to_run(
    furnished: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with furnished.connect(dbname="postgres", role="superuser") as connection:
        connection.execute("CREATE DATABASE bare")
    monkeypatch.setenv("DATABASE_URL", f"postgres://varsel_app@/bare?host={furnished.socket}")
    with pytest.raises(postgres.DatabaseUnavailable, match="Have a superuser run: CREATE ROLE varsel_owner"):
        postgres.ensure_database(server=postgres.production(), name="bare")
