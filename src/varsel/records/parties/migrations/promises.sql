ALTER TABLE parties_party ADD CONSTRAINT parties_party_country
    FOREIGN KEY (country) REFERENCES operator_country (code);

GRANT SELECT, INSERT ON parties_party, parties_contact_point TO varsel_app;
GRANT UPDATE (name, language, protected_identity) ON parties_party TO varsel_app;
GRANT UPDATE (valid_to, bounced_at) ON parties_contact_point TO varsel_app;
