-- The limit: what the sweep writes, in one statement, for the same due clocks.
-- It is told what the sweep decides: the words of a demand, a verdict, the facts it was asked with.
WITH due AS MATERIALIZED (
    UPDATE clocks_clock SET state = 'kept', settled_at = %(at)s
    WHERE id IN (SELECT id FROM clocks_clock WHERE state = 'open' AND due_at <= %(at)s ORDER BY due_at, id
                 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, about, party
), locked AS MATERIALIZED (
    SELECT pg_advisory_xact_lock(7203, (party %% 2147483648)::int) FROM (SELECT party FROM due ORDER BY party)
), owing AS MATERIALIZED (
    SELECT due.kind, party.id AS party_id, party.name, party.language, service.id AS service_id,
           service.external_id, service.kind AS service_kind, invoice.id AS invoice_id, invoice.number, invoice.ocr,
           line.open_ore
    FROM due
    JOIN parties_party party ON party.id = due.party
    JOIN agreements_service service ON service.party_id = party.id
    JOIN ledger_line line ON line.service_id = service.id AND line.open_ore > 0
    JOIN ledger_invoice invoice ON invoice.id = line.invoice_id
    WHERE (SELECT count(*) FROM locked) > 0
), noticed AS (
    INSERT INTO notices_notice (ref, about, subject, party_id, country, language, template, facts, facts_hash, route,
        created_at, not_before, urgent, state)
    SELECT uuidv7(), 'payment_demand', 'invoice:' || invoice_id, party_id, 'SE', language, %(template)s, facts,
        encode(sha256(convert_to(facts::text, 'UTF8')), 'hex'), '{email,letter,sms}', %(at)s, %(at)s, false, 'queued'
    FROM owing, LATERAL (SELECT %(words)s::jsonb || jsonb_build_object(
        'customer', jsonb_build_object('text', name),
        'amount', jsonb_build_object('money', (open_ore / 100.0)::numeric(12, 2)::text, 'currency', 'SEK'),
        'invoice', jsonb_build_object('text', number), 'reference', jsonb_build_object('text', ocr),
        'services', jsonb_build_object('services', jsonb_build_array(
            jsonb_build_object('kind', service_kind, 'name', external_id)))) AS facts)
    WHERE kind = 'send_demand' RETURNING id, party_id
), warned AS (
    INSERT INTO arrears_warning (ref, ground, invoice_id, party_id, country, notice_id, says_interruption, made_at)
    SELECT uuidv7(), 'unpaid', invoice_id, party_id, 'SE', noticed.id, true, %(at)s
    FROM noticed JOIN owing USING (party_id) RETURNING id, party_id
), warned_service AS (
    INSERT INTO arrears_warned_service (warning_id, invoice_id, service_id, party_id, amount_ore)
    SELECT warned.id, invoice_id, service_id, party_id, open_ore FROM warned JOIN owing USING (party_id)
), told AS (
    INSERT INTO journal_entry (ref, at, kind, about, party, actor, facts, verdict)
    SELECT uuidv7(), %(at)s, 'limiting_proposed', 'service:' || service_id, party_id, 'system',
        %(facts)s::jsonb || jsonb_build_object('asked', %(facts)s::jsonb -> 'asked' || jsonb_build_object(
            'owed', (open_ore / 100.0)::numeric(12, 2)::text, 'service_kind', service_kind)), %(verdict)s
    FROM owing WHERE kind = 'consider_limiting' RETURNING id, party
)
INSERT INTO arrears_proposal (ref, service_id, party_id, action, entry_id, made_at, caused_by, state)
SELECT uuidv7(), service_id, party_id, 'limit', told.id, %(at)s, 'feed', 'open'
FROM told JOIN owing ON owing.party_id = told.party;
