GRANT SELECT, INSERT, UPDATE ON staff_user TO varsel_app;
GRANT SELECT, INSERT, DELETE ON staff_role TO varsel_app;

-- What sign-in keeps. Groups, permissions and content types are Django's; nothing here uses them, so nothing is granted.
GRANT SELECT, INSERT, UPDATE ON account_emailaddress TO varsel_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON mfa_authenticator, django_session TO varsel_app;

-- Counts of attempts and one-time codes already used: one table for every worker, or each would count for itself.
CREATE TABLE staff_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX staff_cache_expires ON staff_cache (expires);
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_cache TO varsel_app;
