-- A warning is said by the notice of its kind, about its invoice, made in the same moment: no other word serves.
ALTER TABLE arrears_warning
    ADD COLUMN notice_about text GENERATED ALWAYS AS (
        CASE ground WHEN 'unpaid' THEN 'payment_demand' ELSE 'late_payer_warning' END) STORED,
    ADD COLUMN notice_subject text GENERATED ALWAYS AS ('invoice:' || invoice_id::text) STORED,
    ADD CONSTRAINT warning_of_invoice UNIQUE (id, invoice_id, party_id),
    ADD CONSTRAINT warning_invoice_owner FOREIGN KEY (invoice_id, party_id, country)
        REFERENCES ledger_invoice (id, party_id, country),
    ADD CONSTRAINT warning_notice FOREIGN KEY (notice_id, party_id, country, notice_about, notice_subject, made_at)
        REFERENCES notices_notice (id, party_id, country, about, subject, created_at);
-- It warns of services of its own customer.
ALTER TABLE arrears_warned_service
    ADD CONSTRAINT warned_service_of_warning UNIQUE (warning_id, service_id, invoice_id, party_id),
    ADD CONSTRAINT warned_by_warning FOREIGN KEY (warning_id, invoice_id, party_id)
        REFERENCES arrears_warning (id, invoice_id, party_id),
    ADD CONSTRAINT warned_service_owner FOREIGN KEY (service_id, party_id) REFERENCES agreements_service (id, party_id);

-- A deadline is what a delivered warning gave: its dates come from the notice, its floors from the country.
ALTER TABLE arrears_deadline
    ADD CONSTRAINT deadline_warning FOREIGN KEY (warning_id, ground, invoice_id, party_id, country, notice_id)
        REFERENCES arrears_warning (id, ground, invoice_id, party_id, country, notice_id),
    ADD CONSTRAINT deadline_service FOREIGN KEY (warning_id, service_id, invoice_id, party_id)
        REFERENCES arrears_warned_service (warning_id, service_id, invoice_id, party_id),
    ADD CONSTRAINT deadline_service_owner FOREIGN KEY (service_id, party_id, country)
        REFERENCES agreements_service (id, party_id, country),
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
CREATE TRIGGER arrears_warned_service_append_only BEFORE UPDATE OR DELETE ON arrears_warned_service
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();

-- What a warning speaks of stands before its notice leaves, and no invoice is demanded before it is due.
CREATE FUNCTION arrears_warn_before_telling() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    too_late bigint;
BEGIN
    SELECT fresh.warning_id INTO too_late FROM fresh
    LEFT JOIN arrears_warning warning ON warning.id = fresh.warning_id
    LEFT JOIN notices_notice notice ON notice.id = warning.notice_id
    WHERE notice.state IS DISTINCT FROM 'queued'
        OR EXISTS (SELECT FROM notices_attempt attempt WHERE attempt.notice_id = notice.id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'warning % is on its way: it warns of no further service', too_late
            USING ERRCODE = 'check_violation', CONSTRAINT = 'warned_service_before_telling';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER arrears_warned_before_telling AFTER INSERT ON arrears_warned_service REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION arrears_warn_before_telling();

CREATE FUNCTION arrears_warn_when_due() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    too_early bigint;
BEGIN
    SELECT invoice.id INTO too_early FROM fresh
    JOIN ledger_invoice invoice ON invoice.id = fresh.invoice_id
    JOIN operator_country country ON country.code = fresh.country
    WHERE invoice.due_on > (fresh.made_at AT TIME ZONE country.zone)::date LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'invoice % is not due yet: it is not demanded', too_early
            USING ERRCODE = 'check_violation', CONSTRAINT = 'warning_not_before_due';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER arrears_warning_when_due AFTER INSERT ON arrears_warning REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION arrears_warn_when_due();

-- The last day is the one that the customer read.
CREATE FUNCTION arrears_keep_word() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.last_day IS NOT NULL AND NOT EXISTS (
        SELECT FROM notices_attempt WHERE notice_id = NEW.notice_id AND outcome = 'accepted'
            AND stated ->> 'last_day' = to_char(NEW.last_day, 'YYYY-MM-DD')) THEN
        RAISE EXCEPTION 'notice % does not give until %', NEW.notice_id, NEW.last_day
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deadline_as_told';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER arrears_deadline_as_told AFTER INSERT ON arrears_deadline
    FOR EACH ROW EXECUTE FUNCTION arrears_keep_word();

-- The restriction carries its warning's end: an early one, or one with another's warning, has no row to point at.
ALTER TABLE restrictions_restriction ADD CONSTRAINT restriction_warning
    FOREIGN KEY (warning_id, service_id, ground, warning_ends_at)
    REFERENCES arrears_deadline (warning_id, service_id, ground, ends_at);

-- And something of the warned invoice is still to be paid for the service: what was paid restricts nothing.
CREATE FUNCTION arrears_only_unpaid() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.kind = 'debt' AND NOT EXISTS (
        SELECT FROM arrears_warning warning JOIN ledger_line line ON line.invoice_id = warning.invoice_id
        WHERE warning.id = NEW.warning_id AND line.service_id = NEW.service_id
            AND line.kind = 'service' AND line.open_ore > 0) THEN
        RAISE EXCEPTION 'service % owes nothing of what was demanded by warning %', NEW.service_id, NEW.warning_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'restriction_of_an_unpaid_service';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER restrictions_only_of_unpaid AFTER INSERT ON restrictions_restriction
    FOR EACH ROW EXECUTE FUNCTION arrears_only_unpaid();

ALTER TABLE arrears_proposal
    ADD COLUMN entry_about text GENERATED ALWAYS AS ('service:' || service_id::text) STORED,
    ADD COLUMN entry_lawful boolean NOT NULL DEFAULT true CHECK (entry_lawful),
    ADD CONSTRAINT proposal_service_owner FOREIGN KEY (service_id, party_id)
        REFERENCES agreements_service (id, party_id),
    ADD CONSTRAINT proposal_entry FOREIGN KEY (entry_id, made_at, entry_about, entry_lawful)
        REFERENCES journal_entry (id, at, about, lawful);

-- A proposal begins open; what was acted on, or has fallen, stays so.
CREATE FUNCTION arrears_keep_settled() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' AND (NEW.state, NEW.approved_by) IS DISTINCT FROM ('open', NULL) THEN
        RAISE EXCEPTION 'a proposal begins open' USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    ELSIF TG_OP = 'UPDATE' AND OLD.state IN ('acted', 'fallen') THEN
        RAISE EXCEPTION 'proposal % is settled: that stays', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER arrears_proposal_settled_once BEFORE INSERT OR UPDATE ON arrears_proposal
    FOR EACH ROW EXECUTE FUNCTION arrears_keep_settled();
ALTER TABLE arrears_dispute ADD CONSTRAINT dispute_invoice_owner FOREIGN KEY (invoice_id, party_id)
    REFERENCES ledger_invoice (id, party_id);
ALTER TABLE arrears_hold ADD CONSTRAINT hold_party FOREIGN KEY (party_id) REFERENCES parties_party (id);
ALTER TABLE arrears_kept_open ADD CONSTRAINT kept_open_service FOREIGN KEY (service_id)
    REFERENCES agreements_service (id);

GRANT SELECT, INSERT ON arrears_warning, arrears_warned_service, arrears_deadline, arrears_proposal, arrears_dispute,
    arrears_hold, arrears_kept_open TO varsel_app;
GRANT USAGE ON SEQUENCE arrears_warning_id_seq, arrears_proposal_id_seq TO varsel_app;
GRANT UPDATE (state, approved_by, approved_at, act_at, settled_at) ON arrears_proposal TO varsel_app;
GRANT UPDATE (outcome, settled_at, settled_by) ON arrears_dispute TO varsel_app;
GRANT UPDATE (lifted_at) ON arrears_hold TO varsel_app;
