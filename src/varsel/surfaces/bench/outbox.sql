-- Each customer of the synthetic operator has a mobile number of their own, and the register's address of their home.
SET LOCAL session_replication_role = replica;
SET LOCAL synchronous_commit = off;
INSERT INTO parties_contact_point (party_id, channel, value, valid_from)
SELECT id, channel, CASE channel WHEN 'sms' THEN '+4670' || lpad(id::text, 7, '0')
    ELSE 'Storgatan ' || id || ', 593 30 Västervik' END, '2026-01-01 06:00Z'
FROM parties_party, unnest(ARRAY['sms', 'letter']) AS channel;
