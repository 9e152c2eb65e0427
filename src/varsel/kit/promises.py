"""Promises that PostgreSQL keeps, written as SQL beside the migration that makes them."""

from __future__ import annotations

from pathlib import Path

from django.db import migrations


def promises(*, migration_file: str) -> migrations.RunSQL:
    """Return the operation that runs `promises.sql` of the migration's own folder."""
    statements = Path(migration_file).with_name("promises.sql").read_text(encoding="utf-8")
    return migrations.RunSQL(statements, reverse_sql=migrations.RunSQL.noop)
