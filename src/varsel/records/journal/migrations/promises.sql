-- Never changed: neither by grant nor, for whoever has more rights, by trigger.
CREATE FUNCTION varsel_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER journal_entry_not_truncated BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER journal_seal_append_only BEFORE UPDATE OR DELETE ON journal_seal
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER journal_seal_not_truncated BEFORE TRUNCATE ON journal_seal
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_refuse_change();

-- Nothing is told of the past: an entry may lag five minutes behind the newest (several hosts), not more.
CREATE FUNCTION journal_refuse_backdating() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE newest timestamptz;
BEGIN
    SELECT at INTO newest FROM journal_entry ORDER BY at DESC LIMIT 1;
    IF NEW.at < newest - interval '5 minutes' THEN
        RAISE EXCEPTION 'journal entry of % is backdated: the newest is of %', NEW.at, newest
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER journal_entry_not_backdated BEFORE INSERT ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_refuse_backdating();

CREATE FUNCTION journal_wait_for_seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    INSERT INTO journal_unsealed (entry_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER journal_entry_waits_for_seal AFTER INSERT ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_wait_for_seal();

GRANT SELECT, INSERT ON journal_entry, journal_seal TO varsel_app;
GRANT SELECT, DELETE ON journal_unsealed TO varsel_app;
GRANT SELECT, INSERT ON journal_person_key TO varsel_app;
GRANT UPDATE (wrapped, destroyed_at) ON journal_person_key TO varsel_app;
