-- What an alarm declared is called like its node. An alarm that stood without an outage is confirmed again.
UPDATE outages_outage SET called = (SELECT external_id FROM network_node WHERE id = node_id) WHERE called = '';
UPDATE outages_alarm AS alarm SET outage_id = open.id FROM outages_outage AS open
    WHERE open.node_id = alarm.node_id AND open.ended_at IS NULL AND alarm.cleared_at IS NULL;
UPDATE outages_alarm SET confirm_at = raised_at WHERE cleared_at IS NULL AND outage_id IS NULL;

ALTER TABLE outages_planned_work
    ADD CONSTRAINT planned_work_node FOREIGN KEY (node_id) REFERENCES network_node (id),
    -- "never less than 24 hours": hours on the clock, also over its change
    ADD CONSTRAINT planned_work_in_time CHECK (begins_at - planned_at >= interval '24 hours');
ALTER TABLE outages_threshold
    ADD CONSTRAINT threshold_country FOREIGN KEY (country) REFERENCES operator_country (code);
-- Who borrows was offered: the customer is one whom the outage touches.
ALTER TABLE outages_offer ADD CONSTRAINT offer_party FOREIGN KEY (party_id) REFERENCES parties_party (id);
ALTER TABLE outages_loan
    ADD CONSTRAINT loan_was_offered FOREIGN KEY (outage_id, party_id) REFERENCES outages_offer (outage_id, party_id);

-- What was said of the end, what the crew did, what was reported and offered stays: a new word is a new row.
CREATE TRIGGER outages_forecast_append_only BEFORE UPDATE OR DELETE ON outages_forecast
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER outages_crew_append_only BEFORE UPDATE OR DELETE ON outages_crew
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER outages_reported_append_only BEFORE UPDATE OR DELETE ON outages_reported
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER outages_offer_append_only BEFORE UPDATE OR DELETE ON outages_offer
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER outages_threshold_append_only BEFORE UPDATE OR DELETE ON outages_threshold
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER outages_forecast_not_backdated BEFORE INSERT ON outages_forecast
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_past('made_at');

-- An outage ends once and is taken over once (its topmost may change while it is open); over, it stays as it was.
CREATE FUNCTION outages_keep_end() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'outage % has ended: that stays', OLD.id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER outages_outage_stays_ended BEFORE UPDATE ON outages_outage FOR EACH ROW
    WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION outages_keep_end();
CREATE TRIGGER outages_loan_stays_back BEFORE UPDATE ON outages_loan FOR EACH ROW
    WHEN (OLD.back_at IS NOT NULL) EXECUTE FUNCTION outages_keep_end();

-- A regulator's duty is kept by a receipt, and by nothing else.
CREATE FUNCTION outages_ask_receipt() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM outages_reported
        WHERE step = NEW.kind AND 'outage:' || outage_id::text = NEW.about) THEN
        RAISE EXCEPTION 'the % about % is kept by a receipt: there is none', NEW.kind, NEW.about
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER clocks_regulator_kept_by_a_receipt BEFORE INSERT OR UPDATE ON clocks_clock FOR EACH ROW
    WHEN (NEW.kind IN ('regulator_notice', 'regulator_report', 'regulator_final') AND NEW.state IN ('kept', 'dropped'))
    EXECUTE FUNCTION outages_ask_receipt();

-- Many credits at once draw their ids beforehand.
GRANT USAGE ON SEQUENCE ledger_credit_id_seq TO varsel_app;
GRANT SELECT, INSERT ON outages_forecast, outages_crew, outages_waiting, outages_planned_work, outages_offer,
    outages_loan, outages_threshold, outages_reported TO varsel_app;
GRANT UPDATE (merged_into_id, merged_at) ON outages_outage TO varsel_app;
GRANT UPDATE (confirm_at, outage_id) ON outages_alarm TO varsel_app;
GRANT UPDATE (over_at) ON outages_waiting TO varsel_app;
GRANT UPDATE (back_at) ON outages_loan TO varsel_app;
