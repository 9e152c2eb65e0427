-- In shadow no money leaves either: no file for the bank is made, and no billing system is asked.
CREATE FUNCTION shadow_moves_no_money() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF shadow_running() IS NOT NULL THEN
        RAISE EXCEPTION 'shadow mode is on: no money leaves by %', TG_TABLE_NAME
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shadow_moves_no_money';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_pay_run_not_in_shadow BEFORE INSERT ON ledger_pay_run
    FOR EACH ROW EXECUTE FUNCTION shadow_moves_no_money();
CREATE TRIGGER ledger_request_not_in_shadow BEFORE UPDATE OF exported_at ON ledger_request
    FOR EACH ROW WHEN (NEW.exported_at IS NOT NULL AND OLD.exported_at IS NULL)
    EXECUTE FUNCTION shadow_moves_no_money();
