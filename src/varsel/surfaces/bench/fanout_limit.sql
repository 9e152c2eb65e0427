-- The limit: the bare recursive join, and the same rows inserted, as one statement under the same triggers.
WITH RECURSIVE below (id) AS (
    SELECT id FROM network_node WHERE external_id = %(node)s
    UNION SELECT node.id FROM network_node AS node JOIN below ON node.parent_id = below.id),
person AS (
    SELECT service.party_id, min(service.country) AS country
    FROM below JOIN network_line AS line ON line.node_id = below.id
        JOIN agreements_service AS service ON service.line_id = line.id GROUP BY service.party_id),
said AS (
    SELECT party.id, person.country, party.language,
        jsonb_set(%(words)s::jsonb, '{customer,value}', to_jsonb(party.name)) AS facts
    FROM person JOIN parties_party AS party ON party.id = person.party_id)
INSERT INTO notices_notice (ref, about, subject, party_id, country, language, template, facts, facts_hash, route,
    created_at, urgent, state, not_before)
SELECT uuidv7(), 'outage_start', %(subject)s, id, country, language, %(template)s, facts,
    encode(sha256(convert_to(facts::text, 'UTF8')), 'hex'), %(route)s::text[], %(at)s, %(urgent)s, 'queued', %(at)s
FROM said ORDER BY id
