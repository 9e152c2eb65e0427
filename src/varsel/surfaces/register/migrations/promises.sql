ALTER TABLE register_case ADD CONSTRAINT register_case_party FOREIGN KEY (party_id) REFERENCES parties_party (id);

GRANT SELECT, INSERT ON register_file, register_case TO varsel_app;
GRANT UPDATE (state) ON register_case TO varsel_app;
-- What waits and what is in conflict goes away when it is settled: it is no record, and it names people.
GRANT SELECT, INSERT, DELETE ON register_quarantined, register_conflict TO varsel_app;
