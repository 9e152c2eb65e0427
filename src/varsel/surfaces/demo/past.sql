-- What is not lived through, of those who live an own life or of all others: as the ledger would have left it. Written
-- at once, the rows say themselves what is open and unplaced; proof.sql asks whether it is so.
INSERT INTO ledger_invoice
    (id, ref, number, ocr, party_id, country, currency, issued_on, due_on, registered_at, registered_by)
SELECT id, demo.ref(at, 'invoice', id), (1000000 + id)::text, ocr, party_id, country, currency, issued_on, due_on, at,
    'feed'
FROM demo.bill JOIN demo.party USING (number) WHERE living = %(living)s AND NOT lived ORDER BY id;

INSERT INTO ledger_line (id, invoice_id, party_id, position, service_id, kind, change, amount_ore, open_ore)
SELECT bill.id * 8 + charge.place, bill.id, party_id, charge.place, service_id, kind, '', charge.ore,
    charge.ore - coalesce(taken, 0)
FROM demo.bill JOIN demo.party USING (number) JOIN demo.charge USING (number) LEFT JOIN demo.service USING (number, place)
LEFT JOIN (SELECT bill_id, place, sum(ore) AS taken FROM demo.settled WHERE living = %(living)s AND NOT lived
    GROUP BY 1, 2) AS settled ON settled.bill_id = bill.id AND settled.place = charge.place
WHERE living = %(living)s AND NOT lived ORDER BY 1;

INSERT INTO ledger_payment (id, ref, source, bank_key, party_id, invoice_id, reference, currency, amount_ore,
    unplaced_ore, initiated_on, booked_at)
SELECT id, demo.ref(at, 'payment', id), 'demo', ocr || '/' || to_char(day, 'YYYYMMDD') || '/' || part, party_id,
    bill_id, ocr, currency, ore, ore - coalesce(taken, 0), day, at
FROM demo.money JOIN demo.party USING (number) LEFT JOIN (
    SELECT money_id, sum(ore) AS taken FROM demo.settled WHERE NOT is_credit AND living = %(living)s AND NOT lived
    GROUP BY 1) AS settled ON money_id = id
WHERE NOT is_credit AND living = %(living)s AND NOT lived ORDER BY id;

INSERT INTO ledger_credit (id, ref, party_id, invoice_id, about, because, currency, amount_ore, unplaced_ore,
    granted_at, granted_on)
SELECT id, demo.ref(at, 'credit', id), party_id, bill_id, 'invoice:' || bill_id, 'goodwill', currency, ore, 0, at, day
FROM demo.money JOIN demo.party USING (number) WHERE is_credit AND living = %(living)s ORDER BY id;

INSERT INTO ledger_settlement (id, line_id, payment_id, credit_id, amount_ore, counts_on, at)
SELECT id, bill_id * 8 + place, CASE WHEN NOT is_credit THEN money_id END, CASE WHEN is_credit THEN money_id END, ore,
    day, at
FROM demo.settled WHERE living = %(living)s AND NOT lived ORDER BY id;
