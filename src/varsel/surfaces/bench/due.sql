-- Let one group of the owing fall due: its clocks, as `wind` would have set them.
SET LOCAL session_replication_role = replica;
INSERT INTO clocks_clock (kind, about, party, due_at, owed_to, ground, state)
SELECT CASE WHEN to_demand THEN 'send_demand' ELSE 'consider_limiting' END,
       CASE WHEN to_demand THEN 'invoice:' || invoice_id ELSE 'service:' || id END, id,
       CASE WHEN to_demand THEN timestamptz '2026-03-17 08:00Z' ELSE timestamptz '2026-03-17 09:00Z' END, '',
       CASE WHEN to_demand THEN 'unpaid invoice' ELSE 'demand ran out' END, 'open'
FROM bench_owed WHERE part = current_setting('bench.part')::int ORDER BY id;
