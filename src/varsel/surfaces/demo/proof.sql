-- What the triggers of the ledger would have refused, had they been asked. No rows, or the past is not written. Asked
-- for all of it and not for the first: a plan for the first row reads everything in the slowest way when there is none.
SELECT min(wrong) FROM (
SELECT 'line ' || line.id || ' is not open as its settlements say' AS wrong FROM ledger_line line LEFT JOIN (
    SELECT line_id, sum(amount_ore) AS taken FROM ledger_settlement GROUP BY 1) AS settled ON line_id = line.id
WHERE open_ore <> amount_ore - coalesce(taken, 0)
UNION ALL
SELECT 'payment ' || payment.id || ' is not unplaced as its settlements say' FROM ledger_payment payment LEFT JOIN (
    SELECT payment_id, sum(amount_ore) AS taken FROM ledger_settlement GROUP BY 1) AS settled
    ON payment_id = payment.id
WHERE unplaced_ore <> amount_ore - coalesce(taken, 0)
UNION ALL
SELECT 'credit ' || credit.id || ' is not unplaced as its settlements say' FROM ledger_credit credit LEFT JOIN (
    SELECT credit_id, sum(amount_ore) AS taken FROM ledger_settlement GROUP BY 1) AS settled ON credit_id = credit.id
WHERE unplaced_ore <> amount_ore - coalesce(taken, 0)
UNION ALL
SELECT 'settlement ' || settlement.id || ' crosses customers, currencies or days' FROM ledger_settlement settlement
JOIN ledger_line line ON line.id = line_id JOIN ledger_invoice invoice ON invoice.id = line.invoice_id
LEFT JOIN ledger_payment payment ON payment.id = payment_id LEFT JOIN ledger_credit credit ON credit.id = credit_id
WHERE (line.party_id, invoice.currency, counts_on) IS DISTINCT FROM (coalesce(payment.party_id, credit.party_id),
    coalesce(payment.currency, credit.currency), coalesce(initiated_on, granted_on))
) AS found HAVING count(*) > 0
