ALTER TABLE register_demanded ADD CONSTRAINT register_demanded_invoice_there
    FOREIGN KEY (invoice_id) REFERENCES ledger_invoice (id);

CREATE TRIGGER register_owners_append_only BEFORE UPDATE OR DELETE ON register_owners
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER register_owners_not_truncated BEFORE TRUNCATE ON register_owners
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER register_owners_not_backdated BEFORE INSERT ON register_owners
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_past('set_at');
CREATE TRIGGER register_demanded_append_only BEFORE UPDATE OR DELETE ON register_demanded
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();

GRANT SELECT, INSERT ON register_demanded, register_owners TO varsel_app;
GRANT MAINTAIN ON register_demanded, complaints_complaint, complaints_outreach, arrears_dispute, arrears_hold
    TO varsel_app;
