-- What the tests of accounts do besides.

-- name: party_account_web_test_all_of_demo
-- Everybody so far was invented.
UPDATE account SET is_demo = 1;

-- name: party_account_web_test_is_demo
-- The installation carries demo data.
INSERT INTO site_fact (key, value) VALUES ('demo', 'small');

-- name: party_account_web_test_code
-- What is kept of the newest code of a person.
SELECT code_hash FROM recovery_code WHERE account_id = :account ORDER BY id DESC LIMIT 1;

-- name: party_account_web_test_put_factor
-- Somebody with the database in hand puts their own second factor, sealed as it lies, into another
-- person's row.
UPDATE account SET totp_secret = (SELECT o.totp_secret FROM account o WHERE o.id = :own)
 WHERE id = :account;
