-- The promises about settlements, kept for all rows of a statement at once: a bank file settles thousands.

-- What is open follows from the settlements alone: rows begin whole, and only this trigger takes from them.
-- The plan is kept from the first call in a session, whether that settled one line or ten thousand: by keys, always.
DROP TRIGGER ledger_settlement_takes ON ledger_settlement;
CREATE OR REPLACE FUNCTION ledger_settle() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    wrong record;
BEGIN
    UPDATE ledger_line SET open_ore = open_ore - taken.ore
        FROM (SELECT line_id, sum(amount_ore)::bigint AS ore FROM fresh GROUP BY line_id) AS taken
        WHERE ledger_line.id = taken.line_id;
    UPDATE ledger_payment SET unplaced_ore = unplaced_ore - placed.ore
        FROM (SELECT payment_id, sum(amount_ore)::bigint AS ore FROM fresh GROUP BY payment_id) AS placed
        WHERE ledger_payment.id = placed.payment_id;
    UPDATE ledger_credit SET unplaced_ore = unplaced_ore - placed.ore
        FROM (SELECT credit_id, sum(amount_ore)::bigint AS ore FROM fresh GROUP BY credit_id) AS placed
        WHERE ledger_credit.id = placed.credit_id;
    SELECT fresh.line_id, fresh.counts_on, coalesce(payment.initiated_on, credit.granted_on) AS paid_on,
            coalesce(payment.party_id, credit.party_id) IS DISTINCT FROM line.party_id
            OR coalesce(payment.currency, credit.currency) IS DISTINCT FROM invoice.currency AS crosses
        INTO wrong FROM fresh
        LEFT JOIN ledger_line line ON line.id = fresh.line_id
        LEFT JOIN ledger_invoice invoice ON invoice.id = line.invoice_id
        LEFT JOIN ledger_payment payment ON payment.id = fresh.payment_id
        LEFT JOIN ledger_credit credit ON credit.id = fresh.credit_id
        WHERE coalesce(payment.party_id, credit.party_id) IS DISTINCT FROM line.party_id
            OR coalesce(payment.currency, credit.currency) IS DISTINCT FROM invoice.currency
            OR fresh.counts_on <> coalesce(payment.initiated_on, credit.granted_on)
        LIMIT 1;
    IF wrong.crosses THEN
        RAISE EXCEPTION 'settlement of line % crosses customers or currencies', wrong.line_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_within_one_account';
    ELSIF FOUND THEN
        RAISE EXCEPTION 'settlement of line % counts on %, but was paid on %',
            wrong.line_id, wrong.counts_on, wrong.paid_on
            USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_counts_when_paid';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_settlement_takes AFTER INSERT ON ledger_settlement REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_settle();

-- Money that has an owner keeps it; rows begin whole. Both are asked where they would be broken, and nowhere else.
DROP TRIGGER ledger_payment_keeps_owner ON ledger_payment;
CREATE TRIGGER ledger_payment_keeps_owner BEFORE UPDATE ON ledger_payment FOR EACH ROW
    WHEN (OLD.party_id IS DISTINCT FROM NEW.party_id OR OLD.invoice_id IS DISTINCT FROM NEW.invoice_id)
    EXECUTE FUNCTION ledger_keep_owner();
DROP TRIGGER ledger_payment_begins_unplaced ON ledger_payment;
CREATE TRIGGER ledger_payment_begins_unplaced BEFORE INSERT ON ledger_payment FOR EACH ROW
    WHEN (NEW.unplaced_ore IS DISTINCT FROM NEW.amount_ore) EXECUTE FUNCTION ledger_begin_unplaced();

-- What a customer has open is found without reading years of paid invoices.
CREATE INDEX ledger_line_open ON ledger_line (party_id) WHERE open_ore > 0;
