-- What the tests of sessions look into.

-- name: party_session_testing_hash
-- What is kept of a password.
SELECT password_hash FROM account WHERE email = :email;

-- name: party_session_testing_set_hash
-- As another version, or the demo, kept it.
UPDATE account SET password_hash = :hash, is_demo = :is_demo WHERE email = :email;

-- name: party_session_testing_texts
-- Every text that is kept of the sessions.
SELECT token_hash, COALESCE(old_token_hash, '') AS old_token_hash, csrf, address FROM session;

-- name: party_session_testing_audit
-- How often an act of a person's account, from this address, stands in the chains.
SELECT COUNT(*) AS count
  FROM audit_entry e
  JOIN account a ON a.id = e.object_id
 WHERE e.act = :act AND e.object = 'account' AND e.address = :address AND a.email = :email;
