ALTER TABLE fieldwork_technician
    ADD CONSTRAINT technician_signs_in FOREIGN KEY (user_id) REFERENCES staff_user (id),
    ADD CONSTRAINT technician_country FOREIGN KEY (country) REFERENCES operator_country (code);
ALTER TABLE fieldwork_order
    ADD CONSTRAINT order_country FOREIGN KEY (country) REFERENCES operator_country (code),
    ADD CONSTRAINT order_outage FOREIGN KEY (outage_id) REFERENCES outages_outage (id),
    ADD CONSTRAINT order_planned FOREIGN KEY (planned_id) REFERENCES outages_planned_work (id),
    ADD CONSTRAINT order_node FOREIGN KEY (node_id) REFERENCES network_node (id),
    ADD CONSTRAINT order_service_of_its_owner FOREIGN KEY (service_id, party_id)
        REFERENCES agreements_service (id, party_id),
    ADD CONSTRAINT order_about_one_thing CHECK (num_nonnulls(outage_id, service_id, planned_id) = 1
        AND num_nonnulls(service_id, party_id) IN (0, 2)),
    ADD CONSTRAINT order_crew_of_its_kind FOREIGN KEY (crew_id, crew_kind) REFERENCES fieldwork_crew (id, kind),
    ADD CONSTRAINT order_with_its_service UNIQUE (id, service_id),
    -- Nobody is in two places at once. A contractor who was named as a whole may hold several: theirs to share out.
    ADD CONSTRAINT order_one_at_a_time EXCLUDE USING gist
        (technician_id WITH =, tstzrange(begins_at, ends_at) WITH &&)
        WHERE (technician_id IS NOT NULL AND ended_at IS NULL);
-- A visit for an order is to the customer whose service the order is about.
ALTER TABLE fieldwork_visit
    ADD CONSTRAINT visit_of_its_orders_service FOREIGN KEY (order_id, service_id)
        REFERENCES fieldwork_order (id, service_id);

-- What an order can become: the table of ladder/states.py, which a test compares.
CREATE TABLE fieldwork_transition (before text NOT NULL, after text NOT NULL, PRIMARY KEY (before, after));
INSERT INTO fieldwork_transition VALUES
    ('acknowledged', 'inProgress'), ('acknowledged', 'held'), ('acknowledged', 'pending'),
    ('acknowledged', 'cancelled'), ('acknowledged', 'rejected'), ('acknowledged', 'failed'),
    ('inProgress', 'acknowledged'), ('inProgress', 'held'), ('inProgress', 'pending'), ('inProgress', 'completed'),
    ('inProgress', 'partial'), ('inProgress', 'failed'), ('inProgress', 'cancelled'),
    ('held', 'acknowledged'), ('held', 'inProgress'), ('held', 'pending'), ('held', 'failed'), ('held', 'cancelled'),
    ('pending', 'acknowledged'), ('pending', 'inProgress'), ('pending', 'held'), ('pending', 'failed'),
    ('pending', 'cancelled');
CREATE FUNCTION fieldwork_ask_transition() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM fieldwork_transition WHERE before = OLD.state AND after = NEW.state) THEN
        RAISE EXCEPTION 'order % is %: it can''t become %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fieldwork_order_takes_a_step BEFORE UPDATE ON fieldwork_order FOR EACH ROW
    WHEN (OLD.ended_at IS NULL AND OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION fieldwork_ask_transition();
CREATE FUNCTION fieldwork_refuse_state() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'order % is %: it can''t be so', NEW.id, NEW.state
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER fieldwork_order_begins_acknowledged BEFORE INSERT ON fieldwork_order FOR EACH ROW
    WHEN (NEW.state <> 'acknowledged') EXECUTE FUNCTION fieldwork_refuse_state();
CREATE TRIGGER fieldwork_order_stays_ended BEFORE UPDATE ON fieldwork_order FOR EACH ROW
    WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION fieldwork_refuse_state();

-- Whoever is to do an order has not left, and has the skills on the day on which it ends: of the order's country. Of a
-- contractor, somebody has each.
CREATE FUNCTION fieldwork_ask_skills() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    missing text;
    last_day date := (NEW.ends_at AT TIME ZONE (SELECT zone FROM operator_country WHERE code = NEW.country))::date;
BEGIN
    IF EXISTS (SELECT FROM fieldwork_technician WHERE id = NEW.technician_id AND left_at IS NOT NULL) THEN
        RAISE EXCEPTION 'technician % has left', NEW.technician_id
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    SELECT string_agg(wanted, ', ') INTO missing FROM unnest(NEW.skills) AS wanted WHERE NOT EXISTS (
        SELECT FROM fieldwork_skill AS held JOIN fieldwork_technician AS who ON who.id = held.technician_id
        WHERE held.skill = wanted AND who.left_at IS NULL
            AND CASE WHEN NEW.crew_kind = 'contractor' THEN who.crew_id = NEW.crew_id ELSE who.id = NEW.technician_id END
            AND (held.valid_until IS NULL OR held.valid_until >= last_day));
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION 'order % demands %: whoever is to do it lacks that', NEW.id, missing
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fieldwork_order_for_the_skilled BEFORE INSERT OR UPDATE OF technician_id, crew_id, skills, ends_at
    ON fieldwork_order FOR EACH ROW WHEN (NEW.crew_id IS NOT NULL AND NEW.ended_at IS NULL)
    EXECUTE FUNCTION fieldwork_ask_skills();

-- What became of a visit stays so; which one replaces it is said once.
DROP TRIGGER fieldwork_visit_keeps_outcome ON fieldwork_visit;
CREATE TRIGGER fieldwork_visit_keeps_outcome BEFORE UPDATE ON fieldwork_visit FOR EACH ROW
    WHEN (OLD.outcome IS NOT NULL AND NOT (OLD.moved_to_id IS NULL AND NEW.moved_to_id IS NOT NULL
        AND (NEW.outcome, NEW.settled_at, NEW.checked_in_at)
            IS NOT DISTINCT FROM (OLD.outcome, OLD.settled_at, OLD.checked_in_at)))
    EXECUTE FUNCTION fieldwork_keep_outcome();
-- A check-in is said once, and not taken back.
CREATE FUNCTION fieldwork_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% of %: what was said stays', TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER fieldwork_visit_keeps_check_in BEFORE UPDATE ON fieldwork_visit FOR EACH ROW
    WHEN (OLD.checked_in_at IS NOT NULL AND NEW.checked_in_at IS DISTINCT FROM OLD.checked_in_at)
    EXECUTE FUNCTION fieldwork_keep();
CREATE TRIGGER fieldwork_wait_stays_over BEFORE UPDATE ON fieldwork_wait FOR EACH ROW
    WHEN (OLD.over_at IS NOT NULL) EXECUTE FUNCTION fieldwork_keep();
CREATE TRIGGER fieldwork_driving_stays_over BEFORE UPDATE ON fieldwork_driving FOR EACH ROW
    WHEN (OLD.until IS NOT NULL) EXECUTE FUNCTION fieldwork_keep();
CREATE TRIGGER fieldwork_act_append_only BEFORE UPDATE OR DELETE ON fieldwork_act
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();

GRANT SELECT ON fieldwork_transition TO varsel_app;
GRANT SELECT, INSERT ON fieldwork_crew, fieldwork_technician, fieldwork_skill, fieldwork_vehicle, fieldwork_driving,
    fieldwork_order, fieldwork_item, fieldwork_wait, fieldwork_act TO varsel_app;
GRANT UPDATE (left_at) ON fieldwork_technician TO varsel_app;
GRANT UPDATE (valid_until) ON fieldwork_skill TO varsel_app;
GRANT UPDATE (name) ON fieldwork_vehicle TO varsel_app;
GRANT UPDATE (until) ON fieldwork_driving TO varsel_app;
GRANT UPDATE (technician_id, crew_id, crew_kind, begins_at, ends_at, state, step, minutes_left, travel_minutes,
    started_at, ended_at, ended_because) ON fieldwork_order TO varsel_app;
GRANT UPDATE (count, used) ON fieldwork_item TO varsel_app;
GRANT UPDATE (place, count, expected, foretold, over_at) ON fieldwork_wait TO varsel_app;
GRANT UPDATE (checked_in_at, moved_to_id) ON fieldwork_visit TO varsel_app;
