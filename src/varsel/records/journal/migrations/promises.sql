-- Every function here names its search path, with pg_temp last: else a temporary table of varsel_app, called like one
-- of ours, would be read and written in its place.

-- Never changed: neither by grant nor, for whoever has more rights, by trigger.
CREATE FUNCTION varsel_refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;

CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER journal_entry_not_truncated BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER journal_seal_append_only BEFORE UPDATE OR DELETE ON journal_seal
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER journal_seal_not_truncated BEFORE TRUNCATE ON journal_seal
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_refuse_change();

-- A lawful verdict names its reasons, and each of them held; an unlawful one has a reason that did not.
ALTER TABLE journal_entry ADD CONSTRAINT journal_verdict_follows_from_its_reasons CHECK (
    verdict IS NULL OR coalesce(jsonb_array_length(verdict -> 'reasons') > 0 AND lawful = (
        jsonb_array_length(jsonb_path_query_array(verdict, '$.reasons[*] ? (@.held == true)'))
        = jsonb_array_length(verdict -> 'reasons')), false));

-- Nothing is told of the past: what is told may lag five minutes behind the newest entry (several hosts), not more.
-- The column that holds the moment is the trigger's argument.
CREATE FUNCTION varsel_refuse_past() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    told timestamptz := (to_jsonb(NEW) ->> TG_ARGV[0])::timestamptz;
    newest timestamptz;
BEGIN
    SELECT at INTO newest FROM journal_entry ORDER BY at DESC LIMIT 1;
    IF told < newest - interval '5 minutes' THEN
        RAISE EXCEPTION '% of % is backdated: the journal tells of % already', TG_TABLE_NAME, told, newest
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
-- The same for the rows of a whole statement, which are `fresh`: a sweep tells of thousands at once.
CREATE FUNCTION varsel_refuse_past_rows() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    told timestamptz;
    newest timestamptz;
BEGIN
    EXECUTE format('SELECT min(%I) FROM fresh', TG_ARGV[0]) INTO told;
    SELECT at INTO newest FROM journal_entry ORDER BY at DESC LIMIT 1;
    IF told < newest - interval '5 minutes' THEN
        RAISE EXCEPTION '% of % is backdated: the journal tells of % already', TG_TABLE_NAME, told, newest
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_entry_not_backdated AFTER INSERT ON journal_entry REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_refuse_past_rows('at');

CREATE FUNCTION journal_wait_for_seal() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO journal_unsealed (entry_id) SELECT id FROM fresh ORDER BY id;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_entry_waits_for_seal AFTER INSERT ON journal_entry REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION journal_wait_for_seal();

-- Whoever runs may ask which migrations there are (the doctor does).
GRANT SELECT ON django_migrations TO varsel_app;
-- A seal follows the newest, and holds entries that waited: only it ends their waiting, so that none slips by.
CREATE FUNCTION journal_seal_waiting() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    newest record;
    sealed bigint;
BEGIN
    SELECT id, digest INTO newest FROM journal_seal ORDER BY id DESC LIMIT 1;
    DELETE FROM journal_unsealed WHERE entry_id = ANY (NEW.entries);
    GET DIAGNOSTICS sealed = ROW_COUNT;
    IF NEW.previous <> coalesce(newest.digest, decode(repeat('00', 32), 'hex')) OR NEW.id <= newest.id THEN
        RAISE EXCEPTION 'seal % does not follow the newest', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_seal_follows';
    ELSIF sealed = 0 OR sealed <> cardinality(NEW.entries) THEN
        RAISE EXCEPTION 'seal % holds entries that did not wait for it', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_seal_of_what_waited';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER journal_seal_of_waiting BEFORE INSERT ON journal_seal
    FOR EACH ROW EXECUTE FUNCTION journal_seal_waiting();

-- A person's key is destroyed or stays: never exchanged, never brought back.
CREATE FUNCTION journal_keep_keys() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.wrapped IS NULL OR NEW.wrapped IS NOT NULL THEN
        RAISE EXCEPTION 'the key of party % can only be destroyed, once', OLD.party
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER journal_person_key_only_destroyed BEFORE UPDATE ON journal_person_key
    FOR EACH ROW EXECUTE FUNCTION journal_keep_keys();

GRANT SELECT, INSERT ON journal_entry, journal_seal TO varsel_app;
GRANT USAGE ON SEQUENCE journal_entry_id_seq TO varsel_app; -- rows that are copied in come with their ids
GRANT SELECT ON journal_unsealed TO varsel_app;
GRANT SELECT, INSERT ON journal_person_key TO varsel_app;
GRANT UPDATE (wrapped, destroyed_at) ON journal_person_key TO varsel_app;
