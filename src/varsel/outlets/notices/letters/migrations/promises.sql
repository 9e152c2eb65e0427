ALTER TABLE letters_batch
    ADD CONSTRAINT letters_batch_country FOREIGN KEY (country) REFERENCES operator_country (code),
    ADD CONSTRAINT letters_manifest_holds CHECK (manifest_sha256 = encode(sha256(manifest), 'hex')),
    ADD CONSTRAINT letters_batch_handed_over_after CHECK (handed_over_at >= made_at);
ALTER TABLE letters_print
    ADD CONSTRAINT letters_print_is_an_attempt FOREIGN KEY (attempt_ref) REFERENCES notices_attempt (ref),
    ADD CONSTRAINT letters_print_holds_its_bytes CHECK (sha256 = encode(sha256(content), 'hex'));

-- What was printed stays as it was printed: a batch may only be marked as handed over, once.
GRANT SELECT, INSERT ON letters_batch, letters_print TO varsel_app;
GRANT UPDATE (handed_over_at) ON letters_batch TO varsel_app;

CREATE FUNCTION letters_handed_over_once() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'batch % was handed over: that stays', OLD.name
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER letters_batch_handed_over_once BEFORE UPDATE ON letters_batch
    FOR EACH ROW WHEN (OLD.handed_over_at IS NOT NULL) EXECUTE FUNCTION letters_handed_over_once();
CREATE TRIGGER letters_batch_not_backdated BEFORE INSERT ON letters_batch
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_past('made_at');
CREATE TRIGGER letters_batch_not_deleted BEFORE DELETE ON letters_batch
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER letters_print_not_deleted BEFORE DELETE ON letters_print
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
