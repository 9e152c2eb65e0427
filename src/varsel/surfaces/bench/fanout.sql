-- The lines of the synthetic operator hang in four trees alike, and what is left over in a fifth: below each tree's
-- node a hundred access nodes with ten splitters each.
SET LOCAL session_replication_role = replica;
SET LOCAL synchronous_commit = off;
INSERT INTO network_node (id, external_id, kind, municipality, parent_id) VALUES (1, 'core', 'core', 'Västervik', NULL);
INSERT INTO network_node (id, external_id, kind, municipality, parent_id)
SELECT 1 + tree, 'tree-' || tree, 'aggregation', '', 1 FROM generate_series(1, 5) AS tree;
INSERT INTO network_node (id, external_id, kind, municipality, parent_id)
SELECT 100 * (1 + tree) + access, 'access-' || tree || '-' || access, 'access', '', 1 + tree
FROM generate_series(1, 5) AS tree, generate_series(0, 99) AS access;
INSERT INTO network_node (id, external_id, kind, municipality, parent_id)
SELECT 10 * access.id + splitter, 'splitter-' || access.id || '-' || splitter, 'splitter', '', access.id
FROM network_node AS access, generate_series(0, 9) AS splitter WHERE access.kind = 'access';
UPDATE network_line SET node_id = 10 * (100 * (1 + tree) + id / 10 % 100) + id % 10
FROM (SELECT id AS line_id, least(1 + (id - 1) / current_setting('bench.lines')::bigint, 5) AS tree
    FROM network_line) AS dealt WHERE dealt.line_id = network_line.id;
SELECT setval(pg_get_serial_sequence('network_node', 'id'), 1000000);
