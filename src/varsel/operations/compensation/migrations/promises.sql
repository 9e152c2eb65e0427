-- A case is the customer's own, of the service's country, and stands on the verdict that it is due: about this very
-- visit, at the moment in which it was opened. What was decided is credited to the same customer.
ALTER TABLE compensation_case
    ADD COLUMN entry_lawful boolean NOT NULL DEFAULT true CHECK (entry_lawful),
    ADD CONSTRAINT compensation_service_owner FOREIGN KEY (service_id, party_id, country)
        REFERENCES agreements_service (id, party_id, country),
    ADD CONSTRAINT compensation_entry FOREIGN KEY (entry_id, opened_at, about, entry_lawful)
        REFERENCES journal_entry (id, at, about, lawful),
    ADD CONSTRAINT compensation_credit FOREIGN KEY (credit_id) REFERENCES ledger_credit (id);

-- A case begins open. What was decided stays so, and what it credits is its customer's, in full.
CREATE FUNCTION compensation_decide_once() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.outcome IS NOT NULL THEN
        RAISE EXCEPTION 'a case begins open' USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    ELSIF TG_OP = 'UPDATE' AND OLD.outcome IS NOT NULL THEN
        RAISE EXCEPTION 'case % is decided: that stays', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    ELSIF NEW.credit_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM ledger_credit WHERE id = NEW.credit_id AND party_id = NEW.party_id
            AND amount_ore = NEW.amount_ore AND about = 'compensation:' || NEW.id::text) THEN
        RAISE EXCEPTION 'case % is credited otherwise than it was decided', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'compensation_credits_what_it_says';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER compensation_decided_once BEFORE INSERT OR UPDATE ON compensation_case
    FOR EACH ROW EXECUTE FUNCTION compensation_decide_once();

GRANT SELECT, INSERT ON compensation_case TO varsel_app;
GRANT UPDATE (outcome, amount_ore, claimed_ore, because, decided_at, decided_by, credit_id) ON compensation_case
    TO varsel_app;
