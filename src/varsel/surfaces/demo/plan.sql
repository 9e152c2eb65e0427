-- Two years of the demo operator, laid out in the schema demo: every invoice, all money, every word of the journal.
-- Nothing here is drawn by lot: the same customers on the same day give the same rows. Customers are numbers: the plan
-- is laid out while they are registered. demo.frame, customer, price and day are there already (plan.py).
--
-- `living`: customers with an eventful life. What happens to them from lives_at on is `lived`: the real worker sees it.
CREATE FUNCTION demo.ref(moment timestamptz, what text, nth bigint) RETURNS uuid LANGUAGE sql AS $$
    SELECT overlay(overlay(md5(what || nth)
        PLACING lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '7' FROM 1)
        PLACING substr('89ab', (nth % 4)::int + 1, 1) FROM 17)::uuid
$$;
CREATE FUNCTION demo.kronor(ore bigint) RETURNS text LANGUAGE sql AS $$
    SELECT (ore / 100)::text || '.' || lpad((ore % 100)::text, 2, '0')
$$;
-- The OCR number of a number of seven digits (as intake/bgmax/ocr.py): its length digit 9, and the Luhn check digit.
-- Doubled, a digit counts as itself twice, less nine from five on.
CREATE FUNCTION demo.doubled(digit bigint) RETURNS bigint LANGUAGE sql AS $$
    SELECT digit * 2 - CASE WHEN digit > 4 THEN 9 ELSE 0 END
$$;
CREATE FUNCTION demo.ocr(n bigint) RETURNS text LANGUAGE sql AS $$
    SELECT n::text || '9' || (10 - (9 + n % 10 + demo.doubled(n / 10 % 10) + n / 100 % 10
        + demo.doubled(n / 1000 % 10) + n / 10000 % 10 + demo.doubled(n / 100000 % 10) + n / 1000000)
        % 10)::int % 10
$$;

-- What a customer is billed every month: services in their order, then a fee where the invoice goes by post.
CREATE UNLOGGED TABLE demo.charge AS
SELECT number, place, kind, ore, sum(ore) OVER (PARTITION BY number ORDER BY place)::bigint AS upto FROM demo.price;
ANALYZE demo.charge;

CREATE UNLOGGED TABLE demo.bill AS
SELECT bill.*, demo.ocr(1000000 + id) AS ocr FROM (
    SELECT row_number() OVER (ORDER BY issued_on, number) AS id, customer.*, due_on, issued_on, ore, issue_at AS at,
        issue_at >= lives_at AS lived, ((number * 7919 + month * 10473) % 1000)::int AS lot
    FROM demo.frame CROSS JOIN demo.customer
    JOIN (SELECT number, max(upto) AS ore FROM demo.charge GROUP BY number) AS charged USING (number)
    CROSS JOIN generate_series(0, 24) AS month
    CROSS JOIN LATERAL (SELECT today + 30 - phase - 30 * month AS due_on, today + 10 - phase - 30 * month AS issued_on)
    JOIN demo.day AS bank ON bank.country = customer.country AND day = issued_on
    WHERE issued_on < today AND issued_on >= today - 720) AS bill;

-- How each is paid. Who lives an own life pays as their habit says, in the weeks that are played; all others by lot.
CREATE UNLOGGED TABLE demo.way AS
SELECT id, way, CASE way
        WHEN 'habit' THEN due_on + pays WHEN 'unpaid' THEN NULL WHEN 'early' THEN due_on - 1 - lot % 12
        WHEN 'late' THEN due_on + 1 + lot % 4 WHEN 'returned' THEN due_on + 4 WHEN 'direct' THEN due_on
        ELSE due_on - 2 END AS pays_on,
    lag(way = 'twice', 1, false) OVER (PARTITION BY number ORDER BY due_on) AS prepaid,
    lead(id) OVER (PARTITION BY number ORDER BY due_on) AS next_id
FROM demo.bill, demo.frame, LATERAL (SELECT CASE
    WHEN due_on >= unpaid_from THEN 'unpaid' WHEN living AND due_on >= played_from - 7 THEN 'habit'
    WHEN living THEN 'early' WHEN number % 10 < 3 AND lot < 10 THEN 'returned' WHEN number % 10 < 3 THEN 'direct'
    WHEN lot < 600 THEN 'early' WHEN lot < 850 THEN 'direct' WHEN lot < 930 THEN 'late' WHEN lot < 970 THEN 'halves'
    WHEN lot < 977 THEN 'twice' WHEN lot < 990 THEN 'credit' ELSE 'direct' END AS way) AS chosen;

-- Money, in the order in which it comes: what is paid or credited, and from which öre of which invoice on it settles.
CREATE UNLOGGED TABLE demo.money AS
SELECT row_number() OVER (PARTITION BY is_credit ORDER BY came.at, bill.id, part) AS id, bill.id AS bill_id, part,
    number, bill.ocr, currency, living, came.at >= lives_at AS lived, is_credit, came.day, came.at, came.ore, begins,
    CASE WHEN way <> 'twice' OR part = 1 THEN bill.id ELSE next_id END AS placed_on
FROM demo.way JOIN demo.bill USING (id) CROSS JOIN demo.frame CROSS JOIN LATERAL (
    SELECT 1 AS part, false AS is_credit, pays_on AS wanted, CASE way WHEN 'halves' THEN ore / 200 * 100 ELSE ore END,
        0::bigint AS begins WHERE way NOT IN ('unpaid', 'credit') AND NOT prepaid
    UNION ALL SELECT 2, false, due_on + 1, ore - ore / 200 * 100, ore / 200 * 100 WHERE way = 'halves' AND NOT prepaid
    UNION ALL SELECT 2, false, due_on - 1, ore, 0 WHERE way = 'twice' AND NOT prepaid
    UNION ALL SELECT 1, true, issued_on + 5, 5000, 0 WHERE way = 'credit' AND NOT prepaid
    UNION ALL SELECT 2, false, due_on - 2, ore - 5000, 5000 WHERE way = 'credit' AND NOT prepaid
    ) AS chosen (part, is_credit, wanted, ore, begins)
JOIN demo.day AS bank ON bank.country = bill.country AND bank.day = wanted
CROSS JOIN LATERAL (SELECT CASE WHEN is_credit THEN wanted ELSE open_on END AS day, chosen.ore,
    CASE WHEN is_credit THEN credit_at ELSE pay_at END AS at) AS came
WHERE came.at <= now;
ANALYZE demo.bill, demo.money;

-- What the money takes of which line: where its öre and the line's lie over each other.
CREATE UNLOGGED TABLE demo.settled AS
SELECT row_number() OVER (ORDER BY greatest(money.at, bill.at), bill.id, part, place) AS id, bill.id AS bill_id, place,
    money.id AS money_id, bill.living, greatest(money.at, bill.at) >= lives_at AS lived, is_credit,
    greatest(money.at, bill.at) AS at, day,
    least(upto, begins + money.ore) - greatest(upto - charge.ore, begins) AS ore
FROM demo.money JOIN demo.bill ON bill.id = placed_on JOIN demo.charge ON charge.number = bill.number
WHERE least(upto, begins + money.ore) > greatest(upto - charge.ore, begins);

CREATE UNLOGGED TABLE demo.failure AS
SELECT bill.id AS bill_id, number, open_on AS day, return_at AS at,
    CASE WHEN lot % 3 = 0 THEN 'bank' ELSE 'customer' END AS caused_by
FROM demo.way JOIN demo.bill USING (id), demo.frame, demo.day AS bank
WHERE way = 'returned' AND NOT prepaid AND bank.country = bill.country AND bank.day = due_on
    AND return_at <= now;

-- The journal's words, their facts as the chain reads them: keys in the order of the alphabet, no spaces.
CREATE VIEW demo.word AS
SELECT at, 'invoice_received' AS kind, id AS key, id AS bill_id, number, 'feed' AS actor, lived,
    '{"amount":"' || demo.kronor(ore) || '","currency":"' || currency || '","due_on":"' || due_on || '"}' AS facts
FROM demo.bill
UNION ALL SELECT at, 'payment_booked', id, bill_id, number, 'feed', lived,
    '{"amount":"' || demo.kronor(ore) || '","currency":"' || currency || '","initiated_on":"' || day
    || '","payment":' || id || ',"source":"demo"}' FROM demo.money WHERE NOT is_credit
UNION ALL SELECT at, 'credit_granted', id, bill_id, number, agent, lived,
    '{"amount":"' || demo.kronor(ore) || '","because":"goodwill","credit":' || id
    || ',"currency":"' || currency || '"}' FROM demo.frame, demo.money WHERE is_credit
UNION ALL SELECT at, 'debit_failed', bill_id, bill_id, number, 'feed', false,
    '{"caused_by":"' || caused_by || '","failed_on":"' || day || '"}' FROM demo.failure;
CREATE UNLOGGED TABLE demo.lived AS
SELECT row_number() OVER (ORDER BY at, kind, key) AS nth, word.* FROM demo.word WHERE lived;
CREATE UNLOGGED TABLE demo.moment AS
SELECT at, count(*) AS words, NULL::bigint AS shift FROM demo.word WHERE NOT lived GROUP BY at;

-- Invoices that their customers have not paid whole when their life begins, or at the end: each waits for its demand,
-- as arrears would let it.
CREATE UNLOGGED TABLE demo.unpaid AS
SELECT bill.id, number, living, demand_at, lived, coalesce(in_time, 0) < ore AS at_cut, coalesce(paid, 0) < ore AS at_end
FROM demo.bill JOIN demo.day AS bank ON bank.country = bill.country AND day = due_on
LEFT JOIN (SELECT bill_id, sum(ore) AS paid, sum(ore) FILTER (WHERE NOT lived) AS in_time
    FROM demo.settled GROUP BY bill_id) AS settled ON settled.bill_id = bill.id
WHERE coalesce(paid, 0) < ore OR coalesce(in_time, 0) < ore;

-- A moment of the weeks that are played finds its rows by these.
CREATE INDEX ON demo.bill (id);
CREATE INDEX ON demo.bill (at) WHERE lived;
CREATE INDEX ON demo.money (at) WHERE lived;
CREATE INDEX ON demo.settled (at) WHERE lived;
CREATE INDEX ON demo.lived (at);
ANALYZE demo.settled, demo.lived, demo.moment, demo.unpaid;
