-- What a restored database must count up to again.

-- name: backup_counts
-- Rows and sums of what may never be lost.
SELECT t.name, t.number
  FROM (SELECT 1 AS place, 'account' AS name, COUNT(*) AS number FROM account
        UNION ALL
        SELECT 2, 'audit_entry', COUNT(*) FROM audit_entry
        UNION ALL
        SELECT 3, 'purchase', COUNT(*) FROM purchase
        UNION ALL
        SELECT 4, 'quote', COUNT(*) FROM quote
        UNION ALL
        SELECT 5, 'contract', COUNT(*) FROM contract
        UNION ALL
        SELECT 6, 'contract_price_won', CAST(COALESCE(SUM(price_won), 0) AS BIGINT) FROM contract
        UNION ALL
        SELECT 7, 'claim', COUNT(*) FROM claim
        UNION ALL
        SELECT 8, 'payment', COUNT(*) FROM payment
        UNION ALL
        SELECT 9, 'ledger_debit_won', CAST(COALESCE(SUM(debit_won), 0) AS BIGINT) FROM ledger_line
        UNION ALL
        SELECT 10, 'ledger_credit_won', CAST(COALESCE(SUM(credit_won), 0) AS BIGINT)
          FROM ledger_line
        UNION ALL
        SELECT 11, 'file', COUNT(*) FROM file) t
 ORDER BY t.place;
