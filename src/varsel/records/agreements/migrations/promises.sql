ALTER TABLE agreements_contract
    ADD CONSTRAINT contract_party FOREIGN KEY (party_id) REFERENCES parties_party (id),
    ADD CONSTRAINT contract_country FOREIGN KEY (country) REFERENCES operator_country (code);
ALTER TABLE agreements_service
    ADD CONSTRAINT service_country_owner UNIQUE (id, party_id, country),
    ADD CONSTRAINT service_contract_owner FOREIGN KEY (contract_id, party_id, country)
        REFERENCES agreements_contract (id, party_id, country),
    ADD CONSTRAINT service_line FOREIGN KEY (line_id) REFERENCES network_line (id);

-- A contract version says what it says: a corrected contract is a new version.
CREATE TRIGGER agreements_version_immutable BEFORE UPDATE OR DELETE ON agreements_contract_version
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER agreements_clause_immutable BEFORE UPDATE OR DELETE ON agreements_clause
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();

GRANT SELECT, INSERT ON agreements_contract, agreements_contract_version, agreements_clause, agreements_service,
    agreements_price TO varsel_app;
GRANT UPDATE (telecare, credit_limit_ore) ON agreements_service TO varsel_app;
