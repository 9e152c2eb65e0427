-- Two years of the demo operator, laid out in temporary tables of one session: every invoice, all money, every word of
-- the journal. Nothing here is drawn by lot: the same customers on the same day give the same rows.
-- demo_when, demo_customer and demo_day are there already (history.py).
CREATE FUNCTION pg_temp.ref(moment timestamptz, what text, nth bigint) RETURNS uuid LANGUAGE sql AS $$
    SELECT overlay(overlay(md5(what || nth)
        PLACING lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '7' FROM 1)
        PLACING substr('89ab', (nth % 4)::int + 1, 1) FROM 17)::uuid
$$;
CREATE FUNCTION pg_temp.kronor(ore bigint) RETURNS text LANGUAGE sql AS $$
    SELECT (ore / 100)::text || '.' || lpad((ore % 100)::text, 2, '0')
$$;
-- The OCR number of a number of seven digits (as intake/bgmax/ocr.py): its length digit 9, and the Luhn check digit.
-- Doubled, a digit counts as itself twice, less nine from five on.
CREATE FUNCTION pg_temp.doubled(digit bigint) RETURNS bigint LANGUAGE sql AS $$
    SELECT digit * 2 - CASE WHEN digit > 4 THEN 9 ELSE 0 END
$$;
CREATE FUNCTION pg_temp.ocr(n bigint) RETURNS text LANGUAGE sql AS $$
    SELECT n::text || '9' || (10 - (9 + n % 10 + pg_temp.doubled(n / 10 % 10) + n / 100 % 10
        + pg_temp.doubled(n / 1000 % 10) + n / 10000 % 10 + pg_temp.doubled(n / 100000 % 10) + n / 1000000)
        % 10)::int % 10
$$;

-- What a customer is billed every month: services in their order, then a fee where the invoice goes by post.
CREATE TEMP TABLE demo_charge AS
SELECT party_id, place, service_id, kind, ore, sum(ore) OVER (PARTITION BY party_id ORDER BY place)::bigint AS upto
FROM (SELECT party_id, row_number() OVER (PARTITION BY party_id ORDER BY is_fee, service_id) AS place, service_id,
        CASE WHEN is_fee THEN 'fee' ELSE 'service' END AS kind, ore
    FROM (SELECT service.party_id, service.id AS service_id, false AS is_fee, monthly_ore AS ore
            FROM agreements_service service JOIN agreements_price price ON price.service_id = service.id
        UNION ALL SELECT party_id, NULL, true, 2900 FROM demo_customer WHERE by_post));
ANALYZE demo_charge;

CREATE TEMP TABLE demo_bill AS
SELECT bill.*, pg_temp.ocr(1000000 + id) AS ocr FROM (
    SELECT row_number() OVER (ORDER BY issued_on, number) AS id, customer.*, due_on, issued_on, ore, issue_at AS at,
        ((number * 7919 + month * 10473) % 1000)::int AS lot
    FROM demo_when CROSS JOIN demo_customer customer
    JOIN (SELECT party_id, max(upto) AS ore FROM demo_charge GROUP BY party_id) AS charged USING (party_id)
    CROSS JOIN generate_series(0, 24) AS month
    CROSS JOIN LATERAL (SELECT today + 30 - phase - 30 * month AS due_on, today + 10 - phase - 30 * month AS issued_on)
    JOIN demo_day ON demo_day.country = customer.country AND day = issued_on
    WHERE issued_on < today AND issued_on >= today - 720) AS bill;

-- How each is paid. Who lives an own life pays as their habit says, in the weeks that are played; all others by lot.
CREATE TEMP TABLE demo_way AS
SELECT id, way, CASE way
        WHEN 'habit' THEN due_on + pays WHEN 'unpaid' THEN NULL WHEN 'early' THEN due_on - 1 - lot % 12
        WHEN 'late' THEN due_on + 1 + lot % 4 WHEN 'returned' THEN due_on + 4 WHEN 'direct' THEN due_on
        ELSE due_on - 2 END AS pays_on,
    lag(way = 'twice', 1, false) OVER (PARTITION BY party_id ORDER BY due_on) AS prepaid,
    lead(id) OVER (PARTITION BY party_id ORDER BY due_on) AS next_id
FROM demo_bill, demo_when, LATERAL (SELECT CASE
    WHEN due_on >= unpaid_from THEN 'unpaid' WHEN living AND due_on >= played_from - 7 THEN 'habit'
    WHEN living THEN 'early' WHEN number % 10 < 3 AND lot < 10 THEN 'returned' WHEN number % 10 < 3 THEN 'direct'
    WHEN lot < 600 THEN 'early' WHEN lot < 850 THEN 'direct' WHEN lot < 930 THEN 'late' WHEN lot < 970 THEN 'halves'
    WHEN lot < 977 THEN 'twice' WHEN lot < 990 THEN 'credit' ELSE 'direct' END AS way) AS chosen;

-- Money, in the order in which it comes: what is paid or credited, and from which öre of which invoice on it settles.
CREATE TEMP TABLE demo_money AS
SELECT row_number() OVER (PARTITION BY is_credit ORDER BY came.at, bill.id, part) AS id, bill.id AS bill_id, part,
    living, is_credit, came.day, came.at, came.ore, begins,
    CASE WHEN way <> 'twice' OR part = 1 THEN bill.id ELSE next_id END AS placed_on
FROM demo_way JOIN demo_bill bill USING (id) CROSS JOIN demo_when CROSS JOIN LATERAL (
    SELECT 1 AS part, false AS is_credit, pays_on AS wanted, CASE way WHEN 'halves' THEN ore / 200 * 100 ELSE ore END,
        0::bigint AS begins WHERE way NOT IN ('unpaid', 'credit') AND NOT prepaid
    UNION ALL SELECT 2, false, due_on + 1, ore - ore / 200 * 100, ore / 200 * 100 WHERE way = 'halves' AND NOT prepaid
    UNION ALL SELECT 2, false, due_on - 1, ore, 0 WHERE way = 'twice' AND NOT prepaid
    UNION ALL SELECT 1, true, issued_on + 5, 5000, 0 WHERE way = 'credit' AND NOT prepaid
    UNION ALL SELECT 2, false, due_on - 2, ore - 5000, 5000 WHERE way = 'credit' AND NOT prepaid
    ) AS chosen (part, is_credit, wanted, ore, begins)
JOIN demo_day AS bank ON bank.country = bill.country AND bank.day = wanted
CROSS JOIN LATERAL (SELECT CASE WHEN is_credit THEN wanted ELSE open_on END AS day, chosen.ore,
    CASE WHEN is_credit THEN credit_at ELSE pay_at END AS at) AS came
WHERE came.at <= now;
ANALYZE demo_bill, demo_money;

-- What the money takes of which line: where its öre and the line's lie over each other.
CREATE TEMP TABLE demo_settled AS
SELECT row_number() OVER (ORDER BY greatest(money.at, bill.at), bill.id, part, place) AS id, bill.id AS bill_id, place,
    money.id AS money_id, money.living, is_credit, greatest(money.at, bill.at) AS at, day,
    least(upto, begins + money.ore) - greatest(upto - charge.ore, begins) AS ore
FROM demo_money money JOIN demo_bill bill ON bill.id = placed_on JOIN demo_charge charge USING (party_id)
WHERE least(upto, begins + money.ore) > greatest(upto - charge.ore, begins);

CREATE TEMP TABLE demo_failure AS
SELECT bill.id AS bill_id, party_id, living, open_on AS day, return_at AS at,
    CASE WHEN lot % 3 = 0 THEN 'bank' ELSE 'customer' END AS caused_by
FROM demo_way JOIN demo_bill bill USING (id), demo_when, demo_day bank
WHERE way = 'returned' AND NOT prepaid AND bank.country = bill.country AND bank.day = due_on
    AND return_at <= now;

-- The journal's words, their facts as the chain reads them: keys in the order of the alphabet, no spaces.
CREATE TEMP TABLE demo_entry AS
SELECT row_number() OVER (ORDER BY at, kind, key) AS id, at, kind, about, party_id, actor, facts, living
FROM (SELECT at, 'invoice_received' AS kind, id AS key, 'invoice:' || id AS about, party_id, 'feed' AS actor, living,
        '{"amount":"' || pg_temp.kronor(ore) || '","currency":"' || currency || '","due_on":"' || due_on || '"}' AS facts
    FROM demo_bill
    UNION ALL SELECT money.at, 'payment_booked', money.id, 'invoice:' || bill_id, party_id, 'feed', money.living,
        '{"amount":"' || pg_temp.kronor(money.ore) || '","currency":"' || currency || '","initiated_on":"' || day
        || '","payment":' || money.id || ',"source":"demo"}'
    FROM demo_money money JOIN demo_bill bill ON bill.id = bill_id WHERE NOT is_credit
    UNION ALL SELECT money.at, 'credit_granted', money.id, 'invoice:' || bill_id, party_id, agent, money.living,
        '{"amount":"' || pg_temp.kronor(money.ore) || '","because":"goodwill","credit":' || money.id
        || ',"currency":"' || currency || '"}'
    FROM demo_when, demo_money money JOIN demo_bill bill ON bill.id = bill_id WHERE is_credit
    UNION ALL SELECT at, 'debit_failed', bill_id, 'invoice:' || bill_id, party_id, 'feed', living,
        '{"caused_by":"' || caused_by || '","failed_on":"' || day || '"}' FROM demo_failure);

-- Invoices that their customers have not paid whole at the end: each waits for its demand, as arrears would let it.
CREATE TEMP TABLE demo_open AS
SELECT bill.id, party_id, living, bill.at, demand_at, coalesce(in_time, 0) < ore AS at_cut,
    coalesce(paid, 0) < ore AS at_end
FROM demo_bill bill JOIN demo_day ON demo_day.country = bill.country AND day = due_on
LEFT JOIN (SELECT bill_id, sum(ore) AS paid, sum(ore) FILTER (WHERE at < played_at) AS in_time
    FROM demo_settled, demo_when GROUP BY bill_id) AS settled ON settled.bill_id = bill.id
WHERE coalesce(paid, 0) < ore OR coalesce(in_time, 0) < ore;
-- A moment of the weeks that are played finds its rows by these.
CREATE INDEX ON demo_bill (at) WHERE living;
CREATE INDEX ON demo_money (at) WHERE living;
CREATE INDEX ON demo_settled (at) WHERE living;
CREATE INDEX ON demo_entry (at);
ANALYZE demo_settled, demo_entry, demo_open;
