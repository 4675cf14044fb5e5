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

-- name: payment_test_train
-- The case was a sandbox's.
UPDATE contract SET is_training = 1;
