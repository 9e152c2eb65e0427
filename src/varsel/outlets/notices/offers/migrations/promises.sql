ALTER TABLE offers_offer ADD CONSTRAINT offers_offer_is_a_notice
    FOREIGN KEY (notice_id, party_id, country, about, subject, made_at)
    REFERENCES notices_notice (id, party_id, country, about, subject, created_at);
ALTER TABLE notices_notice ADD CONSTRAINT notice_offers_are_never_urgent
    CHECK (NOT urgent OR about NOT IN ('offer', 'terms_offer'));

GRANT SELECT, INSERT ON offers_offer TO varsel_app;
CREATE TRIGGER offers_offer_stays BEFORE UPDATE OR DELETE ON offers_offer
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();

-- Newest word counts: an offer stands on a yes that was not taken back, and nobody who said no gets any.
CREATE FUNCTION offers_newest(whose bigint, what text) RETURNS parties_consent
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT * FROM parties_consent WHERE party_id = whose AND purpose = what ORDER BY at DESC, id DESC LIMIT 1
$$;
CREATE FUNCTION offers_consented() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    said parties_consent := offers_newest(NEW.party_id, 'offers');
    letters parties_consent := offers_newest(NEW.party_id, 'offers_by_letter');
BEGIN
    IF said.state = 'withdrawn' OR (NEW.consent_id IS NOT NULL AND said.id IS DISTINCT FROM NEW.consent_id)
        OR (NEW.letter_consent_id IS NOT NULL
            AND (letters.id IS DISTINCT FROM NEW.letter_consent_id OR letters.state <> 'given')) THEN
        RAISE EXCEPTION 'customer % has not said yes to this offer', NEW.party_id
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER offers_offer_consented BEFORE INSERT ON offers_offer
    FOR EACH ROW EXECUTE FUNCTION offers_consented();

-- No word that is an offer goes out as anything else, or by letter to who did not ask for letters. One that is said
-- anew after a bounce stands on the offer that bounced.
CREATE FUNCTION offers_only_by_offering() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    letter_consent bigint;
    one bigint := NEW.id;
BEGIN
    WHILE one IS NOT NULL LOOP
        SELECT letter_consent_id INTO letter_consent FROM offers_offer WHERE notice_id = one AND party_id = NEW.party_id;
        IF FOUND THEN
            IF NEW.about = 'offer' AND 'letter' = ANY(NEW.route) AND letter_consent IS NULL THEN
                EXIT;
            END IF;
            RETURN NULL;
        END IF;
        SELECT instead_of INTO one FROM notices_notice WHERE id = one;
    END LOOP;
    RAISE EXCEPTION 'notice % is an offer that nobody was asked about', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE CONSTRAINT TRIGGER notices_offer_is_offered AFTER INSERT OR UPDATE OF route ON notices_notice
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.about IN ('offer', 'terms_offer'))
    EXECUTE FUNCTION offers_only_by_offering();
