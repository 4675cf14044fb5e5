-- What the tests of the pages ask besides.

-- name: payment_web_test_words
-- What the chain of deeds keeps of the only payment.
SELECT reason FROM audit_entry WHERE act = 'payment.pay';

-- name: payment_web_test_holder
-- Somebody with the database in hand lets another get the money.
UPDATE claim SET bank_holder = 'x';

-- name: payment_web_test_need
-- … or says the case was for something else.
UPDATE purchase SET need = 'x' WHERE state = 'claimed';

-- name: payment_web_test_approved
-- … and changes what the approvers saw.
UPDATE approval_round SET content = content || 'more=1';

-- name: payment_web_test_refused
-- How often the audit kept that nothing was paid.
SELECT COUNT(*) AS count FROM audit_entry WHERE act = 'payment.refuse_altered' AND reason <> '';
