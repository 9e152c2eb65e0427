ALTER TABLE register_case ADD CONSTRAINT register_case_party FOREIGN KEY (party_id) REFERENCES parties_party (id);

GRANT SELECT, INSERT ON register_file, register_case TO varsel_app;
GRANT UPDATE (state) ON register_case TO varsel_app;
-- What waits and what is in conflict goes away when it is settled: it is no record, and it names people.
GRANT SELECT, INSERT, DELETE ON register_quarantined, register_conflict TO varsel_app;
-- A load that brings many rows lets the planner count them before it goes on.
GRANT MAINTAIN ON parties_party, parties_contact_point, parties_consent, network_node, network_line, network_equipment,
    agreements_contract, agreements_contract_version, agreements_clause, agreements_service, agreements_price,
    ledger_invoice, ledger_line, ledger_payment, ledger_settlement, register_case TO varsel_app;
