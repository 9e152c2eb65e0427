ALTER TABLE arrears_warning
    ADD CONSTRAINT warning_invoice_owner FOREIGN KEY (invoice_id, party_id) REFERENCES ledger_invoice (id, party_id),
    ADD CONSTRAINT warning_country FOREIGN KEY (country) REFERENCES operator_country (code),
    ADD CONSTRAINT warning_notice FOREIGN KEY (notice_id) REFERENCES notices_notice (id);
ALTER TABLE arrears_warned_service
    ADD CONSTRAINT warned_service_owner FOREIGN KEY (service_id, party_id) REFERENCES agreements_service (id, party_id),
    ADD CONSTRAINT warned_invoice_owner FOREIGN KEY (invoice_id, party_id) REFERENCES ledger_invoice (id, party_id);

-- A deadline is what a delivered warning gave: its dates come from the notice, its floors from the country.
ALTER TABLE arrears_deadline
    ADD CONSTRAINT deadline_warning FOREIGN KEY (warning_id, ground, invoice_id, party_id, country, notice_id)
        REFERENCES arrears_warning (id, ground, invoice_id, party_id, country, notice_id),
    ADD CONSTRAINT deadline_service FOREIGN KEY (warning_id, service_id)
        REFERENCES arrears_warned_service (warning_id, service_id),
    ADD CONSTRAINT deadline_proof FOREIGN KEY (notice_id, party_id, told_at, received_at)
        REFERENCES notices_notice (id, party_id, told_at, received_at),
    ADD CONSTRAINT deadline_country FOREIGN KEY
        (country, zone, demand_days, demand_months, notice_hours, limited_days)
        REFERENCES operator_country (code, zone, demand_days, demand_months, notice_hours, limited_days),
    ADD CONSTRAINT deadline_local_days CHECK (
        sent_on = (told_at AT TIME ZONE zone)::date AND received_on = (received_at AT TIME ZONE zone)::date),
    ADD CONSTRAINT deadline_gives_what_law_gives CHECK (
        CASE ground
            WHEN 'unpaid' THEN last_day >= sent_on + demand_days
                AND last_day >= (received_on + make_interval(months => demand_months))::date
                AND ends_at = ((last_day + 1)::timestamp AT TIME ZONE zone)
            ELSE ends_at >= received_at + make_interval(hours => notice_hours) END);
CREATE TRIGGER arrears_deadline_append_only BEFORE UPDATE OR DELETE ON arrears_deadline
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER arrears_warning_append_only BEFORE UPDATE OR DELETE ON arrears_warning
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();

-- The restriction carries its warning's end: an early one, or one with another's warning, has no row to point at.
ALTER TABLE restrictions_restriction ADD CONSTRAINT restriction_warning
    FOREIGN KEY (warning_id, service_id, ground, warning_ends_at)
    REFERENCES arrears_deadline (warning_id, service_id, ground, ends_at);

ALTER TABLE arrears_proposal
    ADD CONSTRAINT proposal_service_owner FOREIGN KEY (service_id, party_id)
        REFERENCES agreements_service (id, party_id),
    ADD CONSTRAINT proposal_entry FOREIGN KEY (entry_id) REFERENCES journal_entry (id);
ALTER TABLE arrears_dispute ADD CONSTRAINT dispute_invoice_owner FOREIGN KEY (invoice_id, party_id)
    REFERENCES ledger_invoice (id, party_id);
ALTER TABLE arrears_hold ADD CONSTRAINT hold_party FOREIGN KEY (party_id) REFERENCES parties_party (id);
ALTER TABLE arrears_kept_open ADD CONSTRAINT kept_open_service FOREIGN KEY (service_id)
    REFERENCES agreements_service (id);

GRANT SELECT, INSERT ON arrears_warning, arrears_warned_service, arrears_deadline, arrears_proposal, arrears_dispute,
    arrears_hold, arrears_kept_open TO varsel_app;
GRANT UPDATE (state, approved_by, approved_at, act_at, settled_at) ON arrears_proposal TO varsel_app;
GRANT UPDATE (outcome, settled_at, settled_by) ON arrears_dispute TO varsel_app;
GRANT UPDATE (lifted_at) ON arrears_hold TO varsel_app;
