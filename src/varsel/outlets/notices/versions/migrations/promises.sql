-- A version is the hash of what it is for and of both its texts: no other texts can ever go by its name.
ALTER TABLE versions_text
    ADD CONSTRAINT versions_text_is_its_hash CHECK (version = encode(sha256(
        convert_to(about || '.' || variant || '.' || language, 'UTF8') || sha256(convert_to(short, 'UTF8'))
        || sha256(convert_to(long, 'UTF8'))), 'hex')),
    ADD CONSTRAINT versions_text_name UNIQUE (version, about, variant, language),
    ADD CONSTRAINT versions_text_of UNIQUE (version, about, language);
ALTER TABLE versions_draft
    ADD CONSTRAINT versions_draft_is_its_hash CHECK (version = encode(sha256(
        convert_to(about || '.' || variant || '.' || language, 'UTF8') || sha256(convert_to(short, 'UTF8'))
        || sha256(convert_to(long, 'UTF8'))), 'hex'));
ALTER TABLE versions_in_force
    ADD CONSTRAINT versions_in_force_is_a_version FOREIGN KEY (version, about, variant, language)
        REFERENCES versions_text (version, about, variant, language);

-- Nothing is said in words that can't be read later. Notices from before this promise keep the name they have.
ALTER TABLE notices_notice ADD CONSTRAINT notice_says_a_version
    FOREIGN KEY (template, about, language) REFERENCES versions_text (version, about, language) NOT VALID;

GRANT SELECT, INSERT ON versions_text, versions_draft, versions_in_force TO varsel_app;
GRANT UPDATE (previewed_at, previewed_by, decided_at, decided_by, approved) ON versions_draft TO varsel_app;

CREATE TRIGGER versions_text_stays BEFORE UPDATE OR DELETE ON versions_text
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER versions_in_force_stays BEFORE UPDATE OR DELETE ON versions_in_force
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER versions_draft_not_deleted BEFORE DELETE ON versions_draft
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER versions_in_force_not_backdated BEFORE INSERT ON versions_in_force
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_past('set_at');
CREATE TRIGGER versions_draft_not_backdated BEFORE INSERT ON versions_draft
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_past('drafted_at');

-- A draft begins undecided, and what was decided stays.
CREATE FUNCTION versions_decided_once() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'draft %: it begins undecided, and what was decided stays', NEW.id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER versions_draft_begins_open BEFORE INSERT ON versions_draft
    FOR EACH ROW WHEN (NEW.decided_at IS NOT NULL OR NEW.previewed_at IS NOT NULL) EXECUTE FUNCTION versions_decided_once();
CREATE TRIGGER versions_draft_decided_once BEFORE UPDATE ON versions_draft
    FOR EACH ROW WHEN (OLD.decided_at IS NOT NULL) EXECUTE FUNCTION versions_decided_once();

-- Words from the desk are those of a draft that a second person approved.
CREATE FUNCTION versions_approved_first() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM versions_draft WHERE id = NEW.draft_id AND version = NEW.version AND approved) THEN
        RAISE EXCEPTION 'version % is of no approved draft', NEW.version
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER versions_text_approved BEFORE INSERT ON versions_text
    FOR EACH ROW WHEN (NEW.source = 'desk') EXECUTE FUNCTION versions_approved_first();
