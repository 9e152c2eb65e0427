ALTER TABLE sheets_version
    ADD CONSTRAINT sheets_of_an_outage FOREIGN KEY (outage_id) REFERENCES outages_outage (id);
GRANT SELECT, INSERT ON sheets_version TO varsel_app;

-- What the press was told stays: a new word is a new version.
CREATE TRIGGER sheets_version_append_only BEFORE UPDATE OR DELETE ON sheets_version
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER sheets_version_not_backdated BEFORE INSERT ON sheets_version
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_past('approved_at');
