-- What only a recorder told is no ground: a restriction in earnest leans on a warning that was told in earnest.
CREATE FUNCTION shadow_days_only_in_earnest() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF shadow_running() IS NULL AND EXISTS (
        SELECT FROM arrears_warning warning JOIN notices_notice notice ON notice.id = warning.notice_id
        WHERE warning.id = NEW.warning_id AND notice.shadow IS NOT NULL) THEN
        RAISE EXCEPTION 'warning % was told in shadow mode only', NEW.warning_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'restriction_of_a_warning_told_in_earnest';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER restrictions_of_what_was_told AFTER INSERT ON restrictions_restriction
    FOR EACH ROW WHEN (NEW.warning_id IS NOT NULL) EXECUTE FUNCTION shadow_days_only_in_earnest();

-- What waits for a person, or for its moment, falls with the period in which it was made or approved: what may still be
-- done is proposed anew.
CREATE FUNCTION shadow_days_let_fall() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE arrears_proposal SET state = 'fallen', settled_at = NEW.ended_at WHERE state IN ('open', 'approved');
    RETURN NULL;
END $$;
CREATE TRIGGER shadow_period_lets_fall AFTER UPDATE OF ended_at ON shadow_period
    FOR EACH ROW EXECUTE FUNCTION shadow_days_let_fall();
