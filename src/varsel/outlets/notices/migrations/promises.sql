ALTER TABLE notices_notice
    ADD CONSTRAINT notice_identity UNIQUE (id, party_id, country, about, subject, created_at),
    ADD CONSTRAINT notice_party FOREIGN KEY (party_id) REFERENCES parties_party (id),
    ADD CONSTRAINT notice_country FOREIGN KEY (country) REFERENCES operator_country (code);
ALTER TABLE notices_attempt
    ADD CONSTRAINT attempt_holds_its_bytes CHECK (sha256 = encode(sha256(content), 'hex')),
    ADD CONSTRAINT attempt_ends_with_an_outcome CHECK ((outcome IS NULL) = (ended_at IS NULL)),
    ADD CONSTRAINT attempt_ends_after CHECK (ended_at >= begun_at);

-- What was to be said, and what was said, stay as they were: only the state of the telling may move.
GRANT SELECT, INSERT ON notices_notice, notices_attempt TO varsel_app;
GRANT USAGE ON SEQUENCE notices_notice_id_seq TO varsel_app;
GRANT UPDATE (state, not_before, route, told_at, told_by, received_at, settled_at) ON notices_notice TO varsel_app;
GRANT UPDATE (outcome, gateway_ref, because, ended_at) ON notices_attempt TO varsel_app;

-- Words begin untold and hand-overs without an outcome, and neither in the past.
CREATE FUNCTION notices_begin_untold() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a row of % begins untold', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER notices_notice_begins_queued BEFORE INSERT ON notices_notice
    FOR EACH ROW WHEN (NEW.state IS DISTINCT FROM 'queued') EXECUTE FUNCTION notices_begin_untold();
CREATE TRIGGER notices_attempt_begins_open BEFORE INSERT ON notices_attempt
    FOR EACH ROW WHEN (NEW.outcome IS NOT NULL) EXECUTE FUNCTION notices_begin_untold();
CREATE TRIGGER notices_notice_not_backdated AFTER INSERT ON notices_notice REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_refuse_past_rows('created_at');
CREATE TRIGGER notices_attempt_not_backdated BEFORE INSERT ON notices_attempt
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_past('begun_at');
CREATE TRIGGER notices_outcome_not_backdated BEFORE UPDATE OF outcome ON notices_attempt
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_past('ended_at');

-- An outcome once known is not rewritten; only `unknown` may still be resolved.
CREATE FUNCTION notices_keep_outcome() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.outcome IN ('accepted', 'rejected')
        AND (NEW.outcome, NEW.ended_at) IS DISTINCT FROM (OLD.outcome, OLD.ended_at) THEN
        RAISE EXCEPTION 'attempt % was %: its outcome stays', OLD.id, OLD.outcome
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notices_attempt_keeps_outcome BEFORE UPDATE ON notices_attempt
    FOR EACH ROW EXECUTE FUNCTION notices_keep_outcome();

-- Told is what an attempt handed over, then and there; and it stays told.
CREATE FUNCTION notices_told_stays_told() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state = 'told' AND NOT EXISTS (
        SELECT FROM notices_attempt WHERE notice_id = NEW.id AND outcome = 'accepted'
            AND channel = NEW.told_by AND ended_at = NEW.told_at) THEN
        RAISE EXCEPTION 'notice % was handed over by no attempt', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'notice_told_by_an_attempt';
    END IF;
    IF OLD.state = 'told' AND (NEW.state, NEW.told_at, NEW.received_at, NEW.told_by)
        IS DISTINCT FROM (OLD.state, OLD.told_at, OLD.received_at, OLD.told_by) THEN
        RAISE EXCEPTION 'notice % was told: that stays', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notices_notice_stays_told BEFORE UPDATE ON notices_notice
    FOR EACH ROW EXECUTE FUNCTION notices_told_stays_told();
CREATE TRIGGER notices_notice_not_deleted BEFORE DELETE ON notices_notice
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER notices_attempt_not_deleted BEFORE DELETE ON notices_attempt
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();

CREATE TRIGGER notices_notice_wakes AFTER INSERT ON notices_notice
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_wake();
