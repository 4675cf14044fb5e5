-- Rows of the scene for tests of claims.

-- name: claim_testing_bank
-- Where the supplier is paid; sealed.
UPDATE supplier SET bank_account = :account WHERE id = :supplier;
