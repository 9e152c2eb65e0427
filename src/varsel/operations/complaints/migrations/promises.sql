-- A complaint about an invoice is its owner's, and goes to the authority of the invoice's country.
ALTER TABLE complaints_complaint
    ADD CONSTRAINT complaint_country FOREIGN KEY (country) REFERENCES operator_country (code),
    ADD CONSTRAINT complaint_party FOREIGN KEY (party_id) REFERENCES parties_party (id),
    ADD CONSTRAINT complaint_invoice_owner FOREIGN KEY (invoice_id, party_id, country)
        REFERENCES ledger_invoice (id, party_id, country),
    ADD CONSTRAINT complaint_about_its_invoice CHECK (
        CASE WHEN invoice_id IS NULL THEN about NOT LIKE 'invoice:%' ELSE about = 'invoice:' || invoice_id::text END);

-- What was answered and decided stays so: one case freezes an amount once, and lets it go once.
CREATE FUNCTION complaints_keep_word() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.answered_at IS NOT NULL
        AND (NEW.answered_at, NEW.answered_by) IS DISTINCT FROM (OLD.answered_at, OLD.answered_by) THEN
        RAISE EXCEPTION 'complaint % is answered already', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'complaint_answered_once';
    ELSIF OLD.outcome IS NOT NULL AND (NEW.outcome, NEW.decided_at, NEW.decided_by)
        IS DISTINCT FROM (OLD.outcome, OLD.decided_at, OLD.decided_by) THEN
        RAISE EXCEPTION 'complaint % is decided already', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'complaint_decided_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER complaints_complaint_keeps_its_word BEFORE UPDATE ON complaints_complaint
    FOR EACH ROW EXECUTE FUNCTION complaints_keep_word();

GRANT SELECT, INSERT ON complaints_complaint, complaints_outreach TO varsel_app;
GRANT UPDATE (answered_at, answered_by, outcome, decided_at, decided_by) ON complaints_complaint TO varsel_app;
