"""Name the database roles, and the one error that tells a person what is wrong with the database."""

from __future__ import annotations

from typing import Literal

Role = Literal["app", "owner", "superuser"]

OWNER_ROLE = "varsel_owner"  # owns databases and schemas, migrates
APP_ROLE = "varsel_app"  # runs the product; owns nothing, so that grants bind it
SUPERUSER = "postgres"

ROLE_NAMES: dict[Role, str] = {"app": APP_ROLE, "owner": OWNER_ROLE, "superuser": SUPERUSER}


class DatabaseUnavailable(Exception):
    """Say what is wrong with the database, where, and what to do."""
