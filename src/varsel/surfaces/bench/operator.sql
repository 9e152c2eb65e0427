-- A synthetic operator of bench.services services, one a customer, each with a paid invoice behind it.
-- Evenly among them bench.owing services owe. They are dealt into bench.groups, and by halves: an even one owes an
-- invoice that is to be demanded on Tuesday 17 March 2026 at 09:00, an odd one was demanded in February and may be
-- limited that day at 10:00. Loaded without triggers, as a backup is; every row is as the product would have left it.
SET LOCAL session_replication_role = replica;
SET LOCAL synchronous_commit = off;
SET LOCAL work_mem = '64MB';
SET LOCAL maintenance_work_mem = '512MB';

-- Indexes are left alone while the rows come in, and made anew when all are in: several times as fast as row by row.
CREATE TEMPORARY TABLE bench_table (name text, of regclass) ON COMMIT DROP;
INSERT INTO bench_table SELECT name, name::regclass
FROM unnest(ARRAY['parties_party', 'agreements_contract', 'network_line', 'agreements_service', 'ledger_invoice',
    'ledger_line', 'ledger_payment', 'ledger_settlement', 'journal_entry', 'clocks_clock', 'notices_notice',
    'notices_attempt', 'arrears_warning', 'arrears_warned_service', 'arrears_deadline']) AS name;
UPDATE pg_index SET indisready = false FROM bench_table WHERE indrelid = of;

-- An owed invoice has an id after all others; service, line and customer share theirs.
CREATE TABLE bench_owed AS
SELECT id, part, to_demand, services + id AS invoice_id,
       CASE WHEN to_demand THEN date '2026-03-10' ELSE date '2026-02-20' END AS due_on
FROM (SELECT current_setting('bench.services')::bigint AS services, current_setting('bench.owing')::bigint AS owing),
     generate_series(1, owing) AS nth,
     LATERAL (SELECT nth * services / owing AS id, (nth / 2) % current_setting('bench.groups')::int AS part, nth % 2 = 0 AS to_demand);
ALTER TABLE bench_owed ADD PRIMARY KEY (id);

INSERT INTO parties_party (id, ref, external_id, number, kind, name, language, country, protected_identity)
SELECT n, uuidv7(), 'C' || n, 'C' || n, 'consumer', 'Customer ' || n, 'sv', 'SE', false
FROM generate_series(1, current_setting('bench.services')::bigint) AS n;
INSERT INTO agreements_contract (id, ref, external_id, party_id, country, kind, signed_on)
SELECT n, uuidv7(), 'K' || n, n, 'SE', 'subscription', '2025-01-01'
FROM generate_series(1, current_setting('bench.services')::bigint) AS n;
INSERT INTO network_line (id, ref, external_id, address, node_id)
SELECT n, uuidv7(), 'L' || n, 'Storgatan ' || n, NULL
FROM generate_series(1, current_setting('bench.services')::bigint) AS n;
INSERT INTO agreements_service (id, ref, external_id, party_id, country, line_id, kind, telecare, contract_id)
SELECT n, uuidv7(), 'S' || n, n, 'SE', n, 'internet', false, n
FROM generate_series(1, current_setting('bench.services')::bigint) AS n;

INSERT INTO ledger_invoice
    (id, ref, number, ocr, party_id, country, currency, issued_on, due_on, registered_at, registered_by)
SELECT n, uuidv7(), 'P' || n, '1' || n, n, 'SE', 'SEK', '2026-01-01', '2026-01-30', '2026-01-01 06:00Z', 'feed'
FROM generate_series(1, current_setting('bench.services')::bigint) AS n;
INSERT INTO ledger_line (id, party_id, position, service_id, kind, change, amount_ore, open_ore, invoice_id)
SELECT n, n, 1, n, 'service', '', 39900, 0, n
FROM generate_series(1, current_setting('bench.services')::bigint) AS n;
INSERT INTO ledger_payment (id, ref, source, bank_key, party_id, invoice_id, reference, currency, amount_ore,
    unplaced_ore, initiated_on, booked_at)
SELECT n, uuidv7(), 'bench', 'B' || n, n, n, '1' || n, 'SEK', 39900, 0, '2026-01-28', '2026-01-28 14:00Z'
FROM generate_series(1, current_setting('bench.services')::bigint) AS n;
INSERT INTO ledger_settlement (id, amount_ore, counts_on, at, line_id, payment_id)
SELECT n, 39900, '2026-01-28', '2026-01-28 14:00Z', n, n
FROM generate_series(1, current_setting('bench.services')::bigint) AS n;
INSERT INTO journal_entry (id, ref, at, kind, about, party, actor, facts)
SELECT n, uuidv7(), '2026-01-28 14:00Z', 'payment_booked', 'payment:' || n, n, 'feed', '{"amount": "399.00"}'
FROM generate_series(1, current_setting('bench.services')::bigint) AS n;
INSERT INTO clocks_clock (id, kind, about, party, due_at, owed_to, ground, state)
SELECT n, 'send_demand', 'invoice:' || -n, n, '2026-04-01 07:00Z', '', 'unpaid invoice', 'open'
FROM generate_series(1, current_setting('bench.services')::bigint, 20) AS n
WHERE n NOT IN (SELECT id FROM bench_owed);

-- What is owed, and what was said of it.
INSERT INTO ledger_invoice
    (id, ref, number, ocr, party_id, country, currency, issued_on, due_on, registered_at, registered_by)
SELECT invoice_id, uuidv7(), 'F' || id, '2' || id, id, 'SE', 'SEK', due_on - 25, due_on, '2026-02-10 06:00Z', 'feed'
FROM bench_owed;
INSERT INTO ledger_line (id, party_id, position, service_id, kind, change, amount_ore, open_ore, invoice_id)
SELECT invoice_id, id, 1, id, 'service', '', 39900, 39900, invoice_id FROM bench_owed;

INSERT INTO notices_notice (id, ref, about, subject, party_id, country, language, template, facts, facts_hash, route,
    created_at, not_before, urgent, state, told_at, told_by, received_at, settled_at)
SELECT id, uuidv7(), 'payment_demand', 'invoice:' || invoice_id, id, 'SE', 'sv', repeat('0', 64), '{}', repeat('0', 64),
    '{email,letter,sms}', '2026-02-27 08:00Z', '2026-02-27 08:00Z', false, 'told', '2026-02-27 08:00Z', 'email',
    '2026-02-27 08:00Z', '2026-02-27 08:00Z'
FROM bench_owed WHERE NOT to_demand;
INSERT INTO notices_attempt (id, ref, channel, address, content, sha256, stated, owner, begun_at, outcome, gateway_ref,
    because, ended_at, notice_id)
SELECT id, uuidv7(), 'email', 'c' || id || '@example.test', 'pay', encode(sha256('pay'), 'hex'),
    '{"last_day": "2026-03-11"}', 'bench', '2026-02-27 08:00Z', 'accepted', '', '', '2026-02-27 08:00Z', id
FROM bench_owed WHERE NOT to_demand;
INSERT INTO arrears_warning
    (id, ref, ground, invoice_id, party_id, country, notice_id, says_interruption, made_at)
SELECT id, uuidv7(), 'unpaid', invoice_id, id, 'SE', id, true, '2026-02-27 08:00Z' FROM bench_owed WHERE NOT to_demand;
INSERT INTO arrears_warned_service (id, invoice_id, service_id, party_id, amount_ore, warning_id)
SELECT id, invoice_id, id, id, 39900, id FROM bench_owed WHERE NOT to_demand;
INSERT INTO arrears_deadline (id, warning_id, ground, invoice_id, service_id, party_id, country, zone, demand_days,
    demand_months, notice_hours, limited_days, notice_id, told_at, received_at, sent_on, received_on, last_day, ends_at)
SELECT id, id, 'unpaid', invoice_id, id, id, code, zone, demand_days, demand_months, notice_hours, limited_days, id,
    '2026-02-27 08:00Z', '2026-02-27 08:00Z', '2026-02-27', '2026-02-27', '2026-03-11', '2026-03-11 23:00Z'
FROM bench_owed, operator_country WHERE NOT to_demand AND code = 'SE';

-- The next ids come after all of these.
SELECT setval(pg_get_serial_sequence(name, 'id'), 3 * current_setting('bench.services')::bigint) FROM bench_table;
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT of FROM bench_table LOOP EXECUTE format('REINDEX TABLE %s', one.of); END LOOP;
END $$;
