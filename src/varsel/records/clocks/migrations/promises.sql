-- An entry of a kind that somebody waits for starts a reminder in its own transaction: nothing is missed.
CREATE FUNCTION clocks_hear() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO clocks_clock (kind, about, party, due_at, owed_to, ground, state)
    SELECT 'hear', 'entry:' || fresh.id::text, fresh.party, fresh.at, '', fresh.kind, 'open'
    FROM fresh JOIN clocks_heard ON clocks_heard.kind = fresh.kind ORDER BY fresh.id;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_entry_is_heard AFTER INSERT ON journal_entry REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION clocks_hear();

-- Whoever waits for work is woken when the row is committed.
CREATE FUNCTION varsel_wake() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_notify('varsel_due', '');
    RETURN NULL;
END $$;
CREATE TRIGGER clocks_clock_wakes AFTER INSERT OR UPDATE OF due_at ON clocks_clock
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_wake();

GRANT SELECT, INSERT ON clocks_clock TO varsel_app;
GRANT UPDATE (due_at, owed_to, ground, state, settled_at) ON clocks_clock TO varsel_app;
GRANT SELECT, INSERT, DELETE ON clocks_heard TO varsel_app;
