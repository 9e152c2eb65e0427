ALTER TABLE fieldwork_visit
    ADD CONSTRAINT visit_service_of_its_owner FOREIGN KEY (service_id, party_id)
        REFERENCES agreements_service (id, party_id);

-- What became of a visit stays so.
CREATE FUNCTION fieldwork_keep_outcome() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'visit % was %: that stays', OLD.id, OLD.outcome
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER fieldwork_visit_keeps_outcome BEFORE UPDATE ON fieldwork_visit FOR EACH ROW
    WHEN (OLD.outcome IS NOT NULL) EXECUTE FUNCTION fieldwork_keep_outcome();

GRANT SELECT, INSERT ON fieldwork_visit TO varsel_app;
GRANT UPDATE (outcome, settled_at) ON fieldwork_visit TO varsel_app;
