ALTER TABLE notices_notice
    ADD CONSTRAINT notice_party FOREIGN KEY (party_id) REFERENCES parties_party (id),
    ADD CONSTRAINT notice_country FOREIGN KEY (country) REFERENCES operator_country (code);

-- What was to be said, and what was said, stay as they were: only the state of the telling may move.
GRANT SELECT, INSERT ON notices_notice, notices_attempt TO varsel_app;
GRANT UPDATE (state, not_before, route, told_at, told_by, received_at, settled_at) ON notices_notice TO varsel_app;
GRANT UPDATE (outcome, gateway_ref, because, ended_at) ON notices_attempt TO varsel_app;

-- An outcome once known is not rewritten; only `unknown` may still be resolved.
CREATE FUNCTION notices_keep_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.outcome IN ('accepted', 'rejected') AND NEW.outcome IS DISTINCT FROM OLD.outcome THEN
        RAISE EXCEPTION 'attempt % was %: its outcome stays', OLD.id, OLD.outcome USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notices_attempt_keeps_outcome BEFORE UPDATE ON notices_attempt
    FOR EACH ROW EXECUTE FUNCTION notices_keep_outcome();

CREATE FUNCTION notices_told_stays_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'told' AND (NEW.state, NEW.told_at, NEW.received_at, NEW.told_by)
        IS DISTINCT FROM (OLD.state, OLD.told_at, OLD.received_at, OLD.told_by) THEN
        RAISE EXCEPTION 'notice % was told: that stays', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notices_notice_stays_told BEFORE UPDATE ON notices_notice
    FOR EACH ROW EXECUTE FUNCTION notices_told_stays_told();
CREATE TRIGGER notices_notice_not_deleted BEFORE DELETE ON notices_notice
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER notices_attempt_not_deleted BEFORE DELETE ON notices_attempt
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
