-- Sealed values for secret_renew_test.

-- name: renew_test_account
-- An authenticator's secret.
UPDATE account SET totp_secret = :sealed WHERE id = :id;

-- name: renew_test_supplier
-- A registered account.
UPDATE supplier SET bank_account = :sealed WHERE id = :id;

-- name: renew_test_cut
-- What was sealed before keys had names: without the sixteen digits and the point.
UPDATE supplier SET bank_account = SUBSTR(bank_account, 18) WHERE id = :id;

-- name: renew_test_holder
-- Another holder than was claimed for.
UPDATE claim SET bank_holder = 'another' WHERE no = :no;

-- name: renew_test_read
-- All three, and what the chain of deeds says of them.
SELECT (SELECT totp_secret FROM account WHERE id = :account) AS account,
       (SELECT bank_account FROM supplier WHERE id = :supplier) AS supplier,
       (SELECT bank_account FROM claim WHERE no = :claim) AS claim,
       (SELECT COUNT(*) FROM audit_entry WHERE act = 'claim.reseal') AS claims,
       (SELECT COUNT(*) FROM audit_entry WHERE act = 'key.replace') AS keys,
       (SELECT COALESCE(MAX(done_at), 0) FROM secret_step) AS done_at;

-- name: renew_test_settle
-- A while ago.
UPDATE secret_step SET done_at = 1;
