-- Asked once a statement: the planner had pushed the question below the DISTINCT, and asked it of each row.
CREATE OR REPLACE FUNCTION notices_refuse_while_stopped() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT channel FROM fresh WHERE channel IN ('sms', 'email', 'letter') OFFSET 0) AS begun
        WHERE notices_is_stopped(begun.channel) OR notices_is_stopped('')) THEN
        RAISE EXCEPTION 'words are stopped: nothing is handed over'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;

-- An attempt is written up to three times: its page has room for the versions to come.
ALTER TABLE notices_attempt SET (fillfactor = 60);
ALTER TABLE notices_part SET (fillfactor = 80);
DROP INDEX notices_receipt_attempt;
CREATE INDEX notices_receipt_attempt ON notices_receipt (attempt_id) WHERE attempt_id IS NOT NULL;
