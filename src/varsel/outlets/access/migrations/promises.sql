ALTER TABLE access_line_profile
    ADD CONSTRAINT line_profile_line FOREIGN KEY (line_id) REFERENCES network_line (id),
    ADD CONSTRAINT line_profile_functional_internet CHECK ((intended ->> 'down')::numeric >= 10);  -- LEK-F 6:2

-- Orders for a line apply in version order: an intended profile is never replaced by an older one.
CREATE FUNCTION access_versions_grow() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.version < OLD.version OR NEW.installed_version < OLD.installed_version THEN
        RAISE EXCEPTION 'profile of line %: version % is older than %', OLD.line_id, NEW.version, OLD.version
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER access_profile_versions_grow BEFORE UPDATE ON access_line_profile
    FOR EACH ROW EXECUTE FUNCTION access_versions_grow();

GRANT SELECT, INSERT ON access_line_profile TO varsel_app;
GRANT UPDATE (version, intended, raises, changed_at, installed_version, installed, installed_at)
    ON access_line_profile TO varsel_app;

CREATE TRIGGER access_line_profile_wakes AFTER INSERT OR UPDATE OF intended ON access_line_profile
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_wake();
