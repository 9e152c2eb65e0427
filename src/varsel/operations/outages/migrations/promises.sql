ALTER TABLE outages_alarm ADD CONSTRAINT alarm_node FOREIGN KEY (node_id) REFERENCES network_node (id);
ALTER TABLE outages_outage ADD CONSTRAINT outage_node FOREIGN KEY (node_id) REFERENCES network_node (id);

GRANT SELECT, INSERT ON outages_alarm, outages_outage TO varsel_app;
GRANT UPDATE (cleared_at) ON outages_alarm TO varsel_app;
GRANT UPDATE (ended_at) ON outages_outage TO varsel_app;
