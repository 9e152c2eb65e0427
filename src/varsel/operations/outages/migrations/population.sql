-- How many customers there are in each municipality and country: counted once, and counted anew only when the register
-- has changed. Each transaction that changes it leaves its number; a count holds while it saw all that were left.
CREATE TABLE outages_register_change (xid xid8 PRIMARY KEY);
CREATE TABLE outages_population (
    country text NOT NULL,
    municipality text NOT NULL, -- empty: the whole country
    customers integer NOT NULL CHECK (customers > 0),
    PRIMARY KEY (country, municipality));
CREATE TABLE outages_population_seen (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    snapshot pg_snapshot NOT NULL);

CREATE FUNCTION outages_note_register_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO outages_register_change (xid) VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER network_node_changes_population
    AFTER INSERT OR DELETE OR UPDATE OF parent_id, municipality ON network_node
    FOR EACH STATEMENT EXECUTE FUNCTION outages_note_register_change();
CREATE TRIGGER network_line_changes_population AFTER INSERT OR DELETE OR UPDATE OF node_id ON network_line
    FOR EACH STATEMENT EXECUTE FUNCTION outages_note_register_change();
CREATE TRIGGER agreements_service_changes_population
    AFTER INSERT OR DELETE OR UPDATE OF line_id, party_id, country ON agreements_service
    FOR EACH STATEMENT EXECUTE FUNCTION outages_note_register_change();

GRANT SELECT, INSERT, DELETE ON outages_register_change TO varsel_app;
GRANT SELECT, INSERT, DELETE ON outages_population TO varsel_app;
GRANT SELECT, INSERT, UPDATE ON outages_population_seen TO varsel_app;
