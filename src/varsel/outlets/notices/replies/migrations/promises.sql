ALTER TABLE replies_reply
    ADD CONSTRAINT replies_notice FOREIGN KEY (notice_id) REFERENCES notices_notice (id),
    ADD CONSTRAINT replies_party FOREIGN KEY (party_id) REFERENCES parties_party (id);

-- What somebody wrote stays as they wrote it; only what we did about it is added, once.
GRANT SELECT, INSERT ON replies_reply TO varsel_app;
GRANT UPDATE (handled_at, handled_by, handled_as) ON replies_reply TO varsel_app;

CREATE FUNCTION replies_handled_once() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'reply % was handled: that stays', OLD.id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER replies_reply_handled_once BEFORE UPDATE ON replies_reply
    FOR EACH ROW WHEN (OLD.handled_at IS NOT NULL) EXECUTE FUNCTION replies_handled_once();
CREATE TRIGGER replies_reply_not_backdated BEFORE INSERT ON replies_reply
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_past('noted_at');
CREATE TRIGGER replies_reply_not_deleted BEFORE DELETE ON replies_reply
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
