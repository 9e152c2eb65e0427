ALTER TABLE ledger_invoice
    ADD CONSTRAINT invoice_country_owner UNIQUE (id, party_id, country),
    ADD CONSTRAINT invoice_party FOREIGN KEY (party_id) REFERENCES parties_party (id),
    ADD CONSTRAINT invoice_country FOREIGN KEY (country) REFERENCES operator_country (code);
ALTER TABLE ledger_line
    ADD CONSTRAINT line_invoice_owner FOREIGN KEY (invoice_id, party_id) REFERENCES ledger_invoice (id, party_id),
    ADD CONSTRAINT line_service_owner FOREIGN KEY (service_id, party_id) REFERENCES agreements_service (id, party_id);
ALTER TABLE ledger_payment
    ADD CONSTRAINT payment_party FOREIGN KEY (party_id) REFERENCES parties_party (id),
    ADD CONSTRAINT payment_invoice_owner FOREIGN KEY (invoice_id, party_id) REFERENCES ledger_invoice (id, party_id);
ALTER TABLE ledger_credit
    ADD CONSTRAINT credit_party FOREIGN KEY (party_id) REFERENCES parties_party (id),
    ADD CONSTRAINT credit_invoice_owner FOREIGN KEY (invoice_id, party_id) REFERENCES ledger_invoice (id, party_id);
ALTER TABLE ledger_credited_day
    ADD CONSTRAINT credited_day_service FOREIGN KEY (service_id) REFERENCES agreements_service (id);
ALTER TABLE ledger_usage
    ADD CONSTRAINT usage_service FOREIGN KEY (service_id) REFERENCES agreements_service (id);

-- What is open follows from the settlements alone: rows begin whole, and only this trigger takes from them.
CREATE FUNCTION ledger_begin_open() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.open_ore := NEW.amount_ore;
    RETURN NEW;
END $$;
CREATE FUNCTION ledger_begin_unplaced() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.unplaced_ore := NEW.amount_ore;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_line_begins_open BEFORE INSERT ON ledger_line
    FOR EACH ROW EXECUTE FUNCTION ledger_begin_open();
CREATE TRIGGER ledger_payment_begins_unplaced BEFORE INSERT ON ledger_payment
    FOR EACH ROW EXECUTE FUNCTION ledger_begin_unplaced();
CREATE TRIGGER ledger_credit_begins_unplaced BEFORE INSERT ON ledger_credit
    FOR EACH ROW EXECUTE FUNCTION ledger_begin_unplaced();

CREATE FUNCTION ledger_settle() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    whose bigint;
    payer bigint;
    owed_in text;
    paid_in text;
    paid_on date;
BEGIN
    UPDATE ledger_line SET open_ore = open_ore - NEW.amount_ore WHERE id = NEW.line_id RETURNING party_id INTO whose;
    SELECT currency INTO owed_in FROM ledger_invoice
        WHERE id = (SELECT invoice_id FROM ledger_line WHERE id = NEW.line_id);
    IF NEW.payment_id IS NOT NULL THEN
        UPDATE ledger_payment SET unplaced_ore = unplaced_ore - NEW.amount_ore WHERE id = NEW.payment_id
            RETURNING party_id, currency, initiated_on INTO payer, paid_in, paid_on;
    ELSE
        UPDATE ledger_credit SET unplaced_ore = unplaced_ore - NEW.amount_ore WHERE id = NEW.credit_id
            RETURNING party_id, currency, granted_on INTO payer, paid_in, paid_on;
    END IF;
    IF payer IS DISTINCT FROM whose OR paid_in IS DISTINCT FROM owed_in THEN
        RAISE EXCEPTION 'settlement of line % crosses customers or currencies', NEW.line_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_within_one_account';
    ELSIF NEW.counts_on <> paid_on THEN
        RAISE EXCEPTION 'settlement of line % counts on %, but was paid on %', NEW.line_id, NEW.counts_on, paid_on
            USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_counts_when_paid';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_settlement_takes AFTER INSERT ON ledger_settlement
    FOR EACH ROW EXECUTE FUNCTION ledger_settle();
CREATE TRIGGER ledger_settlement_append_only BEFORE UPDATE OR DELETE ON ledger_settlement
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE INDEX ledger_settlement_line ON ledger_settlement (line_id);

-- An invoice that was told has all its lines: no debt grows under a demand that was sent for a smaller one.
CREATE FUNCTION ledger_invoice_is_whole() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM journal_entry
               WHERE about = 'invoice:' || NEW.invoice_id::text AND kind = 'invoice_received') THEN
        RAISE EXCEPTION 'invoice % was received: it gets no further line', NEW.invoice_id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_line_of_a_new_invoice BEFORE INSERT ON ledger_line
    FOR EACH ROW EXECUTE FUNCTION ledger_invoice_is_whole();

-- Money that has an owner keeps it.
CREATE FUNCTION ledger_keep_owner() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.party_id IS NOT NULL
        AND (NEW.party_id, NEW.invoice_id) IS DISTINCT FROM (OLD.party_id, OLD.invoice_id) THEN
        RAISE EXCEPTION 'payment % is placed: it stays where it is', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_payment_keeps_owner BEFORE UPDATE ON ledger_payment
    FOR EACH ROW EXECUTE FUNCTION ledger_keep_owner();

GRANT SELECT, INSERT ON ledger_invoice, ledger_line, ledger_payment, ledger_credit, ledger_settlement,
    ledger_credited_day, ledger_usage, ledger_debit_failure TO varsel_app;
GRANT UPDATE (invoice_id) ON ledger_usage TO varsel_app;
GRANT UPDATE (party_id, invoice_id) ON ledger_payment TO varsel_app;
