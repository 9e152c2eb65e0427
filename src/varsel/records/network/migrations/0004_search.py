from __future__ import annotations

from django.db import migrations

from varsel.kit.search_keys import search_key_function

KEYS = """
ALTER TABLE network_line ADD COLUMN address_key text GENERATED ALWAYS AS (varsel_search_key(address)) STORED;
CREATE INDEX network_line_address_key ON network_line USING gin (address_key gin_trgm_ops);
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0003_equipment")]
    operations = [search_key_function(), migrations.RunSQL(KEYS, reverse_sql=migrations.RunSQL.noop)]
