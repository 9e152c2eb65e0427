-- An order is about one thing: an outage or planned work at a node, the node alone, or a service, which is at home.
ALTER TABLE fieldwork_order
    DROP CONSTRAINT order_about_one_thing,
    ADD CONSTRAINT order_about_one_thing CHECK (num_nonnulls(service_id, node_id) = 1
        AND num_nonnulls(outage_id, service_id, planned_id) <= 1 AND num_nonnulls(service_id, party_id) IN (0, 2));

-- Who has left stays gone, and is changed no more; nor does anybody drive a vehicle that is gone.
CREATE TRIGGER fieldwork_technician_stays_gone BEFORE UPDATE ON fieldwork_technician FOR EACH ROW
    WHEN (OLD.left_at IS NOT NULL) EXECUTE FUNCTION fieldwork_keep();
CREATE TRIGGER fieldwork_vehicle_stays_gone BEFORE UPDATE ON fieldwork_vehicle FOR EACH ROW
    WHEN (OLD.gone_at IS NOT NULL) EXECUTE FUNCTION fieldwork_keep();
CREATE FUNCTION fieldwork_ask_vehicle() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM fieldwork_vehicle WHERE id = NEW.vehicle_id AND gone_at IS NOT NULL) THEN
        RAISE EXCEPTION 'vehicle % is gone', NEW.vehicle_id
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fieldwork_driving_of_what_is_there BEFORE INSERT ON fieldwork_driving FOR EACH ROW
    EXECUTE FUNCTION fieldwork_ask_vehicle();

GRANT UPDATE (name) ON fieldwork_crew TO varsel_app;
GRANT UPDATE (name, user_id, crew_id, day_begins, day_ends) ON fieldwork_technician TO varsel_app;
GRANT UPDATE (gone_at) ON fieldwork_vehicle TO varsel_app;
