-- What came in stays as it came.
ALTER TABLE intake_file ADD CONSTRAINT intake_file_hash_is_true CHECK (sha256 = encode(sha256(content), 'hex'));
CREATE TRIGGER intake_file_append_only BEFORE UPDATE OR DELETE ON intake_file
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();

GRANT SELECT, INSERT ON intake_file TO varsel_app;
