ALTER TABLE outages_loan
    ADD CONSTRAINT loan_of_a_device FOREIGN KEY (device_id) REFERENCES stock_device (id);

-- A loan that has ended stays so: a router that was written off and turns up is no loan any more.
DROP TRIGGER outages_loan_stays_back ON outages_loan;
CREATE FUNCTION outages_keep_loan() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'loan % has ended: that stays', OLD.id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER outages_loan_stays_ended BEFORE UPDATE ON outages_loan FOR EACH ROW
    WHEN (OLD.back_at IS NOT NULL OR OLD.lost_at IS NOT NULL) EXECUTE FUNCTION outages_keep_loan();

-- A loan is never billed: no line and no request of the ledger is about one, or about a device.
ALTER TABLE ledger_line ADD CONSTRAINT line_never_for_a_loan CHECK (change !~ '^(loan|device):');
ALTER TABLE ledger_request ADD CONSTRAINT request_never_for_a_loan CHECK (about !~ '^(loan|device):');

GRANT UPDATE (device_id, warehouse, handed_at, how, signed_by, tracking, overdue_at, lost_at, lost_because, lost_by)
    ON outages_loan TO varsel_app;
