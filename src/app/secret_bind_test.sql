-- Sealed values for secret_bind_test.

-- name: bind_test_account
-- An authenticator's secret.
UPDATE account SET totp_secret = :sealed WHERE id = :id;

-- name: bind_test_supplier
-- A registered account.
UPDATE supplier SET bank_account = :sealed WHERE id = :id;

-- name: bind_test_draft
-- One that was typed for a claim.
INSERT INTO claim_draft (contract_id, asked_days, excuse_reason, bank_name, bank_account, bank_holder,
                         account_id, saved_at)
VALUES (:id, 0, '', 'x', :sealed, 'x', :account, 1);

-- name: bind_test_claim
-- One that was claimed to.
INSERT INTO claim (no, contract_id, seq, amount_won, net_won, bank_name, bank_account, bank_holder,
                   claimed_on, pay_by, state, account_id, claimed_at)
SELECT 16, c.id, 1, c.price_won, c.price_won, 'x', :sealed, 'x', '2026-12-03', '2026-12-10', 'claimed',
       :account, 1
  FROM contract c
 WHERE c.id = :id;

-- name: bind_test_read
-- All four, and how often it was done.
SELECT (SELECT totp_secret FROM account WHERE id = :account) AS account,
       (SELECT totp_secret FROM account WHERE id = :other) AS other,
       (SELECT bank_account FROM supplier WHERE id = :supplier) AS supplier,
       (SELECT bank_account FROM claim_draft WHERE contract_id = :contract) AS draft,
       (SELECT bank_account FROM claim WHERE contract_id = :contract) AS claim,
       (SELECT COUNT(*) FROM secret_step) AS steps;
