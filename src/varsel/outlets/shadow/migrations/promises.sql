-- One period runs at most, and only ends. 7208 is the lock of the mode: who writes what leaves shares it to the end of
-- the transaction, who changes the mode has it alone. So nothing is begun in one mode and written down in the other.
CREATE UNIQUE INDEX shadow_one_runs ON shadow_period ((ended_at IS NULL)) WHERE ended_at IS NULL;
CREATE FUNCTION shadow_running() RETURNS bigint STABLE LANGUAGE sql SET search_path = public, pg_temp AS $$
    SELECT id FROM shadow_period WHERE ended_at IS NULL
$$;

ALTER TABLE notices_notice ADD COLUMN shadow bigint REFERENCES shadow_period (id);
ALTER TABLE notices_attempt ADD COLUMN shadow bigint REFERENCES shadow_period (id);
ALTER TABLE restrictions_restriction ADD COLUMN shadow bigint REFERENCES shadow_period (id);
ALTER TABLE access_line_profile ADD COLUMN shadow bigint REFERENCES shadow_period (id);
CREATE INDEX notices_in_shadow ON notices_notice (id) INCLUDE (shadow, party_id) WHERE shadow IS NOT NULL;
CREATE INDEX restrictions_in_shadow ON restrictions_restriction (shadow) WHERE shadow IS NOT NULL AND ended_at IS NULL;

-- Words and restrictions carry the period they are made in; nobody writes it but these.
CREATE FUNCTION shadow_mark() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    running bigint;
    forged boolean;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7208);
    EXECUTE 'SELECT EXISTS (SELECT FROM fresh WHERE shadow IS NOT NULL)' INTO forged;
    IF forged THEN
        RAISE EXCEPTION 'the period of a row of % is not given', TG_TABLE_NAME
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shadow_marked_by_the_database';
    END IF;
    running := shadow_running();
    IF running IS NOT NULL THEN
        EXECUTE format('UPDATE %I SET shadow = $1 WHERE id IN (SELECT id FROM fresh)', TG_TABLE_NAME) USING running;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER notices_notice_in_shadow AFTER INSERT ON notices_notice REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION shadow_mark();
CREATE TRIGGER restrictions_restriction_in_shadow AFTER INSERT ON restrictions_restriction
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION shadow_mark();

-- A session says what it hands over to (outlets.shadow.mode). While a period runs, only one that has recorders may begin
-- a hand-over or call a line installed; else only one that has not. Whoever says nothing has the real thing.
CREATE FUNCTION shadow_of_this_session() RETURNS bigint LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    records boolean := coalesce(current_setting('varsel.outlets', true), '') = 'recorders';
    running bigint;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7208);
    running := shadow_running();
    IF records <> (running IS NOT NULL) THEN
        RAISE EXCEPTION 'shadow mode is %, and this session has %', CASE WHEN running IS NULL THEN 'off' ELSE 'on' END,
            CASE WHEN records THEN 'recorders' ELSE 'real outlets' END
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shadow_has_recorders_only';
    END IF;
    RETURN running;
END $$;
CREATE FUNCTION shadow_watch_attempts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    running bigint := shadow_of_this_session();
BEGIN
    IF running IS NULL AND EXISTS (SELECT FROM shadow_period) AND EXISTS (
        SELECT FROM fresh JOIN notices_notice notice ON notice.id = fresh.notice_id WHERE notice.shadow IS NOT NULL) THEN
        RAISE EXCEPTION 'what was to be said in shadow mode is never said in earnest'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_of_a_word_in_earnest';
    ELSIF running IS NOT NULL THEN
        UPDATE notices_attempt SET shadow = running WHERE id IN (SELECT id FROM fresh);
        UPDATE notices_notice SET shadow = running WHERE shadow IS NULL AND id IN (SELECT notice_id FROM fresh);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER notices_attempt_in_shadow AFTER INSERT ON notices_attempt REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION shadow_watch_attempts();
CREATE FUNCTION shadow_watch_lines() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        NEW.shadow := OLD.shadow;
        IF (NEW.installed, NEW.installed_version, NEW.installed_at)
            IS NOT DISTINCT FROM (OLD.installed, OLD.installed_version, OLD.installed_at) THEN
            RETURN NEW;
        END IF;
    ELSIF NEW.installed IS NULL THEN
        NEW.shadow := NULL;
        RETURN NEW;
    END IF;
    NEW.shadow := shadow_of_this_session();
    RETURN NEW;
END $$;
CREATE TRIGGER access_line_profile_in_shadow BEFORE INSERT OR UPDATE ON access_line_profile
    FOR EACH ROW EXECUTE FUNCTION shadow_watch_lines();

-- No day is credited as restricted while nothing is.
CREATE FUNCTION shadow_credits_nothing() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7208);
    IF shadow_running() IS NOT NULL THEN
        RAISE EXCEPTION 'shadow mode is on: nothing is restricted, so no day of it is credited'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shadow_credits_no_day';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_credited_day_not_in_shadow AFTER INSERT ON ledger_credited_day
    FOR EACH STATEMENT EXECUTE FUNCTION shadow_credits_nothing();

-- The mode changes while nothing is on its way, and begins with nothing restricted: else a line that is limited in
-- earnest could not be opened in earnest.
CREATE FUNCTION shadow_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7208);
    IF TG_OP = 'INSERT' AND NEW.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'a period begins running' USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    ELSIF TG_OP = 'UPDATE' AND (OLD.ended_at IS NOT NULL OR (NEW.began_at, NEW.began_by) <> (OLD.began_at, OLD.began_by)) THEN
        RAISE EXCEPTION 'period % only ends, once', OLD.id USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    ELSIF EXISTS (SELECT FROM notices_attempt WHERE outcome IS NULL) THEN
        RAISE EXCEPTION 'a word is being handed over'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shadow_changes_between_words';
    ELSIF TG_OP = 'INSERT' AND (EXISTS (SELECT FROM notices_notice WHERE state = 'queued')
        OR EXISTS (SELECT FROM access_line_profile WHERE installed_version <> version)) THEN
        RAISE EXCEPTION 'words wait to be told, or lines to be installed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shadow_begins_with_nothing_waiting';
    ELSIF TG_OP = 'INSERT' AND EXISTS (SELECT FROM restrictions_restriction WHERE ended_at IS NULL) THEN
        RAISE EXCEPTION 'services are restricted in earnest'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shadow_begins_with_nothing_restricted';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER shadow_period_changes BEFORE INSERT OR UPDATE ON shadow_period
    FOR EACH ROW EXECUTE FUNCTION shadow_change();
CREATE TRIGGER shadow_period_not_backdated BEFORE INSERT ON shadow_period
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_past('began_at');
CREATE TRIGGER shadow_period_end_not_backdated BEFORE UPDATE ON shadow_period
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_past('ended_at');
CREATE TRIGGER shadow_period_not_deleted BEFORE DELETE ON shadow_period
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();

-- Its end voids what it made: restrictions end, words that nobody got are dropped, every line that a recorder had is
-- opened in earnest. What a recorder told stays told, and carries nothing (surfaces.shadow).
CREATE FUNCTION shadow_void() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    whole jsonb := '{"down": null, "up": null, "signpost": false, "reach": "all", "calls": {}}';
BEGIN
    UPDATE restrictions_restriction SET ended_at = greatest(begins_at, NEW.ended_at)
        WHERE shadow = NEW.id AND ended_at IS NULL;
    UPDATE notices_notice SET state = 'dropped', settled_at = NEW.ended_at
        WHERE shadow = NEW.id AND state IN ('queued', 'unreached', 'unknown');
    UPDATE access_line_profile SET version = version + 1, intended = whole, raises = true, changed_at = NEW.ended_at
        WHERE shadow = NEW.id OR intended <> whole;
    RETURN NULL;
END $$;
CREATE TRIGGER shadow_period_voids AFTER UPDATE OF ended_at ON shadow_period
    FOR EACH ROW EXECUTE FUNCTION shadow_void();

GRANT SELECT, INSERT ON shadow_period TO varsel_app;
GRANT UPDATE (ended_at, ended_by) ON shadow_period TO varsel_app;
