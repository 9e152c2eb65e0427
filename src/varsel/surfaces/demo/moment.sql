-- What happens at one moment to those who live through it: as it comes in production, under every promise.
INSERT INTO ledger_invoice
    (id, ref, number, ocr, party_id, country, currency, issued_on, due_on, registered_at, registered_by)
SELECT id, demo.ref(at, 'invoice', id), (1000000 + id)::text, ocr, party_id, country, currency, issued_on, due_on, at,
    'feed'
FROM demo.bill JOIN demo.party USING (number) WHERE lived AND at = %(at)s ORDER BY id;

INSERT INTO ledger_line (id, invoice_id, party_id, position, service_id, kind, change, amount_ore, open_ore)
SELECT bill.id * 8 + place, bill.id, party_id, place, service_id, kind, '', charge.ore, charge.ore
FROM demo.bill JOIN demo.party USING (number) JOIN demo.charge USING (number) LEFT JOIN demo.service USING (number, place)
WHERE lived AND at = %(at)s ORDER BY 1;

INSERT INTO ledger_payment (id, ref, source, bank_key, party_id, invoice_id, reference, currency, amount_ore,
    unplaced_ore, initiated_on, booked_at)
SELECT id, demo.ref(at, 'payment', id), 'demo', ocr || '/' || to_char(day, 'YYYYMMDD') || '/' || part, party_id,
    bill_id, ocr, currency, ore, ore, day, at
FROM demo.money JOIN demo.party USING (number) WHERE lived AND at = %(at)s ORDER BY id;

INSERT INTO ledger_settlement (id, line_id, payment_id, amount_ore, counts_on, at)
SELECT id, bill_id * 8 + place, money_id, ore, day, at FROM demo.settled WHERE lived AND at = %(at)s ORDER BY id;

INSERT INTO journal_entry (ref, at, kind, about, party, actor, facts)
SELECT demo.ref(at, 'lived', nth), at, kind, 'invoice:' || bill_id, party_id, actor, facts::jsonb
FROM demo.lived JOIN demo.party USING (number) WHERE at = %(at)s ORDER BY nth;
