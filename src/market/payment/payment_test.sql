-- Rows for payment_test.

-- name: payment_test_payments
-- How many payments there are.
SELECT COUNT(*) AS count FROM payment;

-- name: payment_test_postings
-- How many postings there are.
SELECT COUNT(*) AS count FROM ledger_posting;

-- name: payment_test_refreshes
-- How often the purchase record was told.
SELECT COUNT(*) AS count FROM job WHERE kind = 'record.refresh';

-- name: payment_test_waive_damages
-- Somebody with the database in hand is kind to the firm.
UPDATE claim SET net_won = amount_won, delay_won = 0;

-- name: payment_test_other_account
-- … or pays it somewhere else: an account that is sealed, but not this claim's.
UPDATE claim SET bank_account = (SELECT MAX(s.bank_account) FROM supplier s);

-- name: payment_test_other_bank
-- Another bank.
UPDATE claim SET bank_name = 'x';

-- name: payment_test_other_holder
-- Another holder.
UPDATE claim SET bank_holder = 'x';

-- name: payment_test_more
-- More than was claimed.
UPDATE claim SET amount_won = amount_won + 10, net_won = net_won + 10;

-- name: payment_test_later
-- A later day to pay by.
UPDATE claim SET pay_by = '2026-12-31';

-- name: payment_test_train
-- The case was a sandbox's.
UPDATE contract SET is_training = 1;
