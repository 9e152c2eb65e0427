ALTER TABLE alarms_alarm
    ADD CONSTRAINT alarms_alarm_node FOREIGN KEY (node_id) REFERENCES network_node (id),
    ADD CONSTRAINT alarms_alarm_line FOREIGN KEY (line_id) REFERENCES network_line (id);
ALTER TABLE alarms_name ADD CONSTRAINT alarms_name_node FOREIGN KEY (node_id) REFERENCES network_node (id);
ALTER TABLE alarms_down ADD CONSTRAINT alarms_down_node FOREIGN KEY (node_id) REFERENCES network_node (id);
ALTER TABLE alarms_report ADD CONSTRAINT alarms_report_line FOREIGN KEY (line_id) REFERENCES network_line (id);
ALTER TABLE alarms_suspicion
    ADD CONSTRAINT alarms_suspicion_node FOREIGN KEY (node_id) REFERENCES network_node (id),
    ADD CONSTRAINT alarms_suspicion_outage FOREIGN KEY (outage_id) REFERENCES outages_outage (id);
-- Terminals are called by what is printed on them.
CREATE INDEX alarms_equipment_serial ON network_equipment (serial);

-- What a source said stays as it said it; only that it was counted is written beside it, once.
CREATE FUNCTION alarms_keep_event() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'event % came as it came', OLD.id USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER alarms_event_stays BEFORE UPDATE ON alarms_event FOR EACH ROW
    WHEN (OLD.is_folded OR (NEW.source, NEW.key, NEW.is_raised, NEW.happened_at, NEW.received_at, NEW.names, NEW.is_power,
        NEW.words) IS DISTINCT FROM (OLD.source, OLD.key, OLD.is_raised, OLD.happened_at, OLD.received_at, OLD.names,
        OLD.is_power, OLD.words)) EXECUTE FUNCTION alarms_keep_event();
CREATE TRIGGER alarms_event_not_deleted BEFORE DELETE ON alarms_event
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER alarms_rule_append_only BEFORE UPDATE OR DELETE ON alarms_rule
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER alarms_report_append_only BEFORE UPDATE OR DELETE ON alarms_report
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
-- A suspicion is settled once.
CREATE TRIGGER alarms_suspicion_stays_settled BEFORE UPDATE ON alarms_suspicion FOR EACH ROW
    WHEN (OLD.settled_at IS NOT NULL) EXECUTE FUNCTION alarms_keep_event();

GRANT SELECT, INSERT ON alarms_event, alarms_alarm, alarms_name, alarms_down, alarms_rule, alarms_report,
    alarms_suspicion TO varsel_app;
GRANT UPDATE (is_folded) ON alarms_event TO varsel_app;
GRANT UPDATE (names, is_power, words, raised_at, cleared_at, received_at, node_id, line_id) ON alarms_alarm TO varsel_app;
GRANT UPDATE (since, up_at) ON alarms_down TO varsel_app;
GRANT DELETE ON alarms_down TO varsel_app;
GRANT UPDATE (count, settled_at, settled_by, outage_id) ON alarms_suspicion TO varsel_app;
GRANT UPDATE (node_id, at, by) ON alarms_name TO varsel_app;
