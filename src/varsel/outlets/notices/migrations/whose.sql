-- A foreign key asks of each row alone, and locks what it finds. Notices and attempts are never deleted, nor is their id
-- changed: so it is enough to ask once, of all the rows of a statement, and to let nobody change whose a row is.
CREATE FUNCTION notices_refuse_orphans() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    orphan bigint;
BEGIN
    IF TG_TABLE_NAME = 'notices_attempt' THEN
        SELECT fresh.id INTO orphan FROM fresh
        WHERE NOT EXISTS (SELECT FROM notices_notice WHERE id = fresh.notice_id OFFSET 0) LIMIT 1;
    ELSE
        SELECT fresh.id INTO orphan FROM fresh
        WHERE NOT EXISTS (SELECT FROM notices_attempt WHERE id = fresh.attempt_id OFFSET 0) LIMIT 1;
    END IF;
    IF FOUND THEN
        RAISE EXCEPTION 'row % of % is of nothing that there is', orphan, TG_TABLE_NAME
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER notices_attempt_of_a_notice AFTER INSERT ON notices_attempt REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION notices_refuse_orphans();
CREATE TRIGGER notices_part_of_an_attempt AFTER INSERT ON notices_part REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION notices_refuse_orphans();

CREATE TRIGGER notices_attempt_stays_of_its_notice BEFORE UPDATE OF id, notice_id ON notices_attempt FOR EACH ROW
    WHEN ((NEW.id, NEW.notice_id) IS DISTINCT FROM (OLD.id, OLD.notice_id)) EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER notices_part_stays_of_its_attempt BEFORE UPDATE OF attempt_id ON notices_part FOR EACH ROW
    WHEN (NEW.attempt_id IS DISTINCT FROM OLD.attempt_id) EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER notices_notice_keeps_its_id BEFORE UPDATE OF id ON notices_notice FOR EACH ROW
    WHEN (NEW.id IS DISTINCT FROM OLD.id) EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER notices_notice_not_truncated BEFORE TRUNCATE ON notices_notice
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER notices_attempt_not_truncated BEFORE TRUNCATE ON notices_attempt
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_refuse_change();
