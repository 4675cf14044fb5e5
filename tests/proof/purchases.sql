-- What is there of the purchases of a proof, one line a kind: name|count. The same on both databases.
WITH bought AS (SELECT id, no, state FROM purchase WHERE title LIKE '증명 %'),
     drawn AS (SELECT id FROM contract WHERE purchase_id IN (SELECT id FROM bought)),
     claimed AS (SELECT id FROM claim WHERE contract_id IN (SELECT id FROM drawn))
SELECT 'purchase', COUNT(*) FROM bought
UNION ALL SELECT 'paid', COUNT(*) FROM bought WHERE state = 'paid'
UNION ALL SELECT 'title', COUNT(DISTINCT title) FROM purchase WHERE title LIKE '증명 %'
UNION ALL SELECT 'quote_request', COUNT(*) FROM quote_request WHERE purchase_id IN (SELECT id FROM bought)
UNION ALL SELECT 'quote', COUNT(*) FROM quote WHERE quote_request_id IN
    (SELECT id FROM quote_request WHERE purchase_id IN (SELECT id FROM bought))
UNION ALL SELECT 'approval', COUNT(*) FROM approval_round WHERE purchase_id IN (SELECT id FROM bought)
UNION ALL SELECT 'contract', COUNT(*) FROM drawn
UNION ALL SELECT 'signature_institution', COUNT(*) FROM contract_signature
    WHERE side = 'institution' AND contract_id IN (SELECT id FROM drawn)
UNION ALL SELECT 'signature_supplier', COUNT(*) FROM contract_signature
    WHERE side = 'supplier' AND contract_id IN (SELECT id FROM drawn)
UNION ALL SELECT 'delivery', COUNT(*) FROM delivery WHERE contract_id IN (SELECT id FROM drawn)
UNION ALL SELECT 'inspection', COUNT(*) FROM inspection WHERE delivery_id IN
    (SELECT id FROM delivery WHERE contract_id IN (SELECT id FROM drawn))
UNION ALL SELECT 'claim', COUNT(*) FROM claimed
UNION ALL SELECT 'payment', COUNT(*) FROM payment WHERE claim_id IN (SELECT id FROM claimed)
UNION ALL SELECT 'posting_payment', COUNT(*) FROM ledger_posting
    WHERE kind = 'payment' AND claim_id IN (SELECT id FROM claimed)
UNION ALL SELECT 'posting_claim', COUNT(*) FROM ledger_posting
    WHERE kind = 'claim' AND claim_id IN (SELECT id FROM claimed)
UNION ALL SELECT 'disclosure', COUNT(*) FROM disclosure WHERE contract_id IN (SELECT id FROM drawn)
UNION ALL SELECT 'record', COUNT(DISTINCT contract_id) FROM purchase_record
    WHERE contract_id IN (SELECT id FROM drawn)
-- A deed told twice in the audit was done twice.
UNION ALL SELECT 'doubled', COUNT(*) FROM
    (SELECT act FROM audit_entry WHERE object = 'purchase' AND object_id IN (SELECT id FROM bought)
      GROUP BY act, object_id HAVING COUNT(*) > 1) AS twice
UNION ALL SELECT 'form_key', COUNT(*) FROM form_key
UNION ALL SELECT 'ledger', COALESCE(SUM(debit_won - credit_won), 0) FROM ledger_line
UNION ALL SELECT 'dead_job', COUNT(*) FROM job WHERE state = 'dead'
