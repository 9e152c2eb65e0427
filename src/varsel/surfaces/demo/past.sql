-- Rows of the plan from one instant to another of those who live an own life, and (%(all)s) everything of all others.
-- Written at once, they say themselves what is open and unplaced (bulk.py proves it); at a moment of the weeks that are
-- played the triggers count it.
INSERT INTO ledger_invoice
    (id, ref, number, ocr, party_id, country, currency, issued_on, due_on, registered_at, registered_by)
SELECT id, pg_temp.ref(at, 'invoice', id), (1000000 + id)::text, ocr, party_id, country, currency,
    issued_on, due_on, at, 'feed'
FROM demo_bill WHERE (living AND at >= %(begin)s AND at < %(end)s OR NOT living AND %(all)s) ORDER BY id;

INSERT INTO ledger_line (id, invoice_id, party_id, position, service_id, kind, change, amount_ore, open_ore)
SELECT bill.id * 8 + charge.place, bill.id, party_id, charge.place, service_id, kind, '', charge.ore,
    charge.ore - coalesce(taken, 0)
FROM demo_bill bill JOIN demo_charge charge USING (party_id) LEFT JOIN (
    SELECT bill_id, place, sum(ore) AS taken FROM demo_settled
    WHERE (living AND at >= %(begin)s AND at < %(end)s OR NOT living AND %(all)s) GROUP BY 1, 2) AS settled ON settled.bill_id = bill.id AND settled.place = charge.place
WHERE (living AND at >= %(begin)s AND at < %(end)s OR NOT living AND %(all)s) ORDER BY 1;

INSERT INTO ledger_payment (id, ref, source, bank_key, party_id, invoice_id, reference, currency, amount_ore,
    unplaced_ore, initiated_on, booked_at)
SELECT money.id, pg_temp.ref(money.at, 'payment', money.id), 'demo',
    ocr || '/' || to_char(day, 'YYYYMMDD') || '/' || part, party_id, bill_id, ocr, currency, money.ore, money.ore - coalesce(taken, 0), day, money.at
FROM demo_money money JOIN demo_bill bill ON bill.id = bill_id LEFT JOIN (
    SELECT money_id, sum(ore) AS taken FROM demo_settled
    WHERE NOT is_credit AND (living AND at >= %(begin)s AND at < %(end)s OR NOT living AND %(all)s) GROUP BY 1) AS settled
    ON money_id = money.id
WHERE NOT is_credit AND (money.living AND money.at >= %(begin)s AND money.at < %(end)s OR NOT money.living AND %(all)s) ORDER BY 1;

INSERT INTO ledger_credit (id, ref, party_id, invoice_id, about, because, currency, amount_ore, unplaced_ore,
    granted_at, granted_on)
SELECT money.id, pg_temp.ref(money.at, 'credit', money.id), party_id, bill_id, 'invoice:' || bill_id, 'goodwill',
    currency, money.ore, 0, money.at, day
FROM demo_money money JOIN demo_bill bill ON bill.id = bill_id
WHERE is_credit AND NOT money.living AND %(all)s ORDER BY 1;

INSERT INTO ledger_settlement (id, line_id, payment_id, credit_id, amount_ore, counts_on, at)
SELECT id, bill_id * 8 + place, CASE WHEN NOT is_credit THEN money_id END, CASE WHEN is_credit THEN money_id END, ore,
    day, at
FROM demo_settled WHERE (living AND at >= %(begin)s AND at < %(end)s OR NOT living AND %(all)s) ORDER BY id;

INSERT INTO ledger_debit_failure (invoice_id, failed_on, caused_by, at)
SELECT bill_id, day, caused_by, at FROM demo_failure WHERE NOT living AND %(all)s ORDER BY bill_id;
