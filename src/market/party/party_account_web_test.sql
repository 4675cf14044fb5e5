-- What the tests of accounts do besides.

-- name: party_account_web_test_all_of_demo
-- Everybody so far was invented.
UPDATE account SET is_demo = 1;

-- name: party_account_web_test_is_demo
-- The installation carries demo data.
INSERT INTO site_fact (key, value) VALUES ('demo', 'small');
