-- The floors of each country, so that constraints can lean on them. A test holds them against varsel.law.
INSERT INTO operator_country (code, zone, currency, demand_days, demand_months, notice_hours, limited_days) VALUES
    ('SE', 'Europe/Stockholm', 'SEK', 8, 0, 24, 10),  -- LEK 7:34
    ('NO', 'Europe/Oslo', 'NOK', 0, 1, 0, 0);         -- ekomloven § 4-11

CREATE TRIGGER operator_policy_version_append_only BEFORE UPDATE OR DELETE ON operator_policy_version
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER operator_policy_version_not_truncated BEFORE TRUNCATE ON operator_policy_version
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER operator_policy_version_not_backdated BEFORE INSERT ON operator_policy_version
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_past('valid_from');

GRANT SELECT ON operator_country TO varsel_app;
GRANT SELECT, INSERT ON operator_policy_version TO varsel_app;
