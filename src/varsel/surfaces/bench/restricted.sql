-- Of one group that owes, limit on Friday 13 March 2026 who was demanded and is the first of each ten.
SET LOCAL session_replication_role = replica;
CREATE TEMP TABLE limited ON COMMIT DROP AS
SELECT id, invoice_id, row_number() OVER (ORDER BY id) + (SELECT max(id) FROM journal_entry) AS entry_id
FROM (SELECT id, invoice_id, row_number() OVER (ORDER BY id) AS nth FROM bench_owed
      WHERE part = current_setting('bench.part')::int AND NOT to_demand) WHERE nth % 5 = 1;

INSERT INTO journal_entry (id, ref, at, kind, about, party, actor, facts, verdict)
SELECT entry_id, uuidv7(), '2026-03-13 09:00Z', 'service_limited', 'service:' || id, id, 'system', '{}',
    '{"rule": "SE-SUSP-01", "lawful": true, "reasons": [{"held": true}], "on": "2026-03-13"}'
FROM limited;
INSERT INTO restrictions_restriction (ref, service_id, service_kind, country, zone, demand_days, demand_months,
    notice_hours, limited_days, kind, ground, level, permit_id, warning_id, warning_ends_at, begins_at, begins_on)
SELECT uuidv7(), id, 'internet', code, zone, demand_days, demand_months, notice_hours, limited_days, 'debt', 'unpaid',
    'limited', entry_id, id, '2026-03-11 23:00Z', '2026-03-13 09:00Z', '2026-03-13'
FROM limited, operator_country WHERE code = 'SE';
INSERT INTO access_line_profile (line_id, version, intended, raises, changed_at, installed_version, installed,
    installed_at)
SELECT id, 1, slow, false, '2026-03-13 09:00Z', 1, slow, '2026-03-13 09:00Z'
FROM limited, (SELECT '{"down": 10, "up": 2, "signpost": false, "reach": "all", "calls": {}}'::jsonb AS slow);
UPDATE clocks_clock SET kind = 'consider_closing', due_at = '2026-03-24 09:00Z'
FROM limited WHERE state = 'open' AND kind = 'consider_limiting' AND about = 'service:' || limited.id;
SELECT setval(pg_get_serial_sequence('journal_entry', 'id'), (SELECT max(id) FROM journal_entry));
