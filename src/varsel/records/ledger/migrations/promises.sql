ALTER TABLE ledger_invoice
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
CREATE FUNCTION ledger_begin_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.open_ore := NEW.amount_ore;
    RETURN NEW;
END $$;
CREATE FUNCTION ledger_begin_unplaced() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION ledger_settle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    whose bigint;
    payer bigint;
    owed_in text;
    paid_in text;
BEGIN
    UPDATE ledger_line SET open_ore = open_ore - NEW.amount_ore WHERE id = NEW.line_id RETURNING party_id INTO whose;
    SELECT currency INTO owed_in FROM ledger_invoice
        WHERE id = (SELECT invoice_id FROM ledger_line WHERE id = NEW.line_id);
    IF NEW.payment_id IS NOT NULL THEN
        UPDATE ledger_payment SET unplaced_ore = unplaced_ore - NEW.amount_ore WHERE id = NEW.payment_id
            RETURNING party_id, currency INTO payer, paid_in;
    ELSE
        UPDATE ledger_credit SET unplaced_ore = unplaced_ore - NEW.amount_ore WHERE id = NEW.credit_id
            RETURNING party_id, currency INTO payer, paid_in;
    END IF;
    IF payer IS DISTINCT FROM whose OR paid_in IS DISTINCT FROM owed_in THEN
        RAISE EXCEPTION 'settlement of line % crosses customers or currencies', NEW.line_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_settlement_takes AFTER INSERT ON ledger_settlement
    FOR EACH ROW EXECUTE FUNCTION ledger_settle();
CREATE TRIGGER ledger_settlement_append_only BEFORE UPDATE OR DELETE ON ledger_settlement
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE INDEX ledger_settlement_line ON ledger_settlement (line_id);

GRANT SELECT, INSERT ON ledger_invoice, ledger_line, ledger_payment, ledger_credit, ledger_settlement,
    ledger_credited_day, ledger_usage, ledger_debit_failure TO varsel_app;
GRANT UPDATE (party_id, invoice_id) ON ledger_payment TO varsel_app;
