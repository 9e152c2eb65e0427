from __future__ import annotations

from django.db import migrations, models

DECIDED_ONCE = """
-- Looked at, decided once, answered once: a second press finds what the first did.
CREATE FUNCTION arrears_keep_batch() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.decided_at IS NOT NULL THEN
        RAISE EXCEPTION 'a batch is looked at before it is decided'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    ELSIF TG_OP = 'UPDATE' AND (OLD.answers IS NOT NULL OR OLD.decided_at IS NOT NULL
            AND (NEW.decided_at, NEW.decided_by) IS DISTINCT FROM (OLD.decided_at, OLD.decided_by)) THEN
        RAISE EXCEPTION 'batch % is decided: that stays', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER arrears_batch_decided_once BEFORE INSERT OR UPDATE ON arrears_batch
    FOR EACH ROW EXECUTE FUNCTION arrears_keep_batch();
GRANT SELECT, INSERT ON arrears_batch TO varsel_app;
GRANT UPDATE (decided_by, decided_at, answers) ON arrears_batch TO varsel_app;
"""


class Migration(migrations.Migration):
    dependencies = [("arrears", "0002_promises")]
    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(unique=True)),
                ("shown", models.JSONField()),
                ("looked_by", models.TextField()),
                ("looked_at", models.DateTimeField()),
                ("decided_by", models.TextField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("answers", models.JSONField(null=True)),
            ],
            options={
                "db_table": "arrears_batch",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answers__isnull", True), ("decided_at__isnull", True), ("decided_by__isnull", True)
                        )
                        | models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                        name="batch_decided_by_somebody",
                    ),
                ],
            },
        ),
        migrations.RunSQL(DECIDED_ONCE, reverse_sql=migrations.RunSQL.noop),
    ]
