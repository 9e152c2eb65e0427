-- The grounds that law knows. A terms change is none, in either country; Norway has no path for the repeatedly late.
-- The rule is the one that a permit's verdict must answer to. A test holds them against varsel.law.
INSERT INTO restrictions_ground (country, kind, code, level, rule) VALUES
    ('SE', 'debt', 'unpaid', 'limited', 'SE-SUSP-01'),
    ('SE', 'debt', 'unpaid', 'closed', 'SE-SUSP-04'),
    ('SE', 'debt', 'repeatedly_late', 'limited', 'SE-SUSP-03'),
    ('SE', 'debt', 'repeatedly_late', 'closed', 'SE-SUSP-04'),
    ('SE', 'credit_limit', 'credit_limit', 'outgoing_barred', 'SE-SUSP-09'),
    ('NO', 'debt', 'unpaid', 'limited', 'NO-SUSP-01'),
    ('NO', 'debt', 'unpaid', 'closed', 'NO-SUSP-01'),
    ('NO', 'credit_limit', 'credit_limit', 'outgoing_barred', 'NO-SUSP-03');
GRANT SELECT ON restrictions_ground TO varsel_app;

ALTER TABLE restrictions_restriction
    ADD COLUMN permit_about text GENERATED ALWAYS AS ('service:' || service_id::text) STORED,
    ADD COLUMN permit_lawful boolean NOT NULL DEFAULT true CHECK (permit_lawful),
    ADD COLUMN limited_level text GENERATED ALWAYS AS (CASE WHEN level = 'closed' THEN 'limited' END) STORED,
    ADD COLUMN limited_until timestamptz GENERATED ALWAYS AS (CASE WHEN level = 'closed' THEN begins_at END) STORED,
    -- Whose law, and in whose days: from the service and its country, never from the row.
    ADD CONSTRAINT restriction_service FOREIGN KEY (service_id, country, service_kind)
        REFERENCES agreements_service (id, country, kind),
    ADD CONSTRAINT restriction_country FOREIGN KEY
        (country, zone, demand_days, demand_months, notice_hours, limited_days)
        REFERENCES operator_country (code, zone, demand_days, demand_months, notice_hours, limited_days),
    ADD CONSTRAINT restriction_ground FOREIGN KEY (country, kind, ground, level)
        REFERENCES restrictions_ground (country, kind, code, level),
    -- The permit: a lawful verdict, of this very moment, about this very service.
    ADD CONSTRAINT restriction_permit FOREIGN KEY (permit_id, begins_at, permit_about, permit_lawful)
        REFERENCES journal_entry (id, at, about, lawful),
    ADD CONSTRAINT restriction_permit_used_once UNIQUE (permit_id),
    ADD CONSTRAINT restriction_begins_on CHECK (begins_on = (begins_at AT TIME ZONE zone)::date),
    ADD CONSTRAINT restriction_service_kind CHECK (
        CASE kind WHEN 'debt' THEN service_kind IN ('internet', 'telephony', 'mobile')
                  ELSE service_kind IN ('telephony', 'mobile') END),
    -- A closing begins where its limiting ended, and not before the last of its days has ended (LEK 7:34 st. 2).
    ADD CONSTRAINT restriction_follows_limited FOREIGN KEY
        (limited_id, service_id, limited_level, limited_on, limited_until)
        REFERENCES restrictions_restriction (id, service_id, level, begins_on, ended_at),
    ADD CONSTRAINT restriction_days_of_functional_internet CHECK (
        level <> 'closed' OR begins_at >= ((limited_on + limited_days + 1)::timestamp AT TIME ZONE zone)),
    ADD CONSTRAINT restriction_no_overlap EXCLUDE USING gist
        (service_id WITH =, kind WITH =, tstzrange(begins_at, ended_at) WITH &&);

-- The permit is the entry of this very act: its verdict answers the rule of this ground, on this local day.
CREATE FUNCTION restrictions_read_permit() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM journal_entry permit JOIN restrictions_ground ground
            ON (ground.country, ground.kind, ground.code, ground.level)
                = (NEW.country, NEW.kind, NEW.ground, NEW.level)
            AND permit.verdict ->> 'rule' = ground.rule
        WHERE permit.id = NEW.permit_id AND permit.verdict ->> 'on' = to_char(NEW.begins_on, 'YYYY-MM-DD')
            AND permit.kind = CASE NEW.level WHEN 'limited' THEN 'service_limited' WHEN 'closed' THEN 'service_closed'
                                             ELSE NEW.level END) THEN
        RAISE EXCEPTION 'journal entry % permits no restriction to % on %', NEW.permit_id, NEW.level, NEW.begins_on
            USING ERRCODE = 'check_violation', CONSTRAINT = 'restriction_permit_of_this_act';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER restrictions_permit_of_this_act AFTER INSERT ON restrictions_restriction
    FOR EACH ROW EXECUTE FUNCTION restrictions_read_permit();

-- A line that an alarm hangs on is never limited or closed.
CREATE FUNCTION restrictions_spare_life_lines() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.kind = 'debt' AND (SELECT telecare FROM agreements_service WHERE id = NEW.service_id) THEN
        RAISE EXCEPTION 'service % is a life line: never limited or closed', NEW.service_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'restriction_life_line';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER restrictions_life_line BEFORE INSERT ON restrictions_restriction
    FOR EACH ROW EXECUTE FUNCTION restrictions_spare_life_lines();

-- Not more restrictions for debt in a day than the operator's cap, until a second person lifts it. One person may lower
-- the cap from now on, but raise it from the next day on only.
CREATE FUNCTION restrictions_cap_at(moment timestamptz) RETURNS integer STABLE LANGUAGE sql
SET search_path = public, pg_temp AS $$
    SELECT (document #>> '{payments,daily_cap}')::integer FROM operator_policy_version
    WHERE valid_from <= moment ORDER BY valid_from DESC, id DESC LIMIT 1
$$;
CREATE FUNCTION restrictions_count() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    chosen integer := least(
        restrictions_cap_at(NEW.begins_at), restrictions_cap_at(NEW.begins_on::timestamp AT TIME ZONE NEW.zone));
BEGIN
    IF NEW.kind = 'debt' THEN
        INSERT INTO restrictions_day AS today (day, begun, cap) VALUES (NEW.begins_on, 1, coalesce(chosen, 500))
            ON CONFLICT (day) DO UPDATE SET begun = today.begun + 1;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER restrictions_counted AFTER INSERT ON restrictions_restriction
    FOR EACH ROW EXECUTE FUNCTION restrictions_count();

CREATE FUNCTION restrictions_lift_cap() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO restrictions_day AS today (day, begun, cap) 
        VALUES (NEW.day, 0, greatest(NEW.cap, coalesce(restrictions_cap_at(NEW.at), 500)))
        ON CONFLICT (day) DO UPDATE SET cap = greatest(today.cap, NEW.cap);
    RETURN NULL;
END $$;
CREATE TRIGGER restrictions_cap_lifted AFTER INSERT ON restrictions_cap_lift
    FOR EACH ROW EXECUTE FUNCTION restrictions_lift_cap();
ALTER TABLE restrictions_cap_lift
    ADD CONSTRAINT cap_lift_for_today CHECK (day - (at AT TIME ZONE 'UTC')::date IN (0, 1)),  -- our zones lie east
    ADD CONSTRAINT cap_lift_asked_by FOREIGN KEY (asked_by) REFERENCES staff_user (id),
    ADD CONSTRAINT cap_lift_lifted_by FOREIGN KEY (lifted_by) REFERENCES staff_user (id);
CREATE TRIGGER restrictions_cap_lift_not_backdated BEFORE INSERT ON restrictions_cap_lift
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_past('at');

-- A restriction can end; nothing else of it ever changes, and what ended stays ended.
CREATE FUNCTION restrictions_only_end() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'restriction % has ended: that stays', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER restrictions_restriction_only_ends BEFORE UPDATE ON restrictions_restriction
    FOR EACH ROW EXECUTE FUNCTION restrictions_only_end();
CREATE TRIGGER restrictions_restriction_not_deleted BEFORE DELETE ON restrictions_restriction
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();

-- A line's profile takes nothing that no open restriction takes; giving needs no reason.
CREATE FUNCTION restrictions_hold_profile() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    is_limited boolean;
    is_closed boolean;
BEGIN
    SELECT bool_and(debt.level IS NOT NULL), bool_and(coalesce(debt.level = 'closed', false))
        INTO is_limited, is_closed
        FROM agreements_service service LEFT JOIN restrictions_restriction debt
            ON debt.service_id = service.id AND debt.kind = 'debt' AND debt.ended_at IS NULL
        WHERE service.line_id = NEW.line_id AND service.kind = 'internet';
    IF (coalesce(NEW.intended ->> 'down', NEW.intended ->> 'up') IS NOT NULL AND is_limited IS NOT TRUE)
        OR (NEW.intended ->> 'reach' <> 'all' AND is_closed IS NOT TRUE)
        OR EXISTS (
            SELECT FROM jsonb_object_keys(NEW.intended -> 'calls') called WHERE NOT EXISTS (
                SELECT FROM agreements_service service JOIN restrictions_restriction barred
                    ON barred.service_id = service.id AND barred.ended_at IS NULL
                WHERE service.line_id = NEW.line_id AND service.kind IN ('telephony', 'mobile')
                    AND service.external_id = called)) THEN
        RAISE EXCEPTION 'the profile of line % takes what no restriction takes', NEW.line_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'line_profile_needs_restrictions';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER access_profile_needs_restrictions BEFORE INSERT OR UPDATE OF intended ON access_line_profile
    FOR EACH ROW EXECUTE FUNCTION restrictions_hold_profile();

GRANT SELECT, INSERT ON restrictions_restriction, restrictions_cap_lift TO varsel_app;
GRANT UPDATE (ended_at) ON restrictions_restriction TO varsel_app;
GRANT SELECT ON restrictions_day TO varsel_app;
