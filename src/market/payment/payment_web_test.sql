-- What the tests of the pages ask besides.

-- name: payment_web_test_words
-- What the chain of deeds keeps of the only payment.
SELECT reason FROM audit_entry WHERE act = 'payment.pay';

-- name: payment_web_test_holder
-- Somebody with the database in hand lets another get the money.
UPDATE claim SET bank_holder = 'x';
