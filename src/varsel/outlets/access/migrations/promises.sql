ALTER TABLE access_line_profile ADD CONSTRAINT line_profile_line FOREIGN KEY (line_id) REFERENCES network_line (id);

-- Orders for a line apply in version order: an intended profile is never replaced by an older one.
CREATE FUNCTION access_versions_grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version < OLD.version OR NEW.installed_version < OLD.installed_version THEN
        RAISE EXCEPTION 'profile of line %: version % is older than %', OLD.line_id, NEW.version, OLD.version
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER access_profile_versions_grow BEFORE UPDATE ON access_line_profile
    FOR EACH ROW EXECUTE FUNCTION access_versions_grow();

GRANT SELECT, INSERT, UPDATE ON access_line_profile TO varsel_app;
