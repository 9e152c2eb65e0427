ALTER TABLE ledger_pay_out
    ADD CONSTRAINT pay_out_party FOREIGN KEY (party_id) REFERENCES parties_party (id),
    ADD CONSTRAINT pay_out_country FOREIGN KEY (country) REFERENCES operator_country (code),
    ADD CONSTRAINT pay_out_second_person CHECK (
        approved_by IS NULL OR approved_by <> proposed_by OR release_at >= approved_at + interval '24 hours'),
    ADD CONSTRAINT pay_out_state CHECK (
        CASE state
            WHEN 'proposed' THEN approved_by IS NULL AND run_id IS NULL AND settled_at IS NULL
            WHEN 'withdrawn' THEN run_id IS NULL AND settled_at IS NOT NULL
            WHEN 'approved' THEN run_id IS NULL AND settled_at IS NULL
                AND approved_by IS NOT NULL AND approved_at IS NOT NULL AND release_at IS NOT NULL
            WHEN 'asked' THEN run_id IS NULL AND settled_at IS NULL AND approved_by IS NOT NULL
            WHEN 'sent' THEN approved_by IS NOT NULL AND settled_at IS NULL
            WHEN 'returned' THEN approved_by IS NOT NULL AND settled_at IS NOT NULL
            ELSE false
        END);
ALTER TABLE ledger_pay_run
    ADD CONSTRAINT pay_run_country FOREIGN KEY (country) REFERENCES operator_country (code),
    ADD CONSTRAINT pay_run_hash_is_true CHECK (sha256 = encode(sha256(content), 'hex')),
    ADD CONSTRAINT pay_run_not_empty CHECK (count > 0 AND sum_ore > 0);
ALTER TABLE ledger_own_account
    ADD CONSTRAINT own_account_country FOREIGN KEY (country) REFERENCES operator_country (code);
ALTER TABLE ledger_request
    ADD CONSTRAINT request_party FOREIGN KEY (party_id) REFERENCES parties_party (id),
    ADD CONSTRAINT request_invoice_owner FOREIGN KEY (invoice_id, party_id) REFERENCES ledger_invoice (id, party_id);

CREATE INDEX ledger_settlement_undoes ON ledger_settlement (undoes_id) WHERE undoes_id IS NOT NULL;
CREATE INDEX ledger_payment_waiting ON ledger_payment (party_id) WHERE unplaced_ore > 0 AND party_id IS NOT NULL;
CREATE INDEX ledger_credit_waiting ON ledger_credit (party_id) WHERE unplaced_ore > 0;

-- A settlement is undone by a counter-row: the same line, money and day, at most as much as is left of it. What it
-- takes is negative, so that the triggers of a settlement give back to both sides.
CREATE FUNCTION ledger_undo() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    undone ledger_settlement;
    net bigint;
BEGIN
    PERFORM FROM ledger_line WHERE id = NEW.line_id FOR UPDATE;
    SELECT * INTO undone FROM ledger_settlement WHERE id = NEW.undoes_id;
    SELECT sum(amount_ore) INTO net FROM ledger_settlement WHERE id = NEW.undoes_id OR undoes_id = NEW.undoes_id;
    IF undone.undoes_id IS NOT NULL OR (undone.line_id, undone.payment_id, undone.credit_id, undone.counts_on)
            IS DISTINCT FROM (NEW.line_id, NEW.payment_id, NEW.credit_id, NEW.counts_on) THEN
        RAISE EXCEPTION 'settlement % is not undone by another line, other money or another day', NEW.undoes_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_undone_as_it_was';
    ELSIF net + NEW.amount_ore < 0 THEN
        RAISE EXCEPTION 'settlement % has % öre left to undo', NEW.undoes_id, net
            USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_undone_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_settlement_undoes BEFORE INSERT ON ledger_settlement
    FOR EACH ROW WHEN (NEW.undoes_id IS NOT NULL) EXECUTE FUNCTION ledger_undo();

-- A reversal that is placed takes back what nothing holds of its payment any more, once, in its currency.
CREATE FUNCTION ledger_reverse() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    paid_in text;
    paid bigint;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.waits_because = '' THEN
        RAISE EXCEPTION 'reversal % is placed: it stays where it is', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    ELSIF NEW.payment_id IS NOT NULL THEN
        UPDATE ledger_payment SET unplaced_ore = unplaced_ore - NEW.amount_ore WHERE id = NEW.payment_id
            RETURNING currency INTO paid_in;
    ELSIF NEW.pay_out_id IS NOT NULL THEN
        UPDATE ledger_pay_out SET state = 'returned', settled_at = NEW.booked_at, settled_by = NEW.source
            WHERE id = NEW.pay_out_id RETURNING currency, amount_ore INTO paid_in, paid;
    ELSE
        RETURN NULL;
    END IF;
    IF paid_in IS DISTINCT FROM NEW.currency OR paid <> NEW.amount_ore THEN
        RAISE EXCEPTION 'reversal % is of another currency or amount', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_of_its_money';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_reversal_takes AFTER INSERT OR UPDATE ON ledger_reversal
    FOR EACH ROW EXECUTE FUNCTION ledger_reverse();

-- Money is reserved when its pay-out is proposed, and free again when that is withdrawn or came back: never paid twice.
CREATE FUNCTION ledger_pay_out_moves() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    whose bigint;
    paid_in text;
    takes bigint := NEW.amount_ore;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.state = OLD.state OR NEW.state NOT IN ('withdrawn', 'returned') THEN
            RETURN NULL;
        END IF;
        takes := -takes;
    END IF;
    IF NEW.payment_id IS NOT NULL THEN
        UPDATE ledger_payment SET unplaced_ore = unplaced_ore - takes WHERE id = NEW.payment_id
            RETURNING party_id, currency INTO whose, paid_in;
    ELSE
        UPDATE ledger_credit SET unplaced_ore = unplaced_ore - takes WHERE id = NEW.credit_id
            RETURNING party_id, currency INTO whose, paid_in;
    END IF;
    IF (whose, paid_in) IS DISTINCT FROM (NEW.party_id, NEW.currency) THEN
        RAISE EXCEPTION 'pay-out % is of another customer''s money, or in another currency', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pay_out_of_own_money';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_pay_out_moves_money AFTER INSERT OR UPDATE ON ledger_pay_out
    FOR EACH ROW EXECUTE FUNCTION ledger_pay_out_moves();

-- A pay-out goes one way: proposed, approved, sent in a file (or asked of the billing system, and done by it).
CREATE FUNCTION ledger_pay_out_goes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    may boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        may := NEW.state = 'proposed';
    ELSE
        may := CASE OLD.state || ' ' || NEW.state
            WHEN 'proposed approved' THEN true
            WHEN 'proposed withdrawn' THEN true
            WHEN 'approved withdrawn' THEN true
            WHEN 'approved asked' THEN true
            WHEN 'asked withdrawn' THEN
                EXISTS (SELECT FROM ledger_request WHERE pay_out_id = NEW.id AND state = 'refused')
                AND NOT EXISTS (SELECT FROM ledger_request WHERE pay_out_id = NEW.id AND state <> 'refused')
            WHEN 'asked sent' THEN
                NEW.run_id IS NULL
                AND EXISTS (SELECT FROM ledger_request WHERE pay_out_id = NEW.id AND state = 'acknowledged')
            WHEN 'approved sent' THEN EXISTS (
                SELECT FROM ledger_pay_run run WHERE run.id = NEW.run_id AND run.made_at >= NEW.release_at
                    AND (run.country, run.currency) = (NEW.country, NEW.currency))
            WHEN 'sent returned' THEN EXISTS (SELECT FROM ledger_reversal WHERE pay_out_id = NEW.id)
            ELSE false
        END;
        may := may AND NEW.run_id IS NOT DISTINCT FROM coalesce(OLD.run_id, NEW.run_id)
            AND (OLD.state = 'proposed' OR (NEW.approved_at, NEW.approved_by, NEW.release_at)
                = (OLD.approved_at, OLD.approved_by, OLD.release_at));
    END IF;
    IF may IS NOT TRUE THEN
        RAISE EXCEPTION 'pay-out % does not become % so', NEW.id, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pay_out_one_way';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_pay_out_one_way BEFORE INSERT OR UPDATE ON ledger_pay_out
    FOR EACH ROW EXECUTE FUNCTION ledger_pay_out_goes();

-- What a file says in count and sum is what its pay-outs are, from its commit on.
CREATE FUNCTION ledger_pay_run_is_whole() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    about bigint := CASE TG_TABLE_NAME WHEN 'ledger_pay_run' THEN (to_jsonb(NEW) ->> 'id')::bigint
        ELSE (to_jsonb(NEW) ->> 'run_id')::bigint END;
BEGIN
    IF EXISTS (SELECT FROM ledger_pay_run run WHERE run.id = about AND (run.count, run.sum_ore) IS DISTINCT FROM (
            (SELECT count(*)::integer FROM ledger_pay_out WHERE run_id = about),
            (SELECT sum(amount_ore)::bigint FROM ledger_pay_out WHERE run_id = about))) THEN
        RAISE EXCEPTION 'the file % does not hold what its pay-outs are', about
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pay_run_is_whole';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_pay_run_whole AFTER INSERT ON ledger_pay_run
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_pay_run_is_whole();
CREATE CONSTRAINT TRIGGER ledger_pay_out_in_whole_run AFTER UPDATE OF run_id ON ledger_pay_out
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_pay_run_is_whole();
CREATE TRIGGER ledger_pay_run_append_only BEFORE UPDATE OR DELETE ON ledger_pay_run
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER ledger_own_account_append_only BEFORE UPDATE OR DELETE ON ledger_own_account
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();

-- A request is for the very money that it names, and is answered once.
CREATE FUNCTION ledger_request_asks() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state <> 'requested' THEN
        RAISE EXCEPTION 'request % is answered: the answer stays', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'request_answer_stays';
    ELSIF NOT EXISTS (
        SELECT FROM ledger_credit WHERE id = NEW.credit_id
            AND (party_id, currency, amount_ore) = (NEW.party_id, NEW.currency, NEW.amount_ore)
        UNION ALL SELECT FROM ledger_pay_out WHERE id = NEW.pay_out_id
            AND (party_id, currency, amount_ore) = (NEW.party_id, NEW.currency, NEW.amount_ore)) THEN
        RAISE EXCEPTION 'request % is not for the money that it names', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'request_of_its_money';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_request_is_sound BEFORE INSERT OR UPDATE ON ledger_request
    FOR EACH ROW EXECUTE FUNCTION ledger_request_asks();

-- A correction is a credit of its own line's customer; a respite gives time and takes none.
CREATE FUNCTION ledger_correct() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger_line line JOIN ledger_credit credit ON credit.id = NEW.credit_id
            AND (credit.party_id, credit.invoice_id, credit.amount_ore) = (line.party_id, line.invoice_id, NEW.amount_ore)
            WHERE line.id = NEW.line_id)
        OR (SELECT sum(amount_ore) FROM ledger_correction WHERE line_id = NEW.line_id)
            > (SELECT amount_ore FROM ledger_line WHERE id = NEW.line_id) THEN
        RAISE EXCEPTION 'line % is not corrected by this credit', NEW.line_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_of_its_line';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_correction_is_sound AFTER INSERT ON ledger_correction
    FOR EACH ROW EXECUTE FUNCTION ledger_correct();
CREATE FUNCTION ledger_give_time() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.due_on <= (SELECT greatest(invoice.due_on, max(earlier.due_on)) FROM ledger_invoice invoice
            LEFT JOIN ledger_respite earlier ON earlier.invoice_id = invoice.id
            WHERE invoice.id = NEW.invoice_id GROUP BY invoice.due_on) THEN
        RAISE EXCEPTION 'invoice % is not due earlier than it was', NEW.invoice_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'respite_gives_time';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_respite_gives_time BEFORE INSERT ON ledger_respite
    FOR EACH ROW EXECUTE FUNCTION ledger_give_time();

GRANT SELECT, INSERT ON ledger_correction, ledger_respite, ledger_doubt TO varsel_app;
GRANT SELECT, INSERT ON ledger_reversal, ledger_own_account, ledger_pay_run, ledger_pay_out, ledger_request TO varsel_app;
GRANT UPDATE (payment_id, pay_out_id, waits_because) ON ledger_reversal TO varsel_app;
GRANT UPDATE (state, approved_at, approved_by, release_at, run_id, settled_at, settled_by) ON ledger_pay_out TO varsel_app;
GRANT UPDATE (exported_at, state, answered_at, theirs, reason) ON ledger_request TO varsel_app;
