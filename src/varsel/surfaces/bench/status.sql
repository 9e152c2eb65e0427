-- A network below the synthetic operator's lines: a core, a tenth of the rest aggregation, 200 lines on an access node.
SET LOCAL session_replication_role = replica;
INSERT INTO network_node (id, external_id, kind, parent_id, municipality) VALUES (1, 'core', 'core', NULL, '');
INSERT INTO network_node (id, external_id, kind, parent_id, municipality)
SELECT 1 + n, 'agg-' || n, 'aggregation', 1, 'Kommun ' || n FROM generate_series(1, 20) AS n;
INSERT INTO network_node (id, external_id, kind, parent_id, municipality)
SELECT 100 + n, 'acc-' || n, 'access', 2 + n % 20, ''
FROM generate_series(0, current_setting('bench.services')::bigint / 200) AS n;
UPDATE network_line SET node_id = 100 + id / 200,
    address = 'Provgatan ' || (1 + id % 400) || ', ' || (10000 + id / 400) || ' Ort ' || id / 4000;
SELECT setval(pg_get_serial_sequence('network_node', 'id'), 1000000);
