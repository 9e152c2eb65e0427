from __future__ import annotations

from django.db import migrations

# Told stays told, as history; but from a bounce on nothing new may stand on it. The key lock waits for a bounce that
# is being written, and a bounce waits for it: one of the two sees the other.
NOTHING_ON_A_BOUNCE = """
CREATE FUNCTION arrears_refuse_bounced() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM arrears_warning warning JOIN notices_notice notice ON notice.id = warning.notice_id
        WHERE warning.id = NEW.warning_id FOR KEY SHARE OF notice;
    IF EXISTS (SELECT FROM arrears_warning warning JOIN notices_bounce bounce ON bounce.notice_id = warning.notice_id
            WHERE warning.id = NEW.warning_id) THEN
        RAISE EXCEPTION 'warning % did not arrive after all: nothing stands on it', NEW.warning_id
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER arrears_deadline_of_arrived AFTER INSERT ON arrears_deadline
    FOR EACH ROW EXECUTE FUNCTION arrears_refuse_bounced();
CREATE TRIGGER restrictions_warning_arrived AFTER INSERT ON restrictions_restriction
    FOR EACH ROW WHEN (NEW.warning_id IS NOT NULL) EXECUTE FUNCTION arrears_refuse_bounced();
"""


class Migration(migrations.Migration):
    dependencies = [("arrears", "0003_batches"), ("notices", "0003_receipts"), ("restrictions", "0002_promises")]
    operations = [migrations.RunSQL(NOTHING_ON_A_BOUNCE, reverse_sql=migrations.RunSQL.noop)]
