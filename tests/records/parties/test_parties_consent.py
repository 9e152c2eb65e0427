"""What was agreed to is proof: it is never changed, by grant or by trigger."""

from __future__ import annotations

import psycopg
import pytest
from django.db import ProgrammingError, connection

from surfaces.register.world import FILES, load, write


@pytest.mark.parametrize("statement", ["UPDATE parties_consent SET state = 'withdrawn'", "DELETE FROM parties_consent"])
def test_a_consent_is_never_changed(
    transactional_db: None, superuser: psycopg.Connection, tmp_path: object, statement: str
) -> None:
    load(write(tmp_path, customers=FILES["customers"], consents=FILES["consents"]))  # type: ignore[arg-type]

    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)
    with superuser, pytest.raises(psycopg.errors.RestrictViolation):
        superuser.execute(statement)
