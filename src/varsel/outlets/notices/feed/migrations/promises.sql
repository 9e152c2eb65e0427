GRANT SELECT, INSERT ON feed_entry, feed_post TO varsel_app;
GRANT UPDATE (published_at, published_by, thrown_away_at, withdrawn_at, withdrawn_by, withdrawn_because)
    ON feed_entry TO varsel_app;
GRANT UPDATE (tries, next_at, taken_at, said) ON feed_post TO varsel_app;

CREATE TRIGGER feed_entry_not_deleted BEFORE DELETE ON feed_entry
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER feed_post_not_deleted BEFORE DELETE ON feed_post
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER feed_entry_not_backdated BEFORE INSERT ON feed_entry
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_past('written_at');

-- What everybody could read stays as they read it: published once, withdrawn once, thrown away only before that.
CREATE FUNCTION feed_only_forward() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.published_at IS NULL AND NEW.thrown_away_at IS NULL AND NEW.withdrawn_at IS NULL THEN
            RETURN NEW;
        END IF;
    ELSIF OLD.thrown_away_at IS NULL AND OLD.withdrawn_at IS NULL AND (OLD.published_at IS NULL
        OR (OLD.published_at, OLD.published_by) IS NOT DISTINCT FROM (NEW.published_at, NEW.published_by)
            AND NEW.thrown_away_at IS NULL) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'news %: what everybody could read stays', NEW.id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER feed_entry_only_forward BEFORE INSERT OR UPDATE ON feed_entry
    FOR EACH ROW EXECUTE FUNCTION feed_only_forward();
CREATE TRIGGER feed_entry_published_now BEFORE UPDATE OF published_at ON feed_entry
    FOR EACH ROW WHEN (OLD.published_at IS NULL AND NEW.published_at IS NOT NULL)
    EXECUTE FUNCTION varsel_refuse_past('published_at');

-- Only what is published is told to others.
CREATE FUNCTION feed_post_of_published() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM feed_entry WHERE id = NEW.entry_id AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'news % are not published', NEW.entry_id
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER feed_post_of_published BEFORE INSERT ON feed_post
    FOR EACH ROW EXECUTE FUNCTION feed_post_of_published();
