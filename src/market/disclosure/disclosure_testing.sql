-- Reading back what was published, for tests.

-- name: disclosure_testing_find
-- The public line of a contract.
SELECT no, title, estimated_won, contract_won, rate_bp, supplier_name, representative, address, ground,
       reason, site, completed_on, keep_until, paid_on, paid_won, voided_on, starts_on, object,
       district_code
  FROM disclosure
 WHERE contract_id = :contract;

-- name: disclosure_testing_sum
-- What the list comes to, as it is kept.
SELECT CAST(COALESCE(SUM(row_count), 0) AS BIGINT) AS row_count,
       CAST(COALESCE(SUM(price_won), 0) AS BIGINT) AS price_won
  FROM disclosure_sum;

-- name: disclosure_testing_refusal
-- Why it waits.
SELECT codes FROM disclosure_refusal WHERE contract_id = :contract;

-- name: disclosure_testing_notices
-- How often somebody was told.
SELECT COUNT(*) AS count FROM notice WHERE account_id = :account AND kind = 'disclosure.refused';

-- name: disclosure_testing_contract_no
-- The contract's public number.
SELECT no FROM contract WHERE id = :contract;
