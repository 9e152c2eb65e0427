-- The limit: what booking a file and lifting restrictions writes, joined from the rows that were copied in.
-- It is told what the words are, and that money goes on the one line of its own invoice.
INSERT INTO ledger_payment (ref, source, bank_key, party_id, invoice_id, reference, currency, amount_ore, unplaced_ore,
    initiated_on, booked_at)
SELECT uuidv7(), 'bgmax', bank_key, invoice.party_id, invoice.id, reference, 'SEK', ore, ore, %(paid_on)s, %(at)s
FROM bench_file LEFT JOIN ledger_invoice AS invoice ON invoice.ocr = reference AND invoice.currency = 'SEK'
ORDER BY place;
CREATE TEMP TABLE bench_booked ON COMMIT DROP AS
SELECT payment.id, payment.party_id, payment.invoice_id, payment.amount_ore
FROM bench_file JOIN ledger_payment AS payment ON source = 'bgmax' AND payment.bank_key = bench_file.bank_key;
INSERT INTO ledger_settlement (line_id, payment_id, amount_ore, counts_on, at)
SELECT line.id, booked.id, least(line.open_ore, booked.amount_ore), %(paid_on)s, %(at)s
FROM bench_booked AS booked JOIN ledger_line AS line ON line.invoice_id = booked.invoice_id ORDER BY booked.id;
INSERT INTO journal_entry (ref, at, kind, about, party, actor, facts)
SELECT uuidv7(), %(at)s, CASE WHEN party_id IS NULL THEN 'payment_in_suspense' ELSE 'payment_booked' END,
    coalesce('invoice:' || invoice_id, 'payment:' || id), party_id, 'feed', jsonb_build_object('payment', id, 'amount',
    (amount_ore / 100.0)::numeric(12, 2)::text, 'currency', 'SEK', 'initiated_on', %(paid_on)s::date, 'source', 'bgmax')
FROM bench_booked ORDER BY id;
INSERT INTO journal_entry (ref, at, kind, about, actor, facts)
VALUES (uuidv7(), %(at)s, 'payment_file_booked', 'file:0', 'feed', '{}');
INSERT INTO intake_file (sha256, name, format, created_at, received_at, received_by, content, payments, sums)
SELECT encode(sha256(content), 'hex'), '', 'bgmax', %(at)s, %(at)s, 'feed', content, 0, '{}'
FROM (SELECT %(content)s::bytea AS content) AS file;

UPDATE clocks_clock SET state = 'kept', settled_at = %(at)s WHERE state = 'open' AND due_at <= %(at)s;
CREATE TEMP TABLE bench_free ON COMMIT DROP AS
SELECT party_id FROM bench_booked AS booked JOIN ledger_line AS line USING (invoice_id, party_id) WHERE open_ore = 0;
UPDATE clocks_clock SET state = 'dropped', settled_at = %(at)s FROM bench_free WHERE party = party_id AND state = 'open';
CREATE TEMP TABLE bench_lifted ON COMMIT DROP AS
SELECT restriction.id, service_id, service.party_id, service.line_id, service.external_id, service.kind
FROM bench_free JOIN agreements_service AS service USING (party_id)
JOIN restrictions_restriction AS restriction ON service_id = service.id AND ended_at IS NULL;
UPDATE restrictions_restriction AS restriction SET ended_at = %(at)s FROM bench_lifted AS lifted
WHERE restriction.id = lifted.id;
UPDATE access_line_profile AS line SET version = version + 1, raises = true, changed_at = %(at)s,
    intended = '{"down": null, "up": null, "signpost": false, "reach": "all", "calls": {}}'
FROM bench_lifted AS lifted WHERE line.line_id = lifted.line_id;
INSERT INTO journal_entry (ref, at, kind, about, party, actor, facts)
SELECT uuidv7(), %(at)s, 'service_reopened', 'service:' || service_id, party_id, 'system', '{"credit": null}'
FROM bench_lifted ORDER BY service_id;
INSERT INTO notices_notice (ref, about, subject, party_id, country, language, template, facts, facts_hash, route,
    created_at, not_before, urgent, state)
SELECT uuidv7(), 'service_reopened', 'service:' || service_id, party_id, 'SE', language, %(template)s, facts,
    encode(sha256(convert_to(facts::text, 'UTF8')), 'hex'), %(route)s, %(at)s, %(at)s, %(urgent)s, 'queued'
FROM bench_lifted AS lifted JOIN parties_party AS party ON party.id = party_id,
LATERAL (SELECT %(words)s::jsonb || jsonb_build_object('customer', jsonb_build_object('text', name), 'service',
    jsonb_build_object('kind', lifted.kind, 'name', lifted.external_id)) AS facts)
ORDER BY service_id;
