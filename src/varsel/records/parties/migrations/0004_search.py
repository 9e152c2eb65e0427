from __future__ import annotations

from django.db import migrations

from varsel.kit.search_keys import search_key_function

# Protected people have no key: nothing but their number leads to them.
KEYS = """
ALTER TABLE parties_party ADD COLUMN name_key text
    GENERATED ALWAYS AS (CASE WHEN protected_identity THEN NULL ELSE varsel_search_key(name) END) STORED;
ALTER TABLE parties_contact_point ADD COLUMN value_key text GENERATED ALWAYS AS (
    CASE channel WHEN 'letter' THEN varsel_search_key(value)
                 WHEN 'email' THEN left(lower(value), 254)
                 ELSE left(regexp_replace(value, '[^+0-9]', '', 'g'), 254) END) STORED;
CREATE INDEX parties_party_name_key ON parties_party USING gin (name_key gin_trgm_ops);
CREATE INDEX parties_contact_letter_key ON parties_contact_point USING gin (value_key gin_trgm_ops)
    WHERE channel = 'letter' AND valid_to IS NULL;
CREATE INDEX parties_contact_value_key ON parties_contact_point (value_key text_pattern_ops)
    WHERE channel <> 'letter' AND valid_to IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("parties", "0003_consent")]
    operations = [search_key_function(), migrations.RunSQL(KEYS, reverse_sql=migrations.RunSQL.noop)]
