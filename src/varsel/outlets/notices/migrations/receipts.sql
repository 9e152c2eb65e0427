-- Bulk: what was asked of each row in a trigger of its own is asked of a statement's rows together. What changed is
-- found by EXCEPT, and the attempts row by row (OFFSET): a join of transition tables was planned as all with all.
DROP TRIGGER notices_attempt_not_backdated ON notices_attempt;
CREATE TRIGGER notices_attempt_not_backdated AFTER INSERT ON notices_attempt REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_refuse_past_rows('begun_at');

CREATE FUNCTION notices_refuse_past_outcomes() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    told timestamptz;
    newest timestamptz;
BEGIN
    SELECT min(ended_at) INTO told FROM (
        SELECT id, outcome, ended_at FROM fresh EXCEPT SELECT id, outcome, ended_at FROM former) AS changed;
    IF told IS NOT NULL THEN
        SELECT at INTO newest FROM journal_entry ORDER BY at DESC LIMIT 1;
        IF told < newest - interval '5 minutes' THEN
            RAISE EXCEPTION 'an outcome of % is backdated: the journal tells of % already', told, newest
                USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
        END IF;
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER notices_outcome_not_backdated ON notices_attempt;
CREATE TRIGGER notices_outcome_not_backdated AFTER UPDATE ON notices_attempt
    REFERENCING NEW TABLE AS fresh OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION notices_refuse_past_outcomes();

-- An outcome once known is not rewritten; only `unknown` may still be resolved. What a receipt said stays as well.
CREATE OR REPLACE FUNCTION notices_keep_outcome() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'attempt % was %: its outcome stays', OLD.id, OLD.outcome
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
DROP TRIGGER notices_attempt_keeps_outcome ON notices_attempt;
CREATE TRIGGER notices_attempt_keeps_outcome BEFORE UPDATE ON notices_attempt FOR EACH ROW
    WHEN (OLD.outcome IN ('accepted', 'rejected', 'deferred')
        AND (NEW.outcome, NEW.ended_at) IS DISTINCT FROM (OLD.outcome, OLD.ended_at))
    EXECUTE FUNCTION notices_keep_outcome();
CREATE TRIGGER notices_attempt_keeps_receipt BEFORE UPDATE ON notices_attempt FOR EACH ROW
    WHEN ((OLD.delivered_at IS NOT NULL AND NEW.delivered_at IS DISTINCT FROM OLD.delivered_at)
        OR (OLD.failed_at IS NOT NULL AND NEW.failed_at IS DISTINCT FROM OLD.failed_at)
        OR (OLD.set_aside_at IS NOT NULL AND NEW.set_aside_at IS DISTINCT FROM OLD.set_aside_at))
    EXECUTE FUNCTION notices_keep_outcome();

-- Receipts only climb: accepted, delivered, expired, failed.
CREATE FUNCTION notices_receipt_rank(receipt text) RETURNS integer IMMUTABLE LANGUAGE sql
SET search_path = public, pg_temp AS $$
    SELECT array_position(ARRAY['accepted', 'delivered', 'expired', 'failed'], receipt)
$$;
CREATE FUNCTION notices_refuse_falling_receipt() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF notices_receipt_rank(NEW.receipt) >= notices_receipt_rank(OLD.receipt) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a receipt of % does not take back %', coalesce(NEW.receipt, 'nothing'), OLD.receipt
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER notices_receipt_climbs BEFORE UPDATE ON notices_attempt FOR EACH ROW
    WHEN (OLD.receipt IS NOT NULL AND NEW.receipt IS DISTINCT FROM OLD.receipt)
    EXECUTE FUNCTION notices_refuse_falling_receipt();
CREATE TRIGGER notices_part_receipt_climbs BEFORE UPDATE ON notices_part FOR EACH ROW
    WHEN (OLD.receipt IS NOT NULL AND NEW.receipt IS DISTINCT FROM OLD.receipt)
    EXECUTE FUNCTION notices_refuse_falling_receipt();

-- Told is what an attempt handed over, then and there, or what a receipt says arrived; and it stays told.
CREATE OR REPLACE FUNCTION notices_told_stays_told() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'notice % was told: that stays', OLD.id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
DROP TRIGGER notices_notice_stays_told ON notices_notice;
CREATE TRIGGER notices_notice_stays_told BEFORE UPDATE ON notices_notice FOR EACH ROW
    WHEN (OLD.state = 'told' AND (NEW.state, NEW.told_at, NEW.received_at, NEW.told_by)
        IS DISTINCT FROM (OLD.state, OLD.told_at, OLD.received_at, OLD.told_by))
    EXECUTE FUNCTION notices_told_stays_told();

CREATE FUNCTION notices_ask_attempts() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    untold bigint;
BEGIN
    SELECT changed.id INTO untold FROM (
        SELECT id, state, told_by, told_at FROM fresh WHERE state IN ('told', 'handed')
        EXCEPT SELECT id, state, told_by, told_at FROM former) AS changed
    WHERE NOT EXISTS (
        SELECT FROM notices_attempt AS attempt WHERE attempt.notice_id = changed.id
            AND attempt.outcome = 'accepted' AND attempt.failed_at IS NULL
            AND CASE WHEN changed.state = 'handed' THEN attempt.awaits_receipt
                ELSE attempt.channel = changed.told_by AND changed.told_at
                    = CASE WHEN attempt.awaits_receipt THEN attempt.delivered_at ELSE attempt.ended_at END END
        OFFSET 0) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'notice % was handed over by no attempt', untold
            USING ERRCODE = 'check_violation', CONSTRAINT = 'notice_told_by_an_attempt';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER notices_told_by_an_attempt AFTER UPDATE ON notices_notice
    REFERENCING NEW TABLE AS fresh OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION notices_ask_attempts();

-- Said twice is only what endangers nobody when it comes twice, and may endanger somebody when it does not come.
CREATE TABLE notices_said_twice (about text PRIMARY KEY);
INSERT INTO notices_said_twice VALUES
    ('outage_start'), ('outage_estimate'), ('outage_waiting'), ('outage_restored');
CREATE FUNCTION notices_set_aside() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM notices_notice notice JOIN notices_said_twice USING (about) WHERE notice.id = NEW.notice_id) THEN
        RAISE EXCEPTION 'notice % is not said twice: nobody knows whether attempt % arrived', NEW.notice_id, NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notices_attempt_said_twice BEFORE INSERT OR UPDATE ON notices_attempt
    FOR EACH ROW WHEN (NEW.set_aside_at IS NOT NULL) EXECUTE FUNCTION notices_set_aside();

-- A bounce is of what was told, by the attempt that told it. The lock is the one that a new deadline's key waits for.
CREATE FUNCTION notices_bounce_of_told() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM notices_notice WHERE id = NEW.notice_id FOR UPDATE;
    IF NOT EXISTS (
        SELECT FROM notices_notice notice JOIN notices_attempt attempt ON attempt.notice_id = notice.id
        WHERE notice.id = NEW.notice_id AND attempt.id = NEW.attempt_id AND notice.state = 'told'
            AND attempt.channel = notice.told_by AND attempt.failed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'notice % did not bounce: it was not told by attempt %, or that did not fail',
            NEW.notice_id, NEW.attempt_id USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER notices_bounce_of_told AFTER INSERT ON notices_bounce
    FOR EACH ROW EXECUTE FUNCTION notices_bounce_of_told();
ALTER TABLE notices_notice ADD CONSTRAINT notice_instead_of_bounced
    FOREIGN KEY (instead_of) REFERENCES notices_bounce (notice_id);

-- While somebody has stopped the words, nothing begins to be handed over: whoever forgot to ask is refused.
CREATE FUNCTION notices_is_stopped(way text) RETURNS boolean STABLE LANGUAGE sql
SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT stopped FROM notices_brake WHERE channel = way ORDER BY id DESC LIMIT 1), false)
$$;
CREATE FUNCTION notices_refuse_while_stopped() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT channel FROM fresh WHERE channel IN ('sms', 'email', 'letter')) AS begun
        WHERE notices_is_stopped(begun.channel) OR notices_is_stopped('')) THEN
        RAISE EXCEPTION 'words are stopped: nothing is handed over'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER notices_attempt_not_while_stopped AFTER INSERT ON notices_attempt REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION notices_refuse_while_stopped();

-- Proof is only added to.
CREATE TRIGGER notices_receipt_not_deleted BEFORE DELETE ON notices_receipt
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER notices_part_not_deleted BEFORE DELETE ON notices_part
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER notices_bounce_append_only BEFORE UPDATE OR DELETE ON notices_bounce
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER notices_brake_append_only BEFORE UPDATE OR DELETE ON notices_brake
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER notices_brake_not_backdated AFTER INSERT ON notices_brake REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_refuse_past_rows('at');

GRANT UPDATE (lane) ON notices_notice TO varsel_app;
GRANT UPDATE (receipt, delivered_at, failed_at, set_aside_at) ON notices_attempt TO varsel_app;
GRANT USAGE ON SEQUENCE notices_attempt_id_seq, notices_receipt_id_seq TO varsel_app;
GRANT SELECT, INSERT ON notices_part, notices_receipt, notices_bounce, notices_brake TO varsel_app;
GRANT UPDATE (receipt) ON notices_part TO varsel_app;
GRANT UPDATE (attempt_id) ON notices_receipt TO varsel_app;
GRANT SELECT ON notices_said_twice TO varsel_app;

-- Senders sleep on a bell of their own: urgent words ring it too, and clocks do not.
CREATE FUNCTION varsel_wake_words() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_notify('varsel_words', '');
    RETURN NULL;
END $$;
DROP TRIGGER notices_notice_wakes ON notices_notice;
CREATE TRIGGER notices_notice_wakes AFTER INSERT OR UPDATE OF lane, not_before ON notices_notice
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_wake_words();
CREATE TRIGGER notices_brake_wakes AFTER INSERT ON notices_brake
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_wake_words();
